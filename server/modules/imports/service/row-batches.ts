/** Passes the rows of an import to the module that owns them, batch by batch. */
import type { ImportingStaff, RowOutcome } from "../../../platform/tables/row-outcome.ts";
import type { TableRow } from "../../../platform/tables/table.ts";
import { type ImportedStockRow, MOST_STOCK_ROWS } from "../../inventory/contract/import-rows.ts";
import { MOST_PARCEL_ROWS } from "../../orders/contract/parcel-rows.ts";
import type { ImportsContext } from "../context.ts";
import type { ImportKind } from "../fields.ts";
import * as queries from "../queries.ts";
import type { CellProblem, ReadableRow, RowReader } from "../read-rows.ts";
import { rowGrouping } from "../row-grouping.ts";
import { asChanged, checkProductRows, withoutAwaited } from "./awaited-goods.ts";
import type { FileGoods } from "./file-goods.ts";
import { rowsAfter } from "./stored-rows.ts";

export interface RowBatch {
  /** The last row of the batch. */
  readonly lastRow: number;
  readonly rows: readonly TableRow[];
  readonly good: readonly GroupedRow[];
  readonly problems: readonly CellProblem[];
}

interface GroupedRow {
  readonly row: number;
  readonly group: number;
  readonly reading: ReadableRow;
}

/** Rows of a batch, unless its last product has more. */
const BATCH_ROWS = Math.min(MOST_STOCK_ROWS, MOST_PARCEL_ROWS);
/** As JSON: processes take 4 MiB from one another. */
const BATCH_CHARACTERS = 1_000_000;

/** Returns the rows after a row. `isRepeated`: whether an earlier row is about the same. */
export async function* rowBatches(
  { db }: Pick<ImportsContext, "db">,
  { importId, after }: { readonly importId: string; readonly after: number },
  reader: RowReader,
  isRepeated: (row: number, key: string) => boolean,
): AsyncGenerator<RowBatch> {
  const groupOf = rowGrouping();
  let batch = emptyBatch();
  for await (const row of rowsAfter(db, importId, after)) {
    const reading = reader.read(row);
    const readable = "key" in reading ? reading : null;
    const repeated = readable !== null && isRepeated(row.row, readable.key);
    const group = readable && !repeated ? groupOf(readable, row.row) : row.row;
    if (batch.isFull() && group === row.row) {
      yield batch.take();
      batch = emptyBatch();
    }
    if (repeated) batch.refuse(row, [reader.problem(row, "sku", "DUPLICATE")]);
    else if (readable) batch.accept(row, { row: row.row, group, reading: readable });
    else batch.refuse(row, reading as readonly CellProblem[]);
  }
  if (!batch.isEmpty()) yield batch.take();
}

function emptyBatch() {
  const rows: TableRow[] = [];
  const good: GroupedRow[] = [];
  const problems: CellProblem[] = [];
  let characters = 0;
  return {
    isEmpty: () => rows.length === 0,
    isFull: () => rows.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS,
    accept(row: TableRow, grouped: GroupedRow): void {
      rows.push(row);
      good.push(grouped);
      characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    },
    refuse(row: TableRow, found: readonly CellProblem[]): void {
      rows.push(row);
      problems.push(...found);
    },
    take: (): RowBatch => ({ rows, good, problems, lastRow: rows.at(-1)?.row ?? 0 }),
  };
}

/** What becomes of a batch. */
export interface BatchOutcome {
  readonly counts: queries.RowCounts;
  readonly problems: readonly CellProblem[];
}

/** What a dry run finds of a batch. */
interface CheckedBatch extends BatchOutcome {
  /** Rows that wait for goods of the file. */
  readonly awaiting: readonly queries.AwaitedRow[];
  /** What there is now, of rows of stock. */
  readonly seen: readonly queries.SeenRow[];
}

