import { DomainError } from "../../../platform/errors.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import type { ImportsContext } from "../context.ts";
import { type ImportKind, importKinds, permissionOf } from "../fields.ts";
import { type ColumnMapping, columnsKey, mappingProblems, suggestMapping } from "../mapping.ts";
import * as queries from "../queries.ts";
import { findFields } from "./find-fields.ts";

/** The kinds that staff with these permissions import. */
export const kindsOf = (permissions: readonly string[]): ImportKind[] =>
  importKinds.filter((kind) => permissions.includes(permissionOf[kind]));

/** Throws NOT_FOUND, also for an import of a kind that the caller may not import. */
export async function getImport(
  { db }: ImportsContext,
  id: string,
  permissions: readonly string[],
): Promise<queries.ImportRow> {
  const found = await db.first(queries.findImport, { id, kinds: kindsOf(permissions) });
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}

export interface SuggestedMapping {
  readonly mapping: ColumnMapping;
  /** A file with these columns was imported before. */
  readonly remembered: boolean;
}

/** Returns the mapping of the last dry run, of the last file with these columns, or what their names say. */
export async function mappingOf(
  context: ImportsContext,
  { kind, columns, mapping }: queries.ImportRow,
): Promise<SuggestedMapping> {
  const { db } = context;
  const known = await db.first(queries.findMapping, { kind, columns: columnsKey(columns) });
  if (mapping) return { mapping, remembered: known !== null };
  const fields = await findFields(context, kind);
  if (known && mappingProblems(fields, columns, known.mapping).length === 0)
    return { mapping: known.mapping, remembered: true };
  return { mapping: suggestMapping(fields, columns), remembered: false };
}

/** Returns one import more than `limit` if there is a next page. */
export const listImports = (
  { db }: ImportsContext,
  permissions: readonly string[],
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<queries.ImportRow[]> =>
  db.rows(queries.listImports, { kinds: kindsOf(permissions), before: before ?? LAST_ID, limit: limit + 1 });

/** Problems that a response holds, at most. */
const SHOWN_PROBLEMS = 500;

export interface ShownProblems {
  readonly problems: readonly queries.ProblemRow[];
  readonly total: number;
}

/** The run whose problems are told: the commit, or the last dry run. */
const runOf = ({ status, token }: queries.ImportRow): string | null =>
  status === "uploaded" || status === "checked" ? token : "commit";

/** Returns the first problems of the last dry run, or of the commit, and how many there are. */
export async function problemsOf({ db }: ImportsContext, row: queries.ImportRow): Promise<ShownProblems> {
  const run = runOf(row);
  if (run === null) return { problems: [], total: 0 };
  const [problems, counted] = await Promise.all([
    db.rows(queries.listProblems, {
      importId: row.id,
      run,
      afterRow: 0,
      afterField: "",
      limit: SHOWN_PROBLEMS,
    }),
    db.first(queries.countProblems, { importId: row.id, run }),
  ]);
  return { problems, total: counted?.count ?? 0 };
}

const PROBLEMS_PER_PAGE = 1_000;

/** All problems of the last dry run, or of the commit, in the order of the file. */
export async function* allProblems(
  { db }: ImportsContext,
  row: queries.ImportRow,
): AsyncGenerator<queries.ProblemRow[]> {
  const run = runOf(row) ?? "";
  let [afterRow, afterField] = [0, ""];
  for (;;) {
    const page = await db.rows(queries.listProblems, {
      importId: row.id,
      run,
      afterRow,
      afterField,
      limit: PROBLEMS_PER_PAGE,
    });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < PROBLEMS_PER_PAGE) return;
    [afterRow, afterField] = [last.row, last.field];
  }
}
