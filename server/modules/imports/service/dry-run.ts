import { DomainError, inputError } from "../../../platform/errors.ts";
import { newSecret } from "../../../platform/ids.ts";
import type { ImportsContext } from "../context.ts";
import { type ColumnMapping, mappingProblems } from "../mapping.ts";
import * as queries from "../queries.ts";
import { rowReader } from "../read-rows.ts";
import { goodsOfFile, noGoods } from "./file-goods.ts";
import { findFields } from "./find-fields.ts";
import { mappingOf } from "./find-imports.ts";
import { judgeRows } from "./judge-rows.ts";
import { noCounts, sumCounts } from "./row-batches.ts";

/**
 * Judges every row of an import and changes nothing. Its token commits what it found, until the next dry run.
 * Throws INVALID_INPUT for the mapping, and IMPORT_COMMITTED.
 */
export async function dryRun(
  context: ImportsContext,
  row: queries.ImportRow,
  asked: ColumnMapping | undefined,
): Promise<queries.ImportRow> {
  const { db, clock, currency } = context;
  const { id, kind, columns } = row;
  if (row.status !== "uploaded" && row.status !== "checked") throw new DomainError("IMPORT_COMMITTED");
  // Before the first read: what changes during the dry run has perhaps not been judged.
  const checkedAt = clock.now();
  const mapping = asked ?? (await mappingOf(context, row)).mapping;
  const fields = await findFields(context, kind);
  const wrong = mappingProblems(fields, columns, mapping);
  if (wrong.length > 0) throw inputError(wrong);
  const token = newSecret();
  const reader = rowReader({ kind, fields, columns, mapping, currency });
  const goods = mapping.addOns === undefined ? noGoods() : await goodsOfFile(context, id, reader);
  const judged = await judgeRows(context, { id, kind }, reader, goods);
  return db.transaction(async (trx) => {
    // Dry runs of one import are stored one after the other: each deletes what the others found.
    if (!(await trx.first(queries.lockOpen, { id }))) throw new DomainError("IMPORT_COMMITTED");
    for (const { problems, awaiting, seen } of judged) {
      if (problems !== null) await trx.rows(queries.insertProblems, { importId: id, run: token, problems });
      const rows = JSON.stringify(awaiting);
      if (awaiting.length > 0) await trx.rows(queries.insertAwaited, { importId: id, run: token, rows });
      if (seen !== null) await trx.rows(queries.insertSeen, { importId: id, run: token, ...seen });
    }
    const checked = await trx.first(queries.updateChecked, {
      id,
      token,
      mapping: JSON.stringify(mapping),
      checked: JSON.stringify(judged.map(({ counts }) => counts).reduce(sumCounts, noCounts)),
      checkedAt,
      awaits: judged.some(({ awaiting }) => awaiting.length > 0),
    });
    if (!checked) throw new Error("an import that is locked is not there");
    return checked;
  });
}
