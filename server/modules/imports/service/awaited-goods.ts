/**
 * Add-ons that the file itself brings: rows may name goods of any other row, before or behind it. A dry run
 * judges such a row without the names that are still to come, and notes it. A commit applies noted rows
 * without their add-ons, and sets these when all goods are there.
 */
import type { RowOutcome } from "../../../platform/tables/row-outcome.ts";
import type { ImportedProductRow, ProductRowsKind } from "../../catalog/contract/import-rows.ts";
import type { ImportsContext } from "../context.ts";
import type { RowReader } from "../read-rows.ts";
import { rowsAfter } from "./stored-rows.ts";

/** The catalogue remembers what it applied by row: setting add-ons later is a row of its own to it. */
export const LATER_ROW = 1_000_000;

/** The SKUs and slugs of all rows of the file. */
export async function namesOfFile(
  { db }: Pick<ImportsContext, "db">,
  importId: string,
  reader: RowReader,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const row of rowsAfter(db, importId, 0)) {
    const reading = reader.read(row);
    if (!("product" in reading)) continue;
    names.add(reading.product.sku);
    if (reading.product.slug !== undefined) names.add(reading.product.slug);
  }
  return names;
}

interface CheckedRows {
  readonly outcomes: readonly RowOutcome[];
  /** Rows whose add-ons are still to come. */
  readonly awaiting: readonly number[];
}

/** Judges rows of products. Those that only lack goods of the file are judged again without these. */
export async function checkProductRows(
  { catalog }: Pick<ImportsContext, "catalog">,
  kind: ProductRowsKind,
  rows: readonly ImportedProductRow[],
  brought: ReadonlySet<string>,
): Promise<CheckedRows> {
  const first = await catalog.checkRows({ kind, rows: [...rows] });
  const lacking = new Set(first.flatMap(({ row, problems }) => (problems.some(isUnknownAddOn) ? [row] : [])));
  const groups = new Set(rows.flatMap(({ row, group }) => (lacking.has(row) ? [group] : [])));
  const again = rows.filter(({ group }) => groups.has(group));
  const isBrought = (cell: string): boolean => brought.has(cell.replace(/^(slug|sku):\s*/i, ""));
  const awaiting = new Set(again.flatMap(({ row, addOns }) => (addOns?.some(isBrought) ? [row] : [])));
  if (awaiting.size === 0) return { outcomes: first, awaiting: [] };
  const reduced = again.map(({ addOns, ...row }) => {
    const known = addOns?.filter((cell) => !isBrought(cell)) ?? [];
    return known.length > 0 ? { ...row, addOns: known } : row;
  });
  const second = await catalog.checkRows({ kind, rows: reduced });
  const judgedAgain = new Set(again.map(({ row }) => row));
  return {
    outcomes: [...first.filter(({ row }) => !judgedAgain.has(row)), ...asChanged(second, awaiting)],
    awaiting: second.flatMap(({ row, outcome }) => (outcome !== "refused" && awaiting.has(row) ? [row] : [])),
  };
}

const isUnknownAddOn = ({ field, code }: RowOutcome["problems"][number]): boolean =>
  field === "addOns" && code === "UNKNOWN_ADD_ON";

/** The rows without the add-ons that are set later. */
export const withoutAwaited = (
  rows: readonly ImportedProductRow[],
  awaiting: ReadonlySet<number>,
): ImportedProductRow[] =>
  rows.map((row) => {
    if (!awaiting.has(row.row)) return row;
    const { addOns: _later, ...now } = row;
    return now;
  });

/** A row that gets add-ons later is changed, whatever else it says. */
export const asChanged = (
  outcomes: readonly RowOutcome[],
  awaiting: ReadonlySet<number>,
): readonly RowOutcome[] =>
  outcomes.map((each) =>
    each.outcome === "unchanged" && awaiting.has(each.row) ? { ...each, outcome: "update" as const } : each,
  );
