import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** Makes the partition of a day, unless it is there. */
export const openDay = prepared<{ day: string }, never>(
  (p) => sql`SELECT recommendations.open_day(${p.day}::date)`,
);

/** Drops the events of the days before `first`. */
export const dropDays = prepared<{ first: string }, { days: number }>(
  (p) => sql`SELECT recommendations.drop_days(${p.first}::date) AS days`,
);

export const deleteOldHistories = prepared<{ before: Date; limit: number }, never>(
  (p) => sql`
    DELETE FROM recommendations.histories WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM recommendations.histories WHERE at < ${p.before} LIMIT ${p.limit}))`,
);

export const deleteOldCounts = prepared<{ before: string }, never>(
  (p) => sql`DELETE FROM recommendations.day_counts WHERE day < ${p.before}::date`,
);

/**
 * Until the transaction ends no other one stores events, so that an id which two processes get with times of
 * two days is not stored on both: no key spans partitions. The commit does not wait for the disk.
 * It goes alone: a statement that took the lock itself would look for known ids in a snapshot of before it.
 */
export const lockEvents = prepared<object, never>(
  () => sql`
    SELECT FROM pg_advisory_xact_lock(hashtextextended('recommendations.events', 0)),
      set_config('synchronous_commit', 'off', true)`,
);

/**
 * Stores events, counts them, and notes what each person did last. `events` is JSON, of which nothing is
 * older than `since`, so that few days are looked at. `lockEvents` goes before it. A stored id changes
 * nothing, and of guests who said no meanwhile nothing is stored. Only purchases count by their pieces: a
 * browser's quantities measure no popularity. Keys are in order, so that no two statements deadlock.
 */
export const insertEvents = prepared<
  { events: string; since: Date; simulated: boolean },
  { type: string; stored: number }
>(
  (p) => sql`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${p.events}::jsonb) AS e (id uuid, at timestamptz, type text,
        "productId" uuid, "memberId" uuid, "visitorId" uuid, "sessionId" uuid, "basketId" uuid, quantity int,
        placement text, position int, "requestId" text, amount bigint)
    ), stored AS (
      INSERT INTO recommendations.events (id, at, type, product_id, member_id, visitor_id, session_id,
        basket_id, quantity, placement, position, request_id, amount, simulated)
      SELECT id, at, type, "productId", "memberId", "visitorId", "sessionId", "basketId", quantity, placement,
        position, "requestId", amount, ${p.simulated}::boolean
      FROM given
      WHERE NOT EXISTS (SELECT FROM recommendations.events AS known
                        WHERE known.id = given.id AND known.at >= ${p.since}::timestamptz)
        AND NOT EXISTS (SELECT FROM recommendations.refusals AS refusal
                        WHERE refusal.visitor_id = given."visitorId")
      ON CONFLICT DO NOTHING
      RETURNING at, type, product_id, coalesce(member_id, visitor_id) AS person_id, quantity
    ), counted AS (
      INSERT INTO recommendations.day_counts AS known (day, product_id, type, count)
      SELECT (at AT TIME ZONE 'UTC')::date AS day, product_id, type,
        sum(CASE WHEN type IN ('purchase', 'refund') THEN quantity ELSE 1 END)::int
      FROM stored WHERE product_id IS NOT NULL AND type <> 'impression'
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (day, product_id, type) DO UPDATE SET count = known.count + excluded.count
    ), noted AS (
      INSERT INTO recommendations.histories AS known (person_id, product_id, type, at)
      SELECT person_id, product_id, type, max(at) FROM stored
      WHERE person_id IS NOT NULL AND type IN ('view', 'cart', 'wish', 'purchase')
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (person_id, product_id, type) DO UPDATE SET at = greatest(known.at, excluded.at)
    )
    SELECT type, count(*)::int AS stored FROM stored GROUP BY type`,
);

export interface HistoryRow {
  /** Of the person. */
  readonly id: string;
  /** The newest first; `at` in milliseconds. */
  readonly done: readonly [productId: string, type: "view" | "cart" | "wish" | "purchase", at: number][];
}

/** The last fifty of what each of these persons did. As JSON: the driver reads times and rows slowly. */
export const findHistories = prepared<{ ids: string[] }, HistoryRow>(
  (p) => sql`
    SELECT person.id, (
      SELECT coalesce(
        json_agg(json_build_array(product_id, type, floor(extract(epoch FROM at) * 1000))), '[]')
      FROM (SELECT product_id, type, at FROM recommendations.histories WHERE person_id = person.id
            ORDER BY at DESC LIMIT 50) AS last) AS done
    FROM unnest(${p.ids}::uuid[]) AS person (id)`,
);

export interface CountRow {
  readonly productId: string;
  readonly type: string;
  readonly day: string;
  readonly count: number;
}

/** What was counted since a day. */
export const listCounts = prepared<{ since: string }, CountRow>(
  (p) => sql`
    SELECT product_id AS "productId", type, day::text, count FROM recommendations.day_counts
    WHERE day >= ${p.since}::date`,
);

/** One row: events of simulated shoppers are stored. */
export const findSimulated = prepared<object, { id: string }>(
  () => sql`SELECT id FROM recommendations.events WHERE simulated LIMIT 1`,
);
