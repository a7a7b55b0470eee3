import { after, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db/db.ts";
import { findLedgerViolations, findRivalAttempts } from "./audit-queries.ts";
import { findReceiptViolations } from "./receipts/queries.ts";

const MAX_VIOLATIONS = 100;
/** In which the law demands a cash receipt. */
const RECEIPT_MS = 5 * 24 * 3_600_000;

/** Sums equal the ledger, refunded ≤ captured, an order has one live attempt, receipts follow the money. */
export async function audit(db: Db, clock: Clock): Promise<string[]> {
  const sums = await db.rows(findLedgerViolations, { limit: MAX_VIOLATIONS });
  const rivals = await db.rows(findRivalAttempts, { limit: MAX_VIOLATIONS });
  const before = after(clock, -RECEIPT_MS);
  const receipts = await db.rows(findReceiptViolations, { before, limit: MAX_VIOLATIONS });
  return [
    ...sums.map(
      ({ providerOrderId, state, captured, refunded, bookedCaptured, bookedRefunded }) =>
        `payment ${providerOrderId} (${state}): captured ${captured} (ledger ${bookedCaptured}), ` +
        `refunded ${refunded} (ledger ${bookedRefunded})`,
    ),
    ...receipts.map(({ providerOrderId, problem }) => `payment ${providerOrderId}: ${problem}`),
    ...rivals.map(({ orderId, names }) => `order ${orderId} has several live payments: ${names}`),
  ].slice(0, MAX_VIOLATIONS);
}
