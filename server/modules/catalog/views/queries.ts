/** Statements of saved views. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { ViewFilters } from "./schemas.ts";

export interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly filters: ViewFilters;
}

const columns = sql`id, name, filters`;

export const listViews = prepared<{ ownerId: string; limit: number }, ViewRow>(
  (p) => sql`
    SELECT ${columns} FROM catalog.saved_views
    WHERE owner_id = ${p.ownerId} ORDER BY name, id LIMIT ${p.limit}`,
);

/** Views of one owner are saved one after the other until the transaction ends. */
export const lockOwner = prepared<{ ownerId: string }, never>(
  (p) => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('saved-views:' || ${p.ownerId}::text, 0))`,
);

/** Saves a view; one of the same name gets the new filters. No row: the owner has `most`. */
export const saveView = prepared<
  { id: string; ownerId: string; name: string; filters: string; now: Date; most: number },
  ViewRow
>(
  (p) => sql`
    INSERT INTO catalog.saved_views (id, owner_id, name, filters, created_at)
    SELECT ${p.id}::uuid, ${p.ownerId}::uuid, ${p.name}::text, ${p.filters}::jsonb, ${p.now}::timestamptz
    WHERE (SELECT count(*) FROM catalog.saved_views
           WHERE owner_id = ${p.ownerId}::uuid AND name <> ${p.name}::text) < ${p.most}::int
    ON CONFLICT (owner_id, name) DO UPDATE SET filters = excluded.filters
    RETURNING ${columns}`,
);

export const deleteView = prepared<{ id: string; ownerId: string }, { id: string }>(
  (p) => sql`
    DELETE FROM catalog.saved_views WHERE id = ${p.id} AND owner_id = ${p.ownerId} RETURNING id`,
);
