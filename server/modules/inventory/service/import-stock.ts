/** Imports and exports of stock: what rows of a file say is there, in batches that are safe to repeat. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { type RowOutcome, refusedRow, rowOutcome } from "../../../platform/tables/row-outcome.ts";
import type { InventoryContext } from "../context.ts";
import type {
  CheckedStockRow,
  ExportedLevels,
  ImportedStockRow,
  SeenLevel,
} from "../contract/import-rows.ts";
import * as queries from "../import-queries.ts";
import { announce, ledgerActor } from "./stock-change.ts";

/** Returns what would become of the rows now, and what there is now. */
export async function checkRows(
  { db }: InventoryContext,
  rows: readonly ImportedStockRow[],
): Promise<CheckedStockRow[]> {
  const judged = await db.rows(queries.judgeCounts, paramsOf(rows));
  return judged.map((each) => ({ ...asOutcome(each), seen: seenOf(each) }));
}

const seenOf = ({ variantId, location, before, entry }: Judged): SeenLevel | null =>
  variantId === null || location === null ? null : { variantId, location, onHand: before, entry };

export interface StockImport {
  readonly importId: string;
  readonly rows: readonly ImportedStockRow[];
}

/**
 * Applies what the rows that have no problem differ from what their dry run saw. A row that changed the stock
 * before is an update again.
 */
export async function applyRows(
  inventory: InventoryContext,
  { importId, rows }: StockImport,
  by: ActingStaff,
): Promise<RowOutcome[]> {
  const { db, clock } = inventory;
  const judged = await db.transaction(async (trx) => {
    const counted = await trx.rows(queries.importCounts, {
      importId,
      ...paramsOf(rows),
      reasons: rows.map(({ reason }) => reason ?? null),
      ...ledgerActor(by),
    });
    const changed = counted.filter(isChange);
    if (changed.length > 0) {
      await recordAction(trx, {
        ...by,
        action: "stock.import",
        subject: `import:${importId}`,
        before: Object.fromEntries(changed.map((each) => [nameOf(each), each.before])),
        after: Object.fromEntries(changed.map((each) => [nameOf(each), each.before + each.change])),
        now: clock.now(),
      });
    }
    return counted;
  });
  const variantIds = judged.filter(isChange).flatMap(({ variantId }) => variantId ?? []);
  if (variantIds.length > 0) await announce(inventory, variantIds);
  const outcomes = new Map(judged.map((each) => [each.row, asOutcome(each)]));
  return rows.map(({ row }) => outcomes.get(row) ?? rowOutcome(row, "update"));
}

export async function forgetImport({ db }: InventoryContext, importId: string): Promise<void> {
  await db.rows(queries.deleteImportedRows, { importId });
}

const paramsOf = (rows: readonly ImportedStockRow[]) => ({
  rows: rows.map(({ row }) => row),
  skus: rows.map(({ sku }) => sku),
  places: rows.map(({ location }) => location),
  counts: rows.map(({ onHand }) => onHand),
  seen: JSON.stringify(rows.flatMap(({ row, seen }) => (seen === undefined ? [] : [{ row, ...seen }]))),
});

type Judged = queries.ImportedCountRow;

const isChange = ({ problem, change }: Judged): boolean => problem === null && change !== 0;
const nameOf = ({ sku, location }: Judged): string => `${sku}@${location}`;

/** The column that a problem is about. */
const FIELDS: Readonly<Record<string, string>> = {
  UNKNOWN_SKU: "sku",
  UNKNOWN_LOCATION: "location",
  DUPLICATE: "sku",
};

function asOutcome(judged: Judged): RowOutcome {
  const { row, problem } = judged;
  if (problem !== null) return refusedRow(row, FIELDS[problem] ?? "onHand", problem);
  return rowOutcome(row, isChange(judged) ? "update" : "unchanged");
}

const LEVELS_PER_PAGE = 1_000;

/** Returns levels after a place, in the order of SKU and location. Null: from the first one on. */
export async function exportLevels(
  { db }: InventoryContext,
  after: ExportedLevels["next"],
): Promise<ExportedLevels> {
  const { sku, location } = after ?? { sku: "", location: "" };
  const items = await db.rows(queries.listLevels, { sku, location, limit: LEVELS_PER_PAGE });
  const last = items.length < LEVELS_PER_PAGE ? undefined : items.at(-1);
  return { items, next: last ? { sku: last.sku, location: last.location } : null };
}
