/** Members with their mailed links, for the tests of changes of an account. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { issueToken, type TokenPurpose } from "../mails/tokens.ts";
import { type MembersShop, tokenOf } from "../members.fixture.ts";

export interface MemberAccount {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** Access token of the member's open session. */
  readonly token: string;
}

export interface AccountState {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly verified: boolean;
}

const state = prepared<{ email: string }, AccountState>(
  (p) => sql`SELECT id, email, email_key AS "emailKey", email_verified_at IS NOT NULL AS verified
             FROM members.accounts WHERE email_key = lower(${p.email})`,
);

export const findState = (shop: MembersShop, email: string): Promise<AccountState | null> =>
  shop.db.first(state, { email });

export const password = "조용한 강가의 돌멩이";

/** The member's e-mail is not verified. */
export async function addMember(shop: MembersShop, email: string): Promise<MemberAccount> {
  await shop.addMember(email, password);
  const account = await findState(shop, email);
  if (!account) throw new Error(`there is no account of ${email}`);
  return { id: account.id, email, password, token: await tokenOf(await shop.login({ email, password })) };
}

let members = 0;

/** A new member, signed in. */
export function newMember(shop: MembersShop): Promise<MemberAccount> {
  members += 1;
  return addMember(shop, `member-${members}@shop.test`);
}

/** The token of a mailed link to this member. */
export async function linkTo(
  shop: MembersShop,
  member: Pick<MemberAccount, "id" | "email">,
  purpose: TokenPurpose,
  subject = member.email,
): Promise<string> {
  const clock = { now: shop.now };
  const token = await issueToken(
    { db: shop.db, clock },
    { purpose, accountId: member.id, subject, at: shop.now() },
  );
  if (token === null) throw new Error("there is a later link");
  return token;
}

/**
 * The token of the link that a request over HTTP caused, when its event is delivered only now. Null: no mail
 * is sent.
 */
export async function linkOfQueued(
  shop: MembersShop,
  member: Pick<MemberAccount, "id">,
  event: "emailChangeAsked" | "passwordResetAsked" | "verificationAsked",
  purpose: TokenPurpose,
  subject: string,
): Promise<string | null> {
  const [message] = await shop.db.rows(queued, { type: `members.${event}` });
  if (!message) throw new Error(`there is no ${event} in the outbox`);
  const at = new Date(message.occurredAt);
  return issueToken(
    { db: shop.db, clock: { now: shop.now } },
    { purpose, accountId: member.id, subject, at },
  );
}

const queued = prepared<{ type: string }, { occurredAt: string }>(
  (p) =>
    sql`SELECT message->>'occurredAt' AS "occurredAt" FROM platform.outbox
      WHERE message->>'type' = ${p.type}`,
);

export const post = (shop: MembersShop, path: string, body: unknown, token?: string): Promise<Response> =>
  shop.send("POST", `/api/v1${path}`, token, body);
