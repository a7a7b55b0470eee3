import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface LocationRow {
  readonly id: string;
  readonly name: string;
  /** 0: orders are served from here first. */
  readonly position: number;
}

/** Places are counted, so that gaps and ties in the stored positions are not seen. */
const places = sql`
  SELECT id, name, row_number() OVER (ORDER BY position, id)::int - 1 AS position FROM inventory.locations`;

export const listLocations = prepared<object, LocationRow>(
  () => sql`SELECT id, name, position FROM (${places}) AS location ORDER BY position LIMIT 100`,
);

export const findLocation = prepared<{ id: string }, LocationRow>(
  (p) => sql`SELECT id, name, position FROM (${places}) AS location WHERE id = ${p.id}`,
);

/** Locations are few, and seldom change: one transaction changes them at a time. */
export const lockLocations = prepared<object, never>(
  () => sql`LOCK TABLE inventory.locations IN SHARE ROW EXCLUSIVE MODE`,
);

/** Adds a location behind all others. No row: there is one of this id, or there are `most` already. */
export const insertLocation = prepared<{ id: string; name: string; most: number }, LocationRow>(
  (p) => sql`
    INSERT INTO inventory.locations (id, name, position)
    SELECT ${p.id}, ${p.name}, coalesce(max(position) + 1, 0) FROM inventory.locations
    HAVING count(*) < ${p.most}
    ON CONFLICT DO NOTHING
    RETURNING id, name, position`,
);

/** Renames a location, and moves it to the place `position`: the others make room. */
export const updateLocation = prepared<{ id: string; name: string; position: number }, { id: string }>(
  (p) => sql`
    WITH others AS (
      SELECT id, row_number() OVER (ORDER BY position, id) - 1 AS place
      FROM inventory.locations WHERE id <> ${p.id}
    ), ordered AS (
      SELECT id, place + (place >= ${p.position})::int AS place FROM others
      UNION ALL SELECT ${p.id}, least(${p.position}, (SELECT count(*) FROM others))
    )
    UPDATE inventory.locations SET
      position = ordered.place, name = CASE WHEN locations.id = ${p.id} THEN ${p.name} ELSE name END
    FROM ordered WHERE ordered.id = locations.id
    RETURNING locations.id`,
);
