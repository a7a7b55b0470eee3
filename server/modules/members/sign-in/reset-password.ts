import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import * as queries from "../accounts/change-queries.ts";
import { emailKey } from "../accounts/email.ts";
import { findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { removeFactors } from "../factors/factors.ts";
import { consumeToken, findToken, type PresentedToken, revokeTokens, type TokenRow } from "../mails/tokens.ts";
import { validateAndHash } from "../passwords/new-password.ts";
import { changeAndEndSessions } from "../sessions/end-sessions.ts";
import { counterOf, networkOf } from "../throttle/rules.ts";
import { consume } from "../throttle/throttling.ts";
import { passwordCounter } from "./verify-credentials.ts";

/**
 * Asks for a mail with a link. No account is looked for here, so the answer and its time are the same for every e-mail;
 * each counts, so TOO_MANY_REQUESTS tells nothing either.
 */
export async function requestPasswordReset(
  members: MembersContext,
  typed: string,
  { ip, language }: Origin,
): Promise<void> {
  await consume(members, counterOf(members.rules, "resetsOfNetwork", networkOf(ip)));
  await consume(members, counterOf(members.rules, "resetOfEmail", emailKey(typed)));
  await members.db.rows(queries.publishPasswordResetAsked, { email: typed.normalize("NFC").trim(), language });
}

interface PasswordReset {
  readonly token: string;
  /** As typed. */
  readonly password: string;
}

/**
 * A new password for whoever reads the account's mail. Every session ends and nobody is signed in. Throws LINK_EXPIRED for a
 * link that is unknown, used, over, or was replaced, and INVALID_INPUT for a weak password, which leaves the link good.
 */
export async function resetPassword(
  members: MembersContext,
  { token, password }: PasswordReset,
): Promise<void> {
  const { db, clock } = members;
  const given = { token, purpose: "reset_password", now: clock.now() } as const;
  const account = await accountOf(members, await findToken(db, given));
  const passwordHash = await validateAndHash(members, {
    password,
    context: account,
    pointer: "/password",
  });
  await changeAndEndSessions(members, async (trx, endSessions) => {
    const accountId = await setPassword(trx, members, given, passwordHash);
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
  given: PresentedToken,
  passwordHash: string,
): Promise<string> {
  const { now } = given;
  const taken = await consumeToken(trx, given);
  if (!taken?.accountId) throw new DomainError("LINK_EXPIRED");
  const { accountId, subject } = taken;
  const changed = await trx.first(queries.resetPassword, {
    id: accountId,
    emailKey: emailKey(subject),
    passwordHash,
    now,
    // Not that of codes: whoever reads the mailbox would get new guesses at the second factor with each reset.
    throttleKeys: [passwordCounter(members, subject).key],
  });
  if (!changed) throw new DomainError("LINK_EXPIRED");
  // Until now anybody could have made the account, in the name of whoever reads this mailbox.
  if (changed.newlyVerified) await removeUnverifiedData(trx, accountId);
  // Also a change of the e-mail that somebody began who knew the old password.
  await revokeTokens(trx, { accountId, purposes: ["reset_password", "change_email", "verify_email"], now });
  return accountId;
}

async function removeUnverifiedData(trx: Transaction, accountId: string): Promise<void> {
  await removeFactors(trx, accountId);
  await trx.rows(queries.deleteAddresses, { accountId });
}
