/**
 * Add-ons that the file itself brings: rows may name goods of any other row, before or behind it. A dry run
 * judges such a row as if these were there, and notes them. A commit applies noted rows without the add-ons
 * that are still to come, and sets all when all goods are there.
 */
import type { RowOutcome } from "../../../platform/tables/row-outcome.ts";
import type { ImportedProductRow, ProductRowsKind } from "../../catalog/contract/import-rows.ts";
import type { ImportsContext } from "../context.ts";
import type { AwaitedRow } from "../queries.ts";
import { type FileGoods, meaningsOf } from "./file-goods.ts";

/** The catalogue remembers what it applied by row: setting add-ons later is a row of its own to it. */
export const LATER_ROW = 1_000_000;

interface CheckedRows {
  readonly outcomes: readonly RowOutcome[];
  /** Rows with add-ons that are still to come. */
  readonly awaiting: readonly AwaitedRow[];
}

/** Judges rows of products: what the file brings counts as if the shop had it. */
export async function checkProductRows(
  { catalog }: Pick<ImportsContext, "catalog">,
  kind: ProductRowsKind,
  rows: ImportedProductRow[],
  goods: FileGoods,
): Promise<CheckedRows> {
  const brought = goods.namesIn(rows.flatMap(({ addOns = [] }) => addOns));
  if (brought.slugs.length === 0 && brought.skus.length === 0)
    return { outcomes: await catalog.checkRows({ kind, rows }), awaiting: [] };
  const [outcomes, { slugs, skus }] = await Promise.all([
    catalog.checkRows({ kind, rows, brought }),
    catalog.knownAddOns(brought),
  ]);
  const known = new Set([...slugs.map((slug) => `slug:${slug}`), ...skus.map((sku) => `sku:${sku}`)]);
  const isToCome = (cell: string): boolean =>
    goods.brings(cell) && !meaningsOf(cell).some((name) => known.has(name));
  const refused = new Set(outcomes.flatMap(({ row, outcome }) => (outcome === "refused" ? [row] : [])));
  const awaiting = rows.flatMap(({ row, addOns = [] }) => {
    const cells = refused.has(row) ? [] : addOns.filter(isToCome);
    return cells.length > 0 ? [{ row, cells }] : [];
  });
  return { outcomes, awaiting };
}

/** The rows that wait for goods that no row brings any more, also by way of one another. */
export function lostRows(goods: FileGoods, awaiting: readonly AwaitedRow[]): ReadonlySet<number> {
  const waiting = new Map<string, AwaitedRow[]>();
  for (const each of awaiting)
    for (const name of each.cells.flatMap(meaningsOf)) {
      const rows = waiting.get(name) ?? [];
      rows.push(each);
      waiting.set(name, rows);
    }
  const lost = new Set<number>();
  const toJudge = [...awaiting];
  for (let next = toJudge.pop(); next; next = toJudge.pop()) {
    if (lost.has(next.row) || next.cells.every(goods.brings)) continue;
    lost.add(next.row);
    for (const name of goods.drop(next.row)) for (const each of waiting.get(name) ?? []) toJudge.push(each);
  }
  return lost;
}

/** The rows without the add-ons that are set later. `awaiting`: these add-ons, by row. */
export const withoutAwaited = (
  rows: readonly ImportedProductRow[],
  awaiting: ReadonlyMap<number, readonly string[]>,
): ImportedProductRow[] =>
  rows.map((row) => {
    const later = awaiting.get(row.row);
    if (!later) return row;
    const { addOns = [], ...now } = row;
    const known = addOns.filter((cell) => !later.includes(cell));
    return known.length > 0 ? { ...now, addOns: known } : now;
  });

/** A row that gets add-ons later is changed, also when all its other cells say what is there. */
export const asChanged = (
  outcomes: readonly RowOutcome[],
  awaiting: ReadonlyMap<number, readonly string[]>,
): readonly RowOutcome[] =>
  outcomes.map((each) =>
    each.outcome === "unchanged" && awaiting.has(each.row) ? { ...each, outcome: "update" as const } : each,
  );
