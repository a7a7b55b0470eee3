/** Where deposits of an order are paid back to. Kept while a refund may need it, and never logged. */
import { after } from "../../../platform/clock.ts";
import type { PaymentsContext } from "../context.ts";
import type { RefundAccount } from "../contract.ts";
import * as queries from "../refund-account-queries.ts";

/** Why a refund waits: the shopper has not said where the money should go. */
export const REFUND_ACCOUNT_NEEDED = "REFUND_ACCOUNT_NEEDED";

export const findRefundAccount = ({ db }: PaymentsContext, orderId: string): Promise<RefundAccount | null> =>
  db.first(queries.findRefundAccount, { orderId }).then((found) => found ?? null);

/** What waited for it is carried out. */
export async function storeRefundAccount(
  { db, clock }: PaymentsContext,
  orderId: string,
  account: RefundAccount,
): Promise<void> {
  await db.rows(queries.storeRefundAccount, { orderId, ...account, now: clock.now() });
}

export async function needsRefundAccount({ db }: PaymentsContext, orderId: string): Promise<boolean> {
  return Boolean(await db.first(queries.findAccountNeed, { orderId }));
}

const KEPT_MS = 30 * 24 * 3_600_000;
const BATCH = 1_000;

/** A job: deletes accounts that no refund waits for any more. */
export async function forgetRefundAccounts({ db, clock }: PaymentsContext): Promise<void> {
  const before = after(clock, -KEPT_MS);
  for (;;) {
    const deleted = await db.rows(queries.deleteOldAccounts, { before, limit: BATCH });
    if (deleted.length < BATCH) return;
  }
}
