import { DomainError, inputError } from "../../../platform/errors.ts";
import { newSecret } from "../../../platform/ids.ts";
import type { ImportsContext } from "../context.ts";
import { type ColumnMapping, mappingProblems } from "../mapping.ts";
import * as queries from "../queries.ts";
import { type RowReader, rowReader } from "../read-rows.ts";
import { lostRows } from "./awaited-goods.ts";
import { type FileGoods, goodsOfFile, noGoods } from "./file-goods.ts";
import { findFields } from "./find-fields.ts";
import { mappingOf } from "./find-imports.ts";
import { type BatchOutcome, checkBatch, noCounts, rowBatches, sumCounts } from "./row-batches.ts";

/**
 * Judges every row of an import and changes nothing. Its token commits what it found, until the next dry run.
 * Throws INVALID_INPUT for the mapping, and IMPORT_COMMITTED.
 */
export async function dryRun(
  context: ImportsContext,
  row: queries.ImportRow,
  asked: ColumnMapping | undefined,
): Promise<queries.ImportRow> {
  const { db, currency } = context;
  const { id, kind, columns } = row;
  if (row.status !== "uploaded" && row.status !== "checked") throw new DomainError("IMPORT_COMMITTED");
  const mapping = asked ?? (await mappingOf(context, row)).mapping;
  const fields = await findFields(context, kind);
  const wrong = mappingProblems(fields, columns, mapping);
  if (wrong.length > 0) throw inputError(wrong);
  const token = newSecret();
  const reader = rowReader({ kind, fields, columns, mapping, currency });
  const goods = mapping.addOns === undefined ? noGoods() : await goodsOfFile(context, id, reader);
  const judged = await judgeRows(context, { id, kind, token }, reader, goods);
  const waiting = judged.filter(({ awaiting }) => awaiting.length > 0);
  for (const { awaiting } of waiting)
    await db.rows(queries.insertAwaited, { importId: id, run: token, rows: JSON.stringify(awaiting) });
  const checked = await db.first(queries.updateChecked, {
    id,
    token,
    mapping: JSON.stringify(mapping),
    checked: JSON.stringify(judged.map(({ counts }) => counts).reduce(sumCounts, noCounts)),
    awaits: waiting.length > 0,
  });
  if (!checked) throw new DomainError("IMPORT_COMMITTED");
  return checked;
}

interface JudgedBatch {
  readonly counts: BatchOutcome["counts"];
  readonly awaiting: readonly queries.AwaitedRow[];
}

/** Stores what is wrong with rows. Batches whose rows wait for goods of refused rows are judged again. */
async function judgeRows(
  context: ImportsContext,
  { id, kind, token }: Pick<queries.ImportRow, "id" | "kind"> & { readonly token: string },
  reader: RowReader,
  goods: FileGoods,
): Promise<readonly JudgedBatch[]> {
  const judged = new Map<number, JudgedBatch>();
  let lost: ReadonlySet<number> | null = null;
  do {
    for await (const batch of rowBatches(context, { importId: id, after: 0 }, reader, repeats())) {
      const again = lost;
      if (again && !batch.good.some(({ row }) => again.has(row))) continue;
      const { counts, awaiting, problems } = await checkBatch(context, kind, reader, batch, goods);
      judged.set(batch.lastRow, { counts, awaiting });
      for (const { row } of problems) goods.drop(row);
      const found = { importId: id, run: token, problems: JSON.stringify(problems) };
      if (problems.length > 0) await context.db.rows(queries.insertProblems, found);
    }
    lost = lostRows(
      goods,
      [...judged.values()].flatMap(({ awaiting }) => awaiting),
    );
  } while (lost.size > 0);
  return [...judged.values()];
}

/** Whether an earlier row is about the same. */
function repeats() {
  const known = new Set<string>();
  return (_: number, key: string): boolean => known.size === known.add(key).size;
}
