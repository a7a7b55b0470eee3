import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import * as queries from "../accounts/change-queries.ts";
import { emailKey } from "../accounts/email.ts";
import { findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { consumeToken, findToken } from "../mails/tokens.ts";
import { reauthenticate } from "../sign-in/reauthenticate.ts";
import { counterOf } from "../throttle/rules.ts";
import { consume } from "../throttle/throttling.ts";

export interface EmailProof {
  readonly token: string;
  /** Of the account, as typed. */
  readonly password?: string;
  /** The account to which the client is signed in. */
  readonly signedInAs: string | null;
}

/**
 * The link proves the mailbox, not the account: a stranger can sign up with another person's e-mail, wait
 * until that person confirms it, and keep the password. So the client must also be signed in to the account,
 * or know its password. Throws LINK_EXPIRED for a link that is unknown, used, expired or replaced. With
 * neither sign-in nor password, throws UNAUTHENTICATED; with a password, throws INVALID_CREDENTIALS and
 * TOO_MANY_REQUESTS as a sign-in. These three leave the link valid.
 */
export async function verifyEmail(members: MembersContext, proof: EmailProof, origin: Origin): Promise<void> {
  const { db, clock } = members;
  const { token, password, signedInAs } = proof;
  const account = await accountOf(members, token);
  if (account.id !== signedInAs) {
    if (password === undefined) throw new DomainError("UNAUTHENTICATED");
    await reauthenticate(members, account.id, password, origin);
  }
  const now = clock.now();
  await db.transaction(async (trx) => {
    const consumed = await consumeToken(trx, { token, purpose: "verify_email", now });
    const verified =
      consumed?.accountId &&
      (await trx.first(queries.verifyEmail, {
        id: consumed.accountId,
        emailKey: emailKey(consumed.subject),
        now,
      }));
    if (!verified) throw new DomainError("LINK_EXPIRED");
  });
}

/** The account that a link would verify. */
async function accountOf({ db, clock }: MembersContext, token: string): Promise<{ readonly id: string }> {
  const found = await findToken(db, { token, purpose: "verify_email", now: clock.now() });
  const account = found?.accountId ? await db.first(findAccountById, { id: found.accountId }) : null;
  const current =
    found && account && !account.emailVerified && emailKey(account.email) === emailKey(found.subject);
  if (!current) throw new DomainError("LINK_EXPIRED");
  return account;
}

/** Sends the link again, unless the e-mail is verified already. Throws TOO_MANY_REQUESTS. */
export async function requestVerification(members: MembersContext, accountId: string): Promise<void> {
  await consume(members, counterOf(members.rules, "mail", accountId));
  await members.db.rows(queries.publishVerificationAsked, { id: accountId });
}
