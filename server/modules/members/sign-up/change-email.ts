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
  /** The new address, as typed. */
  readonly email: string;
  /** Of the account, as typed. */
  readonly password: string;
}

/**
 * Sends a link to the new address; until it is used nothing changes. Whether another account has the address is not looked at, so
 * nobody learns it. Throws INVALID_CREDENTIALS for a wrong password, and TOO_MANY_REQUESTS.
 */
export async function requestEmailChange(
  members: MembersContext,
  accountId: string,
  { email, password }: EmailChangeRequest,
  origin: Origin,
): Promise<void> {
  await reauthenticate(members, accountId, password, origin);
  await consume(members, counterOf(members.rules, "mail", accountId));
  await members.db.rows(queries.publishEmailChangeAsked, { id: accountId, email: email.normalize("NFC").trim() });
}

/**
 * Makes the address that the link was sent to the account's. Throws LINK_EXPIRED for a link that is unknown, used, over, or was
 * replaced, and when another account has the address by now.
 */
export async function confirmEmailChange({ db, clock }: MembersContext, token: string): Promise<void> {
  const now = clock.now();
  const changing = db.transaction(async (trx) => {
    const taken = await consumeToken(trx, { token, purpose: "change_email", now });
    if (!taken?.accountId) throw new DomainError("LINK_EXPIRED");
    const { accountId, subject: email } = taken;
    const changed = await trx.first(queries.changeEmail, {
      id: accountId,
      email,
      emailKey: emailKey(email),
      now,
    });
    if (!changed) throw new DomainError("LINK_EXPIRED");
    // What is on its way to the address before proves nothing any more.
    await revokeTokens(trx, { accountId, purposes: ["verify_email", "reset_password"], now });
  });
  await changing.catch((error: unknown) => {
    throw brokeConstraint(error, "accounts_email_taken") ? new DomainError("LINK_EXPIRED") : error;
  });
}
