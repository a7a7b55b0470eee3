/** Statements of edits of many products. */
import { type RawBuilder, sql } from "kysely";
import { type PreparedStatement, prepared } from "../../../platform/db/prepared.ts";
import type { ImportingStaff } from "../../../platform/tables/row-outcome.ts";
import type { ProductChange } from "../contract.ts";
import { below, conditions, type StaffConditions } from "../products/staff-list-queries.ts";
import type { BulkChange } from "./change-schema.ts";

export interface SelectionParams {
  /** Null: all products. */
  readonly ids: string[] | null;
  readonly patterns: string[];
  readonly pairs: string[];
  readonly status: string | null;
  readonly categoryId: string | null;
  readonly categorySlug: string | null;
}

interface SelectionStatements {
  readonly count: PreparedStatement<SelectionParams, { count: number }>;
  /** Stores the selected products of a bulk edit. Returns how many there are. */
  readonly store: PreparedStatement<SelectionParams & { bulkId: string }, { count: number }>;
}

function selectionBy(filters: StaffConditions): SelectionStatements {
  const selected = (p: Parameters<typeof conditions>[0] & { ids: RawBuilder<unknown> }) => sql`
    SELECT id FROM catalog.products
    WHERE (${p.ids}::uuid[] IS NULL OR id = ANY (${p.ids}::uuid[])) AND ${conditions(p, filters)}`;
  const tree = (p: Parameters<typeof below>[0]) => (filters.category ? below(p) : sql``);
  return {
    count: prepared(
      (p) => sql`
      WITH RECURSIVE ${tree(p)} selected AS (${selected(p)}) SELECT count(*)::int AS count FROM selected`,
    ),
    store: prepared(
      (p) => sql`
      WITH RECURSIVE ${tree(p)} stored AS (
        INSERT INTO catalog.bulk_products (bulk_id, product_id)
        SELECT ${p.bulkId}::uuid, selected.id FROM (${selected(p)}) AS selected
        RETURNING product_id
      )
      SELECT count(*)::int AS count FROM stored`,
    ),
  };
}

const statements = new Map<string, SelectionStatements>();

/** Returns the statements of these filters: each is compiled once. */
export function selection(filters: StaffConditions): SelectionStatements {
  const name = JSON.stringify([filters.q, filters.status, filters.category]);
  const known = statements.get(name) ?? selectionBy(filters);
  statements.set(name, known);
  return known;
}

export interface BulkRow {
  readonly id: string;
  readonly change: BulkChange | null;
  readonly undoes: string | null;
  readonly undoneBy: string | null;
  readonly staff: ImportingStaff;
  readonly status: "running" | "done";
  readonly productCount: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}
export interface BulkProgressRow extends BulkRow {
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first of those that were refused. */
  readonly refusals: readonly {
    readonly productId: string;
    readonly name: string | null;
    readonly code: string;
  }[];
}

const columns = sql`id, change, undoes,
  (SELECT later.id FROM catalog.bulk_edits AS later WHERE later.undoes = bulk.id) AS "undoneBy",
  staff, status, product_count AS "productCount", created_at AS "createdAt", finished_at AS "finishedAt"`;

export const insertBulk = prepared<
  { id: string; change: string | null; undoes: string | null; staff: string; count: number; now: Date },
  { id: string }
>(
  (p) => sql`
    INSERT INTO catalog.bulk_edits
      (id, change, undoes, staff, status, product_count, next_try_at, created_at)
    VALUES (${p.id}, ${p.change}::jsonb, ${p.undoes}, ${p.staff}::jsonb, 'running', ${p.count}, ${p.now},
      ${p.now})
    RETURNING id`,
);

export const updateCount = prepared<{ id: string; count: number }, never>(
  (p) => sql`UPDATE catalog.bulk_edits SET product_count = ${p.count} WHERE id = ${p.id}`,
);

/** Those that a bulk edit changed, as the products of the edit that takes it back. */
export const insertUndone = prepared<{ id: string; undoes: string }, { count: number }>(
  (p) => sql`
    WITH stored AS (
      INSERT INTO catalog.bulk_products (bulk_id, product_id)
      SELECT ${p.id}::uuid, product_id FROM catalog.bulk_products
      WHERE bulk_id = ${p.undoes} AND outcome = 'changed' RETURNING product_id
    )
    SELECT count(*)::int AS count FROM stored`,
);

