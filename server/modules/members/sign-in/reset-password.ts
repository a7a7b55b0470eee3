import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { networkOf } from "../../../platform/network.ts";
import * as queries from "../accounts/change-queries.ts";
import { emailKey } from "../accounts/email.ts";
import { findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { removeFactors } from "../factors/factors.ts";
import {
  consumeToken,
  findToken,
  type PresentedToken,
  revokeTokens,
  type TokenRow,
} from "../mails/tokens.ts";
import { validateAndHash } from "../passwords/new-password.ts";
import { changeAndEndSessions } from "../sessions/end-sessions.ts";
import { counterOf } from "../throttle/rules.ts";
import { consume } from "../throttle/throttling.ts";
import { passwordCounter } from "./verify-credentials.ts";

/**
 * Requests a mail with a link. No account is looked up here, so the response and its time are the same for
 * every e-mail. Every e-mail is counted, so TOO_MANY_REQUESTS does not show either whether an account exists.
 */
export async function requestPasswordReset(
  members: MembersContext,
  typed: string,
  { ip, language }: Origin,
): Promise<void> {
  await consume(members, counterOf(members.rules, "resetsOfNetwork", networkOf(ip)));
  await consume(members, counterOf(members.rules, "resetOfEmail", emailKey(typed)));
  await members.db.rows(queries.publishPasswordResetAsked, {
    email: typed.normalize("NFC").trim(),
    language,
  });
}

interface PasswordReset {
  readonly token: string;
  /** As typed. */
  readonly password: string;
}

/**
 * Sets a new password for the reader of the account's mailbox. Every session ends, and the reset opens none.
 * Throws LINK_EXPIRED for a link that is unknown, used, expired or replaced, and INVALID_INPUT for a weak
 * password, after which the link still works.
 */
export async function resetPassword(
  members: MembersContext,
  { token, password }: PasswordReset,
): Promise<void> {
  const { db, clock } = members;
  const presented = { token, purpose: "reset_password", now: clock.now() } as const;
  const account = await accountOf(members, await findToken(db, presented));
  const passwordHash = await validateAndHash(members, {
    password,
    context: account,
    pointer: "/password",
  });
  await changeAndEndSessions(members, async (trx, endSessions) => {
    const accountId = await setPassword(trx, members, presented, passwordHash);
    await endSessions({ accountId, reason: "password_reset" });
  });
}

async function accountOf({ db }: MembersContext, token: TokenRow | null) {
  const account = token?.accountId ? await db.first(findAccountById, { id: token.accountId }) : null;
  if (!account) throw new DomainError("LINK_EXPIRED");
  return account;
}

/** Returns the id of the account. */
async function setPassword(
  trx: Transaction,
  members: MembersContext,
  presented: PresentedToken,
  passwordHash: string,
): Promise<string> {
  const { now } = presented;
  const consumed = await consumeToken(trx, presented);
  if (!consumed?.accountId) throw new DomainError("LINK_EXPIRED");
  const { accountId, subject } = consumed;
  const changed = await trx.first(queries.resetPassword, {
    id: accountId,
    emailKey: emailKey(subject),
    passwordHash,
    now,
    // Not the counter of codes: each reset would give a thief of the mailbox new guesses at the second
    // factor.
    throttleKeys: [passwordCounter(members, subject).key],
  });
  if (!changed) throw new DomainError("LINK_EXPIRED");
  // Until now a stranger could have made the account in the name of this mailbox's owner.
  if (changed.newlyVerified) await removeUnverifiedData(trx, accountId);
  // This also stops a change of the e-mail begun by a thief of the old password.
  await revokeTokens(trx, { accountId, purposes: ["reset_password", "change_email", "verify_email"], now });
  return accountId;
}

async function removeUnverifiedData(trx: Transaction, accountId: string): Promise<void> {
  await removeFactors(trx, accountId);
  await trx.rows(queries.deleteAddresses, { accountId });
}
