import type { Db } from "../../platform/db/db.ts";
import { findStockViolations } from "./audit-queries.ts";

/** Stock invariants: `0 ≤ reserved ≤ on_hand`, the sum of the ledger, the sum of the reservations. */
export async function audit(db: Db): Promise<string[]> {
  const rows = await db.rows(findStockViolations, { limit: 100 });
  return rows.map(
    ({ sku, location, onHand, reserved, ledger, held }) =>
      `stock of ${sku} at ${location}: ` +
      `on hand ${onHand} (ledger ${ledger}), reserved ${reserved} (held ${held})`,
  );
}
