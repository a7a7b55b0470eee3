import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import * as queries from "../accounts/change-queries.ts";
import { emailKey } from "../accounts/email.ts";
import type { MembersContext } from "../context.ts";
import { consumeToken, revokeTokens } from "../mails/tokens.ts";
import { reauthenticate } from "../sign-in/reauthenticate.ts";
import { counterOf } from "../throttle/rules.ts";
import { consume } from "../throttle/throttling.ts";

interface EmailChangeRequest {
  /** The new address. */
  readonly email: string;
  /** Of the account, as typed. */
  readonly password: string;
}

/**
 * Sends a link to the new e-mail; nothing changes until it is used. The request does not check whether
 * another account has the e-mail, so it discloses nothing. Throws INVALID_CREDENTIALS for a wrong password,
 * and TOO_MANY_REQUESTS.
 */
export async function requestEmailChange(
  members: MembersContext,
  accountId: string,
  { email, password }: EmailChangeRequest,
  origin: Origin,
): Promise<void> {
  await reauthenticate(members, accountId, password, origin);
  await consume(members, counterOf(members.rules, "mail", accountId));
  await members.db.rows(queries.publishEmailChangeAsked, { id: accountId, email });
}

/**
 * Gives the account the e-mail to which the link was sent. Throws LINK_EXPIRED for a link that is unknown,
 * used, expired or replaced, and when another account has the e-mail by now.
 */
export async function confirmEmailChange({ db, clock }: MembersContext, token: string): Promise<void> {
  const now = clock.now();
  const changing = db.transaction(async (trx) => {
    const consumed = await consumeToken(trx, { token, purpose: "change_email", now });
    if (!consumed?.accountId) throw new DomainError("LINK_EXPIRED");
    const { accountId, subject: email } = consumed;
    const changed = await trx.first(queries.changeEmail, {
      id: accountId,
      email,
      emailKey: emailKey(email),
      now,
    });
    if (!changed) throw new DomainError("LINK_EXPIRED");
    // Links sent to the previous e-mail prove nothing any more.
    await revokeTokens(trx, { accountId, purposes: ["verify_email", "reset_password"], now });
  });
  await changing.catch((error: unknown) => {
    throw brokeConstraint(error, "accounts_email_taken") ? new DomainError("LINK_EXPIRED") : error;
  });
}
