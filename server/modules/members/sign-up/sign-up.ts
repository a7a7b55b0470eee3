import { type InputProblem, inputError, isDomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { newId } from "../../../platform/ids.ts";
import { networkOf } from "../../../platform/network.ts";
import { insertAccount } from "../accounts/change-queries.ts";
import { emailKey } from "../accounts/email.ts";
import type { MembersContext } from "../context.ts";
import { findPasswordProblem, hashNewPassword } from "../passwords/new-password.ts";
import { padResponseTime } from "../throttle/response-time.ts";
import { counterOf } from "../throttle/rules.ts";
import { consume } from "../throttle/throttling.ts";

interface Channels {
  readonly email?: boolean;
  readonly sms?: boolean;
  readonly push?: boolean;
}

export interface SignUp {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  readonly agreements: {
    readonly terms: boolean;
    readonly privacy: boolean;
    readonly over14: boolean;
    /** One answer for all channels, or one for each. An omitted channel was not offered. */
    readonly marketing?: boolean | Channels;
  };
}

/** Longer than hashing and storing take on a machine without load. */
const STEP_MS = 250;

/**
 * Makes an account that can sign in at once; a mail asks the member to verify the e-mail. When the e-mail has
 * an account, a mail tells its owner instead, and the client cannot see the difference. Throws INVALID_INPUT,
 * and TOO_MANY_REQUESTS for a network that signs up too often.
 */
export async function signUp(members: MembersContext, input: SignUp, origin: Origin): Promise<void> {
  await refuseInvalid(members, input);
  await consume(members, counterOf(members.rules, "signUp", networkOf(origin.ip)));
  await padResponseTime(STEP_MS, () => makeAccount(members, input, origin));
}

/** Reports all problems at once. None of them depends on whether an account exists. */
async function refuseInvalid(members: MembersContext, input: SignUp): Promise<void> {
  const { email, name, password, agreements } = input;
  const required = ["terms", "privacy", "over14"] as const;
  const problems: (InputProblem | null)[] = [
    ...required.map((code) => (agreements[code] ? null : consentMissing(code))),
    await findPasswordProblem(members, {
      password,
      context: { email, name },
      pointer: "/password",
    }),
  ];
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw inputError(found);
}

const consentMissing = (code: string): InputProblem => ({
  pointer: `/agreements/${code}`,
  code: "REQUIRED",
  text: "CONSENT",
});

async function makeAccount(
  members: MembersContext,
  input: SignUp,
  { ip, userAgent, language }: Origin,
): Promise<void> {
  const { db, clock } = members;
  const key = emailKey(input.email);
  // Both steps always run: the work of a sign-up must not show whether the e-mail has an account.
  const passwordHash = await hashNewPassword(members, input.password);
  const notifyOwner = await mayNotifyOwner(members, key);
  const now = clock.now();
  const answers = answersOf(input.agreements);
  await db.first(insertAccount, {
    id: newId(now),
    email: input.email,
    emailKey: key,
    name: input.name,
    phone: input.phone ?? null,
    passwordHash,
    language,
    now,
    codes: answers.map(([code]) => code),
    answers: answers.map(([, agreed]) => agreed),
    ip,
    userAgent,
    notifyOwner,
  });
}

/** A stranger must not be able to fill a mailbox: after a few mails, the owner gets no more of them. */
async function mayNotifyOwner(members: MembersContext, key: string): Promise<boolean> {
  try {
    await consume(members, counterOf(members.rules, "mail", `sign-up:${key}`));
    return true;
  } catch (error) {
    if (isDomainError(error, "TOO_MANY_REQUESTS")) return false;
    throw error;
  }
}

function answersOf({
  terms,
  privacy,
  over14,
  marketing,
}: SignUp["agreements"]): [code: string, agreed: boolean][] {
  const channels: Channels =
    typeof marketing === "boolean"
      ? { email: marketing, sms: marketing, push: marketing }
      : (marketing ?? {});
  const marketingAnswers = Object.entries(channels).map(([channel, agreed]): [string, boolean] => [
    `marketing_${channel}`,
    agreed,
  ]);
  return [["terms", terms], ["privacy", privacy], ["over14", over14], ...marketingAnswers];
}
