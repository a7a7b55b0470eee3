import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { capturedStates, liveStates } from "./attempt.ts";
import { stateList } from "./queries.ts";

/** Attempts with sums that differ from the ledger, more refunded than captured, or a wrong state. */
export const findLedgerViolations = prepared<
  { limit: number },
  {
    providerOrderId: string;
    state: string;
    captured: number;
    refunded: number;
    bookedCaptured: number;
    bookedRefunded: number;
  }
>(
  (p) => sql`
    SELECT provider_order_id AS "providerOrderId", state, attempts.captured, attempts.refunded,
           booked.captured AS "bookedCaptured", booked.refunded AS "bookedRefunded"
    FROM payments.attempts
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(CASE kind WHEN 'capture' THEN amount WHEN 'reversal' THEN -amount END), 0)::bigint
               AS captured,
             coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0)::bigint AS refunded
      FROM payments.ledger WHERE attempt_id = attempts.id) AS booked
    WHERE booked.captured <> attempts.captured OR booked.refunded <> attempts.refunded
       OR attempts.refunded > attempts.captured
       OR (attempts.captured > 0) <> (attempts.state IN (${stateList(capturedStates)}))
    LIMIT ${p.limit}`,
);

/** Orders with more than one live attempt. */
export const findRivalAttempts = prepared<{ limit: number }, { orderId: string; names: string }>(
  (p) => sql`
    SELECT order_id AS "orderId", string_agg(provider_order_id, ', ' ORDER BY number) AS names
    FROM payments.attempts
    WHERE state IN (${stateList(liveStates)}) AND NOT orphan
    GROUP BY order_id HAVING count(*) > 1 LIMIT ${p.limit}`,
);
