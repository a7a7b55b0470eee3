import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, isDomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { findStocked } from "../bundle-queries.ts";
import type { InventoryContext } from "../context.ts";
import {
  type CountLine,
  type LineOutcome,
  linesOfBundles,
  refuseProblems,
  refuseRepeatedLines,
} from "../stock-count.ts";
import { saveCount } from "../stock-queries.ts";
import { announce, ledgerActor, withinLimits } from "./stock-change.ts";

export interface StockCount {
  /** Absent: a new stock-take. A repeat with the same id is COUNT_SAVED. */
  readonly id?: string;
  readonly reason: string;
  readonly lines: readonly CountLine[];
}

export interface SavedCount {
  readonly id: string;
  readonly outcomes: readonly LineOutcome[];
}

/**
 * Applies counted − expected of every line, or of none. Throws COUNT_SAVED, STOCK_BELOW_RESERVED,
 * STOCK_LIMIT, BUNDLE_STOCK, INVALID_INPUT.
 */
export async function countStock(
  inventory: InventoryContext,
  { reason, lines, ...count }: StockCount,
  by: ActingStaff,
): Promise<SavedCount> {
  const { db, clock } = inventory;
  refuseRepeatedLines(lines);
  const now = clock.now();
  const id = count.id ?? newId(now);
  const save = () =>
    db.transaction(async (trx) => {
      const judged = await trx.rows(saveCount, {
        id,
        skus: lines.map(({ sku }) => sku),
        locations: lines.map(({ location }) => location),
        changes: lines.map(({ counted, expected }) => counted - expected),
        reason,
        ...ledgerActor(by),
      });
      if (judged.length === 0) throw new DomainError("COUNT_SAVED", { id });
      refuseProblems(judged);
      const changed = judged.filter(({ before, after }) => before !== after);
      await recordAction(trx, {
        ...by,
        action: "stock.count",
        subject: `stock-count:${id}`,
        before: Object.fromEntries(changed.map((each) => [nameOf(each), each.before])),
        after: Object.fromEntries(changed.map((each) => [nameOf(each), each.after])),
        reason,
        now,
      });
      return judged;
    });
  const outcomes = await withinLimits(save).catch((error: unknown) => refuseBundles(inventory, lines, error));
  await announce(
    inventory,
    outcomes.flatMap(({ variantId }) => variantId ?? []),
  );
  return { id, outcomes };
}

/** The constraint says only that one of the lines is a bundle's. */
async function refuseBundles(
  { db }: InventoryContext,
  lines: readonly CountLine[],
  error: unknown,
): Promise<never> {
  if (!isDomainError(error, "BUNDLE_STOCK")) throw error;
  const stocked = await db.rows(findStocked, { skus: lines.map(({ sku }) => sku) });
  const bundles = new Set(stocked.filter(({ isBundle }) => isBundle).map(({ sku }) => sku));
  const refused = linesOfBundles(lines, bundles);
  // It may have become a bundle, and be none any more.
  throw new DomainError("BUNDLE_STOCK", refused.length > 0 ? { lines: refused } : {}, { cause: error });
}

const nameOf = ({ sku, location }: LineOutcome): string => `${sku}@${location}`;
