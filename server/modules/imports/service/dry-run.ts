import { DomainError, inputError } from "../../../platform/errors.ts";
import { newSecret } from "../../../platform/ids.ts";
import type { ImportsContext } from "../context.ts";
import { type ColumnMapping, mappingProblems } from "../mapping.ts";
import * as queries from "../queries.ts";
import { rowReader } from "../read-rows.ts";
import { namesOfFile } from "./awaited-goods.ts";
import { findFields } from "./find-fields.ts";
import { mappingOf } from "./find-imports.ts";
import { checkBatch, noCounts, rowBatches, sumCounts } from "./row-batches.ts";

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
  const known = new Set<string>();
  const isRepeated = (_: number, key: string): boolean => {
    if (known.has(key)) return true;
    known.add(key);
    return false;
  };
  const brought = mapping.addOns === undefined ? new Set<string>() : await namesOfFile(context, id, reader);
  let counts = noCounts;
  const awaiting: number[] = [];
  for await (const batch of rowBatches(context, { importId: id, after: 0 }, reader, isRepeated)) {
    const outcome = await checkBatch(context, kind, reader, batch, brought);
    awaiting.push(...outcome.awaiting);
    counts = sumCounts(counts, outcome.counts);
    if (outcome.problems.length > 0)
      await db.rows(queries.insertProblems, {
        importId: id,
        run: token,
        problems: JSON.stringify(outcome.problems),
      });
  }
  const checked = await db.first(queries.updateChecked, {
    id,
    token,
    mapping: JSON.stringify(mapping),
    checked: JSON.stringify(counts),
    awaiting: awaiting.toSorted((one, other) => one - other),
  });
  if (!checked) throw new DomainError("IMPORT_COMMITTED");
  return checked;
}
