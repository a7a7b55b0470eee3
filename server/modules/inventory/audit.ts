import type { Db } from "../../platform/db/db.ts";
import * as queries from "./audit-queries.ts";

const LIMIT = { limit: 100 };

const BUNDLE_PROBLEMS = {
  nested: "a part is a bundle",
  stock: "it may have stock of its own",
  empty: "it has no parts",
};

/** What breaks an invariant of the stock, a sentence each. */
export async function audit(db: Db): Promise<string[]> {
  const [levels, transfers, sales, bundles] = await Promise.all([
    db.rows(queries.findUnsoundLevels, LIMIT),
    db.rows(queries.findUnevenTransfers, LIMIT),
    db.rows(queries.findUnbookedSales, LIMIT),
    db.rows(queries.findUnsoundBundles, LIMIT),
  ]);
  return [
    ...levels.map(
      ({ sku, variantId, location, onHand, reserved, ledger, left, held }) =>
        `stock of ${sku ?? `variant ${variantId}`} at ${location}: on hand ${onHand} ` +
        `(ledger ${ledger}, its newest row ${left}), reserved ${reserved} (held ${held})`,
    ),
    ...transfers.map(
      ({ transferId, rows, sum }) => `transfer ${transferId}: ${rows} ledger rows, their sum ${sum}`,
    ),
    ...sales.map(
      ({ orderId, variantId, location, committed, booked }) =>
        `order ${orderId}: ${committed} of variant ${variantId} were committed at ${location}, ` +
        `${booked} are in the ledger`,
    ),
    ...bundles.map(({ bundleId, problem }) => `bundle ${bundleId}: ${BUNDLE_PROBLEMS[problem]}`),
  ];
}
