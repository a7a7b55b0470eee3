import { DomainError } from "../../../platform/errors.ts";
import * as queries from "../account-changes-queries.ts";
import { emailKey } from "../email.ts";
import type { Members } from "../members.ts";
import { counterOf } from "../throttle.ts";
import { takeToken } from "./mail-tokens.ts";
import { spend } from "./throttling.ts";

/** Whoever has the link reads the mailbox. Throws LINK_EXPIRED for a link that is unknown, used, over, or was replaced. */
export async function verifyEmail({ db, clock }: Members, token: string): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const taken = await takeToken(trx, { token, purpose: "verify_email", now });
    const verified =
      taken?.accountId &&
      (await trx.first(queries.verifyEmail, { id: taken.accountId, emailKey: emailKey(taken.subject), now }));
    if (!verified) throw new DomainError("LINK_EXPIRED");
  });
}

/** Sends the link again; to an address that is proven already nothing is sent. Throws TOO_MANY_REQUESTS. */
export async function askForVerification(members: Members, accountId: string): Promise<void> {
  await spend(members, counterOf(members.rules, "mail", accountId));
  await members.db.rows(queries.askForVerification, { id: accountId });
}
