/** Statements for samples of lists, and for what happened to them. */
import { sql } from "kysely";
import { prepared, preparedForRows } from "../../../platform/db/prepared.ts";
import type { HistoryRow } from "../event-queries.ts";
import type { Placement } from "../interactions.ts";

export interface SampleRow {
  /** Of the request. */
  readonly id: string;
  readonly at: Date;
  readonly placement: Placement;
  readonly kind: "similar" | "together";
  readonly productId: string | null;
  readonly category: string | null;
  readonly recent: readonly string[];
  readonly wanted: number;
  readonly shown: readonly string[];
  readonly personal: boolean;
}

export const insertSamples = preparedForRows<SampleRow, { id: string }>(
  `id text, at timestamptz, placement text, kind text, "productId" uuid, category text, recent uuid[],
   wanted int, shown uuid[], personal boolean`,
  (rows) => sql`
    WITH input AS (${rows}), stored AS (
      INSERT INTO recommendations.list_samples
        (request_id, at, placement, kind, product_id, category, recent, wanted, shown, personal)
      SELECT id, at, placement, kind, "productId", category, recent, wanted, shown, personal FROM input
      ORDER BY id ON CONFLICT DO NOTHING
    )
    SELECT id FROM input`,
);

/** Ties lists of a day ago to the events that carry their requests. */
export const tieSamples = prepared<{ before: Date; since: Date }, never>(
  (p) => sql`
    UPDATE recommendations.list_samples AS sample SET tied = true
    WHERE personal AND NOT tied AND at < ${p.before} AND EXISTS (
      SELECT FROM recommendations.events
      WHERE events.request_id = sample.request_id AND events.at >= ${p.since}::timestamptz)`,
);

/** Deletes lists of persons that no event is tied to, and all that are older than `oldest`. */
export const deleteSamples = prepared<{ before: Date; oldest: Date }, never>(
  (p) => sql`
    DELETE FROM recommendations.list_samples
    WHERE (personal AND NOT tied AND at < ${p.before}) OR at < ${p.oldest}`,
);

/** Samples since a moment, drawn by a hash of their requests: the same ones each time. */
export const drawSamples = prepared<{ since: Date; limit: number }, SampleRow>(
  (p) => sql`
    SELECT request_id AS id, at, placement, kind, product_id AS "productId", category, recent, wanted, shown,
      personal
    FROM recommendations.list_samples WHERE at >= ${p.since}
    ORDER BY hashtextextended(request_id, 0) LIMIT ${p.limit}`,
);

export interface ReactionRow {
  /** Of the request. */
  readonly id: string;
  readonly personId: string;
  readonly seen: string[];
  readonly clicked: string[];
}

/** What persons saw and clicked of the lists of these requests. */
export const listReactions = prepared<{ ids: string[]; since: Date }, ReactionRow>(
  (p) => sql`
    SELECT request_id AS id, min(coalesce(member_id, visitor_id)::text) AS "personId",
      coalesce(array_agg(DISTINCT product_id) FILTER (WHERE type = 'impression'), '{}') AS seen,
      coalesce(array_agg(DISTINCT product_id) FILTER (WHERE type = 'click'), '{}') AS clicked
    FROM recommendations.events
    WHERE request_id = ANY (${p.ids}::text[]) AND at >= ${p.since}::timestamptz
      AND coalesce(member_id, visitor_id) IS NOT NULL AND product_id IS NOT NULL
    GROUP BY request_id`,
);

export interface Moment {
  /** Of the request. */
  readonly id: string;
  readonly personId: string;
  readonly at: Date;
}

/** The last fifty of what each person had done before a moment, in the two months up to it. */
export const findHistoriesAt = prepared<{ moments: string }, HistoryRow>(
  (p) => sql`
    SELECT moment.id, (
      SELECT coalesce(
        json_agg(json_build_array(product_id, type, floor(extract(epoch FROM done_at) * 1000))), '[]')
      FROM (
        SELECT product_id, type, max(done.at) AS done_at FROM (
          SELECT product_id, type, at FROM recommendations.events WHERE member_id = moment."personId"
            AND at < moment.at AND at > moment.at - interval '60 days'
          UNION ALL
          SELECT product_id, type, at FROM recommendations.events WHERE visitor_id = moment."personId"
            AND at < moment.at AND at > moment.at - interval '60 days'
        ) AS done
        WHERE product_id IS NOT NULL AND type IN ('view', 'cart', 'wish', 'purchase')
        GROUP BY product_id, type ORDER BY max(done.at) DESC LIMIT 50
      ) AS last) AS done
    FROM jsonb_to_recordset(${p.moments}::jsonb) AS moment (id text, "personId" uuid, at timestamptz)`,
);