export const findBulk = prepared<{ id: string; refusals: number }, BulkProgressRow>(
  (p) => sql`
    SELECT ${columns}, counts.changed, counts.unchanged, counts.refused,
      (SELECT coalesce(json_agg(json_build_object('productId', product_id, 'name', name, 'code', code)), '[]')
       FROM (
         SELECT product_id, products.name, code FROM catalog.bulk_products
         LEFT JOIN catalog.products ON products.id = product_id
         WHERE bulk_id = ${p.id} AND outcome = 'refused' ORDER BY product_id LIMIT ${p.refusals}
       ) AS refusal) AS refusals
    FROM catalog.bulk_edits AS bulk, LATERAL (
      SELECT count(*) FILTER (WHERE outcome = 'changed')::int AS changed,
        count(*) FILTER (WHERE outcome = 'unchanged')::int AS unchanged,
        count(*) FILTER (WHERE outcome = 'refused')::int AS refused
      FROM catalog.bulk_products WHERE bulk_id = bulk.id) AS counts
    WHERE id = ${p.id}`,
);

/** Locks it until the transaction ends, so that it is taken back once. What is read then is current. */
export const lockBulk = prepared<{ id: string }, { id: string }>(
  (p) => sql`SELECT id FROM catalog.bulk_edits WHERE id = ${p.id} FOR UPDATE`,
);

export const findLocked = prepared<{ id: string }, BulkRow>(
  (p) => sql`SELECT ${columns} FROM catalog.bulk_edits AS bulk WHERE id = ${p.id}`,
);

export const findNextRunning = prepared<{ now: Date }, BulkRow>(
  (p) => sql`
    SELECT ${columns} FROM catalog.bulk_edits AS bulk
    WHERE status = 'running' AND next_try_at <= ${p.now} ORDER BY next_try_at, id LIMIT 1`,
);

export interface OpenProductRow {
  readonly productId: string;
  /** Of an edit that takes another one back. */
  readonly undo: ProductChange | null;
  readonly version: number | null;
}

/** The next products of a bulk edit, with what the edit that it takes back left of each. */
export const findOpen = prepared<{ id: string; undoes: string | null; limit: number }, OpenProductRow>(
  (p) => sql`
    SELECT next.product_id AS "productId", done.undo, done.version
    FROM catalog.bulk_products AS next
    LEFT JOIN catalog.bulk_products AS done
      ON done.bulk_id = ${p.undoes}::uuid AND done.product_id = next.product_id
    WHERE next.bulk_id = ${p.id} AND next.outcome IS NULL
    ORDER BY next.product_id LIMIT ${p.limit}`,
);

/** Stores what became of a product. No row: another process did before. */
export const closeProduct = prepared<
  {
    id: string;
    productId: string;
    outcome: "changed" | "unchanged" | "refused";
    code: string | null;
    version: number | null;
    undo: string | null;
  },
  { productId: string }
>(
  (p) => sql`
    WITH closed AS (
      UPDATE catalog.bulk_products
      SET outcome = ${p.outcome}, code = ${p.code}, version = ${p.version}, undo = ${p.undo}::jsonb
      WHERE bulk_id = ${p.id} AND product_id = ${p.productId} AND outcome IS NULL
      RETURNING product_id
    ), forgiven AS (
      UPDATE catalog.bulk_edits SET failures = 0 WHERE id = ${p.id} AND failures > 0
    )
    SELECT product_id AS "productId" FROM closed`,
);

/** Ends a bulk edit without open products. No row: another process did. */
export const finishBulk = prepared<{ id: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE catalog.bulk_edits AS bulk SET status = 'done', finished_at = ${p.now}
    WHERE id = ${p.id} AND status = 'running' AND NOT EXISTS (
      SELECT FROM catalog.bulk_products WHERE bulk_id = bulk.id AND outcome IS NULL)
    RETURNING id`,
);

/** Counts a failure that is no refusal. */
export const postpone = prepared<{ id: string; nextTryAt: Date }, { failures: number }>(
  (p) => sql`
    UPDATE catalog.bulk_edits SET failures = failures + 1, next_try_at = ${p.nextTryAt}
    WHERE id = ${p.id} RETURNING failures`,
);

/** Deletes bulk edits that ended before `before`, one batch. */
export const deleteOld = prepared<{ before: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM catalog.bulk_edits WHERE id IN (
      SELECT id FROM catalog.bulk_edits
      WHERE created_at < ${p.before} AND status = 'done' ORDER BY created_at LIMIT ${p.limit})
    RETURNING id`,
);

/** The categories of the list that do not exist. */
export const findUnknownCategories = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`
    SELECT wanted.id FROM unnest(${p.ids}::uuid[]) AS wanted (id)
    WHERE NOT EXISTS (SELECT FROM catalog.categories WHERE categories.id = wanted.id)`,
);