/** Returns what would become of the rows now. */
export async function checkBatch(
  context: ImportsContext,
  kind: ImportKind,
  reader: RowReader,
  batch: RowBatch,
  goods: FileGoods,
): Promise<CheckedBatch> {
  const { inventory, orders } = context;
  const none = { awaiting: [], seen: [] };
  if (batch.good.length === 0) return { ...summarize(reader, batch, []), ...none };
  if (kind === "stock") {
    const outcomes = await inventory.checkRows({ rows: stockRows(batch) });
    const seen = outcomes.flatMap(({ row, seen: level }) =>
      level === undefined ? [] : [{ row, seen: level }],
    );
    return { ...summarize(reader, batch, outcomes), ...none, seen };
  }
  if (kind === "tracking") {
    const outcomes = await orders.checkParcels({ rows: parcelRows(batch) });
    return { ...summarize(reader, batch, outcomes), ...none };
  }
  const { outcomes, awaiting } = await checkProductRows(context, kind, productRows(batch), goods);
  return { ...summarize(reader, batch, outcomes), ...none, awaiting };
}

export interface BatchApplication {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly by: ImportingStaff;
  /** The token that was committed. */
  readonly run: string;
  readonly checkedAt: Date | null;
  /** The row after which the batch begins. */
  readonly after: number;
}

/** Applies the rows without a problem. A repeat changes nothing, and returns the same. */
export async function applyBatch(
  { db, catalog, inventory, orders }: ImportsContext,
  { importId, kind, by, run, checkedAt, after }: BatchApplication,
  reader: RowReader,
  batch: RowBatch,
): Promise<BatchOutcome> {
  if (batch.good.length === 0) return summarize(reader, batch, []);
  return summarize(reader, batch, await applied());

  async function applied(): Promise<readonly RowOutcome[]> {
    if (kind === "stock")
      return inventory.applyRows({ importId, rows: await withSeen(stockRows(batch)), by });
    if (kind === "tracking") return orders.sendParcels({ importId, rows: parcelRows(batch), by });
    const place = { importId, run, after, to: batch.lastRow, limit: batch.rows.length };
    const awaited = await db.rows(queries.findAwaited, place);
    const awaiting = new Map(awaited.map(({ row, cells }) => [row, cells]));
    const rows = withoutAwaited(productRows(batch), awaiting);
    const outcomes = await catalog.applyRows({ kind, importId, ...sinceOf(checkedAt), rows, by });
    return asChanged(outcomes, awaiting);
  }

  async function withSeen(rows: readonly ImportedStockRow[]): Promise<ImportedStockRow[]> {
    const place = { importId, run, first: batch.rows[0]?.row ?? 0, last: batch.lastRow };
    const found = (await db.rows(queries.findSeen, place)).flatMap(({ levels }) => levels);
    const seen = new Map(found.map((each) => [each.row, each.seen]));
    // Without any, a version that does not note it checked the file.
    return rows.map((row) => ({ ...row, ...(seen.size > 0 && { seen: seen.get(row.row) ?? null }) }));
  }
}

/** What the catalogue is told of the dry run. */
export const sinceOf = (checkedAt: Date | null) => (checkedAt ? { since: checkedAt.toISOString() } : {});

const parcelRows = ({ good }: RowBatch) =>
  good.flatMap(({ reading }) => ("parcel" in reading ? [reading.parcel] : []));

const stockRows = ({ good }: RowBatch) =>
  good.flatMap(({ reading }) => ("stock" in reading ? [reading.stock] : []));

const productRows = ({ good }: RowBatch) =>
  good.flatMap(({ reading, group }) => ("product" in reading ? [{ ...reading.product, group }] : []));

function summarize(reader: RowReader, batch: RowBatch, outcomes: readonly RowOutcome[]): BatchOutcome {
  const byRow = new Map(batch.rows.map((row) => [row.row, row]));
  const counts = { create: 0, update: 0, unchanged: 0, refused: 0 };
  const problems = [...batch.problems];
  for (const { row, outcome, problems: found } of outcomes) {
    counts[outcome] += 1;
    const cells = byRow.get(row) ?? { row, cells: [] };
    problems.push(...found.map(({ field, code }) => reader.problem(cells, field, code)));
  }
  counts.refused += batch.rows.length - batch.good.length;
  return { counts, problems: problems.sort((one, other) => one.row - other.row) };
}

export const sumCounts = (one: queries.RowCounts, other: queries.RowCounts): queries.RowCounts => ({
  create: one.create + other.create,
  update: one.update + other.update,
  unchanged: one.unchanged + other.unchanged,
  refused: one.refused + other.refused,
});

export const noCounts: queries.RowCounts = { create: 0, update: 0, unchanged: 0, refused: 0 };
