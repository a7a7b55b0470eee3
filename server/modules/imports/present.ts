import type { Static } from "typebox";
import type { Language } from "../../platform/language.ts";
import type { ImportField } from "./fields.ts";
import type { ImportRow } from "./queries.ts";
import type { DryRun, Import, ImportCard } from "./schemas.ts";
import type { ShownProblems, SuggestedMapping } from "./service/find-imports.ts";

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export function presentImport(
  row: ImportRow,
  fields: readonly ImportField[],
  { mapping, remembered }: SuggestedMapping,
  { problems, total }: ShownProblems,
  language: Language,
): Static<typeof Import> {
  const { id, kind, status, fileName, format, encoding, delimiter, columns, sample, checked, applied } = row;
  const done = applied.create + applied.update + applied.unchanged + applied.refused;
  return {
    id,
    kind,
    status,
    fileName,
    format,
    encoding,
    delimiter,
    rows: row.rowCount,
    columns,
    sample,
    fields: fields.map(({ name, title, required }) => ({
      name,
      title: title[language],
      required,
    })),
    mapping,
    remembered,
    check: checked,
    result: applied,
    progress: { done, total: row.rowCount },
    errors: [...problems],
    errorCount: total,
    createdAt: row.createdAt.toISOString(),
    committedAt: timeOf(row.committedAt),
    finishedAt: timeOf(row.finishedAt),
  };
}

export const presentDryRun = (
  { checked, token }: ImportRow,
  { problems, total }: ShownProblems,
): Static<typeof DryRun> => {
  if (!checked || token === null) throw new Error("a dry run has no result");
  return { ...checked, errors: [...problems], errorCount: total, token };
};

export const presentCard = (row: ImportRow): Static<typeof ImportCard> => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  fileName: row.fileName,
  rows: row.rowCount,
  result: row.applied,
  createdAt: row.createdAt.toISOString(),
  finishedAt: timeOf(row.finishedAt),
});
