/** Sets the add-ons of rows that waited for goods of their file, when all rows are applied. */
import { recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { TableRow } from "../../../platform/tables/table.ts";
import type { ImportsContext } from "../context.ts";
import * as queries from "../queries.ts";
import type { CellProblem, RowReader } from "../read-rows.ts";
import { LATER_ROW } from "./awaited-goods.ts";
import { sinceOf } from "./row-batches.ts";
import { rowsAfter } from "./stored-rows.ts";

/** Rows in one call of the catalogue. */
const ROWS = 200;

/** Sets those of the next rows. Returns false if none are left, or another process has counted them. */
export async function setAwaited(
  context: ImportsContext,
  row: queries.ImportRow,
  reader: RowReader,
): Promise<boolean> {
  const { db, clock } = context;
  const { id, token, committedBy } = row;
  if (token === null) throw new Error(`the import ${id} runs without a commit`);
  const place = { importId: id, run: token, after: 0, to: row.lastRow, limit: ROWS };
  const rows = (await db.rows(queries.findAwaited, place)).map((each) => each.row);
  if (rows.length === 0) return false;
  const problems = await setAddOns(context, row, reader, await findRows(db, id, rows));
  const now = clock.now();
  return db.transaction(async (trx) => {
    const counted = await trx.first(queries.updateAwaited, {
      id,
      rows,
      problems: JSON.stringify(problems),
      now,
    });
    if (counted?.status === "done" && committedBy)
      await recordAction(trx, { ...committedBy, ...queries.finished(counted), now });
    return counted?.status === "running";
  });
}

async function findRows(
  db: ImportsContext["db"],
  importId: string,
  numbers: readonly number[],
): Promise<readonly TableRow[]> {
  const wanted = new Set(numbers);
  const last = Math.max(...numbers);
  const found: TableRow[] = [];
  for await (const row of rowsAfter(db, importId, Math.min(...numbers) - 1)) {
    if (wanted.has(row.row)) found.push(row);
    if (row.row >= last) break;
  }
  return found;
}

/** A repeat sets nothing. Returns what was refused: the row itself is applied. */
async function setAddOns(
  { catalog }: ImportsContext,
  { id, checkedAt, committedBy }: queries.ImportRow,
  reader: RowReader,
  rows: readonly TableRow[],
): Promise<readonly CellProblem[]> {
  if (!committedBy) throw new Error(`the import ${id} runs without a commit`);
  const byNumber = new Map(rows.map((row) => [row.row, row]));
  const named = rows.flatMap((row) => {
    const reading = reader.read(row);
    if (!("product" in reading) || reading.product.addOns === undefined) return [];
    const { sku, addOns } = reading.product;
    return [{ row: row.row + LATER_ROW, group: row.row, sku, addOns }];
  });
  const outcomes = await catalog.applyRows({
    kind: "products",
    importId: id,
    ...sinceOf(checkedAt),
    rows: named,
    by: committedBy,
  });
  return outcomes.flatMap(({ row, problems }) => {
    const cells = byNumber.get(row - LATER_ROW);
    return cells ? problems.map(({ field, code }) => reader.problem(cells, field, code)) : [];
  });
}
