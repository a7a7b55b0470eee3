import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { ImportingStaff } from "../../platform/tables/row-outcome.ts";
import type { TableRow } from "../../platform/tables/table.ts";
import type { SeenLevel } from "../inventory/contract/import-rows.ts";
import type { ImportKind } from "./fields.ts";
import type { ColumnMapping } from "./mapping.ts";

/** Rows by what becomes of them. */
export interface RowCounts {
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface ImportRow {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: number;
  readonly format: "csv" | "xlsx";
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly columns: string[];
  readonly rowCount: number;
  readonly sample: string[][];
  readonly status: "uploaded" | "checked" | "running" | "done" | "failed";
  readonly mapping: ColumnMapping | null;
  readonly token: string | null;
  readonly checked: RowCounts | null;
  /** When the last dry run began. Null: not known. */
  readonly checkedAt: Date | null;
  readonly applied: RowCounts;
  readonly lastRow: number;
  readonly failures: number;
  readonly committedBy: ImportingStaff | null;
  readonly createdAt: Date;
  readonly committedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = sql`
  id, kind, file_name AS "fileName", bytes, format, encoding, delimiter, columns, row_count AS "rowCount",
  sample, status, mapping, coalesce(token, awaiting_token) AS token, checked, checked_at AS "checkedAt",
  applied, last_row AS "lastRow", failures,
  committed_by AS "committedBy", created_at AS "createdAt", committed_at AS "committedAt",
  finished_at AS "finishedAt"`;

interface NewImport {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: number;
  readonly format: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly columns: string[];
  readonly createdBy: string;
  readonly now: Date;
}

export const insertImport = prepared<NewImport, { id: string }>(
  (p) => sql`
    INSERT INTO imports.imports (id, kind, file_name, bytes, format, encoding, delimiter, columns, row_count,
      sample, status, created_by, created_at)
    VALUES (${p.id}, ${p.kind}, ${p.fileName}, ${p.bytes}, ${p.format}, ${p.encoding}, ${p.delimiter},
      ${p.columns}::text[], 0, '[]', 'uploaded', ${p.createdBy}::jsonb, ${p.now})`,
);

/** `rows` is JSON. */
export const insertBlock = prepared<{ importId: string; lastRow: number; rows: string }, never>(
  (p) => sql`
    INSERT INTO imports.blocks (import_id, last_row, rows)
    VALUES (${p.importId}, ${p.lastRow}, ${p.rows}::jsonb)`,
);

/** `sample` is JSON. */
export const updateRead = prepared<{ id: string; rowCount: number; sample: string }, ImportRow>(
  (p) => sql`
    UPDATE imports.imports SET row_count = ${p.rowCount}, sample = ${p.sample}::jsonb
    WHERE id = ${p.id} RETURNING ${columns}`,
);

export const findImport = prepared<{ id: string; kinds: string[] }, ImportRow>(
  (p) => sql`
    SELECT ${columns} FROM imports.imports WHERE id = ${p.id} AND kind = ANY (${p.kinds}::text[])`,
);

/** A page of imports, newest first. */
export const listImports = prepared<{ kinds: string[]; before: string; limit: number }, ImportRow>(
  (p) => sql`
    SELECT ${columns} FROM imports.imports
    WHERE id < ${p.before} AND kind = ANY (${p.kinds}::text[]) ORDER BY id DESC LIMIT ${p.limit}`,
);

/** The next block after a row. */
export const findBlock = prepared<{ importId: string; after: number }, { lastRow: number; rows: TableRow[] }>(
  (p) => sql`
    SELECT last_row AS "lastRow", rows FROM imports.blocks
    WHERE import_id = ${p.importId} AND last_row > ${p.after} ORDER BY last_row LIMIT 1`,
);

export interface ProblemRow {
  readonly row: number;
  readonly field: string;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
}

/** `problems` is JSON. */
export const insertProblems = prepared<{ importId: string; run: string; problems: string }, never>(
  (p) => sql`
    INSERT INTO imports.problems (import_id, run, row, field, "column", value, code)
    SELECT ${p.importId}, ${p.run}, row, field, "column", value, code
    FROM jsonb_to_recordset(${p.problems}::jsonb)
      AS each (row int, field text, "column" text, value text, code text)
    ON CONFLICT DO NOTHING`,
);

/** Problems after a place, in the order of the file. */
export const listProblems = prepared<
  { importId: string; run: string; afterRow: number; afterField: string; limit: number },
  ProblemRow
>(
  (p) => sql`
    SELECT row, field, "column", value, code FROM imports.problems
    WHERE import_id = ${p.importId} AND run = ${p.run} AND (row, field) > (${p.afterRow}, ${p.afterField})
    ORDER BY row, field LIMIT ${p.limit}`,
);

export const countProblems = prepared<{ importId: string; run: string }, { count: number }>(
  (p) => sql`
    SELECT count(*) AS count FROM imports.problems WHERE import_id = ${p.importId} AND run = ${p.run}`,
);

/** The rows that are about the same as an earlier one. */
export const findRepeatedRows = prepared<{ importId: string; run: string }, { row: number }>(
  (p) => sql`
    SELECT DISTINCT row FROM imports.problems
    WHERE import_id = ${p.importId} AND run = ${p.run} AND code = 'DUPLICATE'`,
);

/** A row whose add-ons are set when all rows are applied. */
export interface AwaitedRow {
  readonly row: number;
  /** The add-ons that are still to come. */
  readonly cells: readonly string[];
}

/** `rows` is JSON. */
export const insertAwaited = prepared<{ importId: string; run: string; rows: string }, never>(
  (p) => sql`
    INSERT INTO imports.awaited_rows (import_id, run, row, cells)
    SELECT ${p.importId}, ${p.run}, row, cells
    FROM jsonb_to_recordset(${p.rows}::jsonb) AS each (row int, cells text[])`,
);

/** Rows behind a row that wait, in their order; up to the row `to`. */
export const findAwaited = prepared<
  { importId: string; run: string; after: number; to: number; limit: number },
  AwaitedRow
>(
  (p) => sql`
    SELECT row, cells FROM imports.awaited_rows
    WHERE import_id = ${p.importId} AND run = ${p.run} AND row > ${p.after} AND row <= ${p.to}
    ORDER BY row LIMIT ${p.limit}`,
);

/** What a dry run saw of a row of stock. */
export interface SeenRow {
  readonly row: number;
  /** Null: no such SKU or location. */
  readonly seen: SeenLevel | null;
}

/** `levels` is JSON: rows of SeenRow. */
export const insertSeen = prepared<
  { importId: string; run: string; firstRow: number; lastRow: number; levels: string },
  never
>(
  (p) => sql`
    INSERT INTO imports.seen_levels (import_id, run, first_row, last_row, levels)
    VALUES (${p.importId}, ${p.run}, ${p.firstRow}, ${p.lastRow}, ${p.levels}::jsonb)`,
);

/** What the dry run saw of rows from `first` to `last`, and of some around them. */
export const findSeen = prepared<
  { importId: string; run: string; first: number; last: number },
  { levels: SeenRow[] }
>(
  (p) => sql`
    SELECT levels FROM imports.seen_levels
    WHERE import_id = ${p.importId} AND run = ${p.run} AND last_row >= ${p.first} AND first_row <= ${p.last}`,
);

/** Locks an import that is not committed. */
export const lockOpen = prepared<{ id: string }, { id: string }>(
  (p) => sql`
    SELECT id FROM imports.imports WHERE id = ${p.id} AND status IN ('uploaded', 'checked')
    FOR NO KEY UPDATE`,
);

/** Stores a dry run; what earlier ones found is deleted. No row: the import was committed meanwhile. */
export const updateChecked = prepared<
  { id: string; token: string; mapping: string; checked: string; checkedAt: Date; awaits: boolean },
  ImportRow
>(
  (p) => sql`
    WITH open AS (
      SELECT id FROM imports.imports WHERE id = ${p.id} AND status IN ('uploaded', 'checked')
    ), forgotten AS (
      DELETE FROM imports.problems USING open
      WHERE import_id = open.id AND run <> ${p.token} AND run <> 'commit'
    ), unawaited AS (
      DELETE FROM imports.awaited_rows USING open WHERE import_id = open.id AND run <> ${p.token}
    ), unseen AS (
      DELETE FROM imports.seen_levels USING open WHERE import_id = open.id AND run <> ${p.token}
    )
    UPDATE imports.imports SET status = 'checked', mapping = ${p.mapping}::jsonb,
      token = CASE WHEN NOT ${p.awaits}::boolean THEN ${p.token} END,
      awaiting_token = CASE WHEN ${p.awaits}::boolean THEN ${p.token} END,
      checked = ${p.checked}::jsonb, checked_at = ${p.checkedAt}
    WHERE id = ${p.id} AND status IN ('uploaded', 'checked') RETURNING ${columns}`,
);

/** When the import is tried next; which column says so tells whether rows wait. */
const tryAt = (at: RawBuilder<Date>) => sql`
  next_try_at = CASE WHEN token IS NOT NULL THEN ${at}::timestamptz END,
  awaiting_try_at = CASE WHEN token IS NULL THEN ${at}::timestamptz END`;

/** Commits what the dry run of the token found. No row: the token is not that of the last dry run. */
export const updateCommitted = prepared<{ id: string; token: string; by: string; now: Date }, ImportRow>(
  (p) => sql`
    UPDATE imports.imports SET status = 'running', committed_by = ${p.by}::jsonb, failures = 0,
      committed_at = coalesce(committed_at, ${p.now}), ${tryAt(p.now)}
    WHERE id = ${p.id} AND coalesce(token, awaiting_token) = ${p.token}
      AND status IN ('checked', 'failed') RETURNING ${columns}`,
);

/** `columns` is a columnsKey; `mapping` is JSON. */
export const saveMapping = prepared<{ kind: string; columns: string; mapping: string; now: Date }, never>(
  (p) => sql`
    INSERT INTO imports.mappings (kind, columns, mapping, updated_at)
    VALUES (${p.kind}, ${p.columns}, ${p.mapping}::jsonb, ${p.now})
    ON CONFLICT (kind, columns) DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at`,
);

export const findMapping = prepared<{ kind: string; columns: string }, { mapping: ColumnMapping }>(
  (p) => sql`SELECT mapping FROM imports.mappings WHERE kind = ${p.kind} AND columns = ${p.columns}`,
);

/** The running import that waits longest. */
export const findNextRunning = prepared<{ now: Date }, ImportRow>(
  (p) => sql`
    SELECT ${columns} FROM imports.imports
    WHERE status = 'running' AND (next_try_at <= ${p.now} OR awaiting_try_at <= ${p.now})
    ORDER BY coalesce(next_try_at, awaiting_try_at) LIMIT 1`,
);

/** Deletes the rows of an import that is done, and keeps what was refused. */
const afterCounting = (problems: RawBuilder<string>) => sql`
    emptied AS (
      DELETE FROM imports.blocks USING counted WHERE import_id = counted.id AND counted.status = 'done'
    ), unseen AS (
      DELETE FROM imports.seen_levels USING counted WHERE import_id = counted.id AND counted.status = 'done'
    ), told AS (
      INSERT INTO imports.problems (import_id, run, row, field, "column", value, code)
      SELECT counted.id, 'commit', row, field, "column", value, code
      FROM counted, jsonb_to_recordset(${problems}::jsonb)
        AS each (row int, field text, "column" text, value text, code text)
      ON CONFLICT DO NOTHING
    )`;

/**
 * Counts a batch as applied. No row: another process has counted it. `counts` and `problems` are JSON: a row
 * with a problem is refused, and waits no longer. The import is done when the batch was the last one and no
 * row waits, and its rows are deleted.
 */
export const updateApplied = prepared<
  { id: string; from: number; to: number; counts: string; problems: string; isLast: boolean; now: Date },
  ImportRow
>(
  (p) => sql`
    WITH refused AS (
      SELECT DISTINCT row FROM jsonb_to_recordset(${p.problems}::jsonb) AS each (row int)
    ), ending AS (
      SELECT ${p.isLast}::boolean AND NOT EXISTS (
        SELECT FROM imports.awaited_rows AS own JOIN imports.imports ON id = import_id AND token IS NULL
        WHERE import_id = ${p.id} AND run = awaiting_token
          AND NOT EXISTS (SELECT FROM refused WHERE refused.row = own.row)) AS is_done
    ), counted AS (
      UPDATE imports.imports SET last_row = ${p.to}, failures = 0, ${tryAt(p.now)},
        status = CASE WHEN is_done THEN 'done' ELSE status END,
        finished_at = CASE WHEN is_done THEN ${p.now}::timestamptz END,
        applied = (
          SELECT jsonb_object_agg(key, value::int + coalesce((${p.counts}::jsonb ->> key)::int, 0))
          FROM jsonb_each_text(applied))
      FROM ending
      WHERE id = ${p.id} AND status = 'running' AND last_row = ${p.from} RETURNING imports.*
    ), unawaited AS (
      DELETE FROM imports.awaited_rows AS own USING counted, refused
      WHERE own.import_id = counted.id AND own.row = refused.row
    ), ${afterCounting(p.problems)}
    SELECT ${columns} FROM counted`,
);

/** Counts rows whose add-ons are set. No row: another process did. `problems` is JSON. */
export const updateAwaited = prepared<{ id: string; rows: number[]; problems: string; now: Date }, ImportRow>(
  (p) => sql`
    WITH held AS (
      SELECT id, awaiting_token AS run FROM imports.imports
      WHERE id = ${p.id} AND status = 'running' FOR UPDATE
    ), taken AS (
      DELETE FROM imports.awaited_rows AS own USING held
      WHERE own.import_id = held.id AND own.run = held.run AND own.row = ANY (${p.rows}::int[])
      RETURNING own.row
    ), ending AS (
      SELECT NOT EXISTS (
        SELECT FROM imports.awaited_rows AS own JOIN held ON own.import_id = held.id AND own.run = held.run
        WHERE own.row <> ALL (${p.rows}::int[])) AS is_done
    ), counted AS (
      UPDATE imports.imports SET failures = 0, ${tryAt(p.now)},
        status = CASE WHEN is_done THEN 'done' ELSE status END,
        finished_at = CASE WHEN is_done THEN ${p.now}::timestamptz END
      FROM ending
      WHERE id = ${p.id} AND (SELECT count(*) FROM taken) = cardinality(${p.rows}::int[])
      RETURNING imports.*
    ), ${afterCounting(p.problems)}
    SELECT ${columns} FROM counted`,
);

/** The entry of the audit log of an import that is done. */
export const finished = ({ id, kind, fileName, rowCount, applied }: ImportRow) => ({
  action: "import.finish",
  subject: `import:${id}`,
  after: { kind, fileName, rows: rowCount, ...applied },
});

/** Counts a try that failed. After `most` of them the import stops. */
export const updateFailed = prepared<
  { id: string; from: number; nextTryAt: Date; most: number; now: Date },
  { status: string }
>(
  (p) => sql`
    UPDATE imports.imports SET failures = failures + 1, ${tryAt(p.nextTryAt)},
      status = CASE WHEN failures + 1 >= ${p.most} THEN 'failed' ELSE status END
    WHERE id = ${p.id} AND status = 'running' AND last_row = ${p.from} RETURNING status`,
);

/** Imports that ended, or were never committed, before a moment. */
export const findOld = prepared<{ before: Date; limit: number }, { id: string; kind: ImportKind }>(
  (p) => sql`
    SELECT id, kind FROM imports.imports
    WHERE created_at < ${p.before} AND status <> 'running' ORDER BY id LIMIT ${p.limit}`,
);

export const deleteImport = prepared<{ id: string }, never>(
  (p) => sql`DELETE FROM imports.imports WHERE id = ${p.id} AND status <> 'running'`,
);
