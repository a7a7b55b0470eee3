import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import {
  attemptChallenge,
  consumeChallenge,
  createCodeChallenge,
  isPasswordUnchanged,
} from "../factors/challenges.ts";
import { refusePasswordAlone } from "../factors/factors.ts";
import { openSession, type SignInResult } from "../sessions/open-session.ts";
import { countFailure } from "../throttle/throttling.ts";
import {
  type Credentials,
  codeCounter,
  networkCounter,
  passwordCounter,
  verifyCode,
  verifyCredentials,
} from "./verify-credentials.ts";

/**
 * Opens a session. Throws INVALID_CREDENTIALS, after the same work, for an unknown e-mail, a wrong password
 * and a disabled account; TOO_MANY_REQUESTS with `retryAfter` (seconds) after too many failures; and
 * SECOND_FACTOR_REQUIRED with the input of `signInWithCode`, when the password alone is not enough.
 */
export async function signIn(
  members: MembersContext,
  credentials: Credentials,
  origin: Origin,
): Promise<SignInResult> {
  const account = await verifyCredentials(members, credentials, origin);
  const ofPassword = passwordCounter(members, credentials.email);
  if (account.totp) {
    // The failures are not cleared yet, because no session is open.
    const challenge = await createCodeChallenge(members, account);
    if (challenge) throw new DomainError("SECOND_FACTOR_REQUIRED", { ...challenge });
  } else {
    await refusePasswordAlone(members, account);
    const proof = { methods: ["pwd"], whilePasswordUnchanged: true, clears: [ofPassword] };
    const signedIn = await openSession(members, account, proof, origin);
    if (signedIn) return signedIn;
  }
  await countFailure(members, [ofPassword, networkCounter(members, origin)]);
  throw new DomainError("INVALID_CREDENTIALS");
}

interface CodeAnswer {
  /** Of SECOND_FACTOR_REQUIRED. */
  readonly challenge: string;
  readonly code: string;
}

/**
 * The second step. Throws INVALID_CREDENTIALS for a wrong or used code; CHALLENGE_EXPIRED after five attempts
 * or five minutes, or when the password changed since the first step; and TOO_MANY_REQUESTS with `retryAfter`
 * (seconds).
 */
export async function signInWithCode(
  members: MembersContext,
  { challenge, code }: CodeAnswer,
  origin: Origin,
): Promise<SignInResult> {
  const { accountId, proof } = await attemptChallenge(members, challenge);
  const account = await members.db.first(findAccountById, { id: accountId });
  if (!account || !isPasswordUnchanged(members, proof, account.passwordHash))
    throw new DomainError("CHALLENGE_EXPIRED");
  await verifyCode(members, accountId, code, origin);
  await consumeChallenge(members, challenge, "sign_in");
  const clears = [passwordCounter(members, account.email), codeCounter(members, accountId)];
  const signedIn = await openSession(
    members,
    account,
    { methods: ["pwd", "otp"], whilePasswordUnchanged: true, clears },
    origin,
  );
  if (!signedIn) throw new DomainError("CHALLENGE_EXPIRED");
  return signedIn;
}
