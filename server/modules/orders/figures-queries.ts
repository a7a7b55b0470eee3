/** Statements of the figures that the watcher reads. Each reads a partial index of what is not finished. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** Claims that are not over, by status, with the seconds since the oldest was made. */
export const countOpenClaims = prepared<
  { now: Date; statuses: string[] },
  { status: string; count: number; oldest: number }
>(
  (p) => sql`
    SELECT status, count(*), extract(epoch FROM ${p.now}::timestamptz - min(requested_at))::float8 AS oldest
    FROM orders.claims WHERE status = ANY (${p.statuses}::text[]) GROUP BY status`,
);

/** Orders that wait, by status, with the seconds since the oldest was paid, or placed. */
export const countWaiting = prepared<{ now: Date }, { status: string; count: number; oldest: number }>(
  (p) => sql`
    SELECT status, count(*), extract(epoch FROM ${p.now}::timestamptz - min(since))::float8 AS oldest
    FROM (
      SELECT status, placed_at AS since FROM orders.orders
      WHERE status IN ('pending_payment', 'awaiting_deposit')
      UNION ALL
      SELECT status, paid_at FROM orders.orders WHERE status = 'on_hold'
      UNION ALL
      SELECT status, paid_at FROM orders.orders WHERE status IN ('paid', 'preparing', 'shipped')
    ) AS waiting GROUP BY status`,
);
