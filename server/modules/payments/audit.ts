import type { Db } from "../../platform/db/db.ts";
import { findLedgerViolations, findRivalAttempts } from "./audit-queries.ts";

const MAX_VIOLATIONS = 100;

/** Payment invariants: sums equal the ledger, refunded ≤ captured, an order has one live attempt. */
export async function audit(db: Db): Promise<string[]> {
  const sums = await db.rows(findLedgerViolations, { limit: MAX_VIOLATIONS });
  const rivals = await db.rows(findRivalAttempts, { limit: MAX_VIOLATIONS });
  return [
    ...sums.map(
      ({ providerOrderId, state, captured, refunded, bookedCaptured, bookedRefunded }) =>
        `payment ${providerOrderId} (${state}): captured ${captured} (ledger ${bookedCaptured}), ` +
        `refunded ${refunded} (ledger ${bookedRefunded})`,
    ),
    ...rivals.map(({ orderId, names }) => `order ${orderId} has several live payments: ${names}`),
  ].slice(0, MAX_VIOLATIONS);
}
