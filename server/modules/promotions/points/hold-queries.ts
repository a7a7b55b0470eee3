/** Points that orders hold and spend. Each statement that changes them follows `lockAccount`. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface PointHold {
  readonly orderId: string;
  readonly memberId: string;
  readonly points: number;
  readonly state: "held" | "spent" | "released" | "forgotten";
}

const holdColumns = sql.raw(`order_id AS "orderId", member_id AS "memberId", points, state`);

export const findHold = prepared<{ orderId: string }, PointHold>(
  (p) => sql`SELECT ${holdColumns} FROM promotions.point_holds WHERE order_id = ${p.orderId}`,
);

/** No row: the order has its hold already. */
export const insertHold = prepared<
  { orderId: string; memberId: string; cartId: string; points: number; until: Date },
  { orderId: string }
>(
  (p) => sql`
    INSERT INTO promotions.point_holds AS stored (order_id, member_id, cart_id, points, state, expires_at)
    VALUES (${p.orderId}, ${p.memberId}, ${p.cartId}, ${p.points}, 'held', ${p.until})
    ON CONFLICT (order_id) DO UPDATE SET state = 'held', expires_at = excluded.expires_at
      WHERE stored.state = 'released'
    RETURNING order_id AS "orderId"`,
);

export const insertParts = prepared<
  { orderId: string; lotIds: string[]; points: number[] },
  { lotId: string }
>(
  (p) => sql`
    INSERT INTO promotions.point_hold_parts (order_id, lot_id, points)
    SELECT ${p.orderId}::uuid, lot_id, points
    FROM unnest(${p.lotIds}::uuid[], ${p.points}::bigint[]) AS given (lot_id, points)
    RETURNING lot_id AS "lotId"`,
);

/** Moves a hold, and extends it. No row: it is in another state by now. */
export const moveHold = prepared<
  { orderId: string; from: PointHold["state"]; to: PointHold["state"]; until: Date; attempt: number },
  { orderId: string }
>(
  (p) => sql`
    UPDATE promotions.point_holds SET state = ${p.to}, expires_at = greatest(expires_at, ${p.until}),
      attempt = greatest(attempt, ${p.attempt}::int)
    WHERE order_id = ${p.orderId} AND state = ${p.from} RETURNING order_id AS "orderId"`,
);

/**
 * Ends a hold and returns its parts; with `lapsedBefore`, only one that was held until before it, and with
 * `attempt`, only one that no later attempt needs.
 */
export const releaseHold = prepared<
  { orderId: string; lapsedBefore: Date | null; attempt: number | null },
  { lotId: string; points: number }
>(
  (p) => sql`
    WITH ended AS (
      UPDATE promotions.point_holds SET state = 'released'
      WHERE order_id = ${p.orderId} AND state = 'held'
        AND coalesce(expires_at < ${p.lapsedBefore}::timestamptz, true)
        AND coalesce(attempt <= ${p.attempt}::int, true)
      RETURNING order_id
    )
    DELETE FROM promotions.point_hold_parts AS part USING ended WHERE part.order_id = ended.order_id
    RETURNING lot_id AS "lotId", points`,
);

/** Counts points that come back. No row: the order did not spend so many, or has them back. */
export const restoreHold = prepared<{ orderId: string; points: number }, { orderId: string }>(
  (p) => sql`
    UPDATE promotions.point_holds SET restored = restored + ${p.points}::bigint
    WHERE order_id = ${p.orderId} AND state = 'spent' AND restored + ${p.points}::bigint <= points
    RETURNING order_id AS "orderId"`,
);

/** Gives points back to the lots of an order, those that expire last first. Returns how many to each. */
export const returnParts = prepared<
  { orderId: string; points: number },
  { lotId: string; points: number; expiresAt: Date }
>(
  (p) => sql`
    WITH ordered AS (
      SELECT part.lot_id, lot.expires_at, part.points - part.returned AS rest,
        (sum(part.points - part.returned) OVER (ORDER BY lot.expires_at DESC, lot.id DESC)
          - (part.points - part.returned))::bigint AS before
      FROM promotions.point_hold_parts AS part JOIN promotions.point_lots AS lot ON lot.id = part.lot_id
      WHERE part.order_id = ${p.orderId} AND part.returned < part.points
    )
    UPDATE promotions.point_hold_parts AS part
    SET returned = part.returned + least(ordered.rest, ${p.points}::bigint - ordered.before)
    FROM ordered
    WHERE part.order_id = ${p.orderId} AND part.lot_id = ordered.lot_id
      AND ordered.before < ${p.points}::bigint
    RETURNING part.lot_id AS "lotId", new.returned - old.returned AS points,
      ordered.expires_at AS "expiresAt"`,
);

/** Orders with a hold that has lapsed. */
export const findLapsedHolds = prepared<{ now: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    SELECT order_id AS "orderId" FROM promotions.point_holds
    WHERE state = 'held' AND expires_at < ${p.now} ORDER BY expires_at LIMIT ${p.limit}`,
);

/** Deletes one batch of the released holds that lasted until before `before`. */
export const deleteReleasedHolds = prepared<{ before: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    DELETE FROM promotions.point_holds WHERE state = 'released' AND order_id IN (
      SELECT order_id FROM promotions.point_holds WHERE state = 'released' AND expires_at < ${p.before}
      ORDER BY expires_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING order_id AS "orderId"`,
);

/** A page of orders that spent points, by id. */
export const pageOfOrders = prepared<
  { afterId: string; limit: number },
  { orderId: string; spent: number; restored: number }
>(
  (p) => sql`
    SELECT order_id AS "orderId", points AS spent, restored FROM promotions.point_holds
    WHERE state = 'spent' AND order_id > ${p.afterId}::uuid ORDER BY order_id LIMIT ${p.limit}`,
);

/** What orders have earned, less what was taken back. */
export const sumEarned = prepared<{ orderIds: string[] }, { orderId: string; earned: number }>(
  (p) => sql`
    SELECT order_id AS "orderId", sum(amount)::bigint AS earned FROM promotions.point_ledger
    WHERE order_id = ANY (${p.orderIds}::uuid[]) AND kind IN ('earned', 'clawed_back') GROUP BY order_id`,
);

/** Accounts whose sums are not those of their lots, holds and ledger. */
export const findMiscountedPoints = prepared<
  { limit: number },
  {
    memberId: string;
    available: number;
    lots: number;
    held: number;
    holds: number;
    balance: number;
    ledger: number;
  }
>(
  (p) => sql`
    SELECT member_id AS "memberId", available, lots, held, holds, balance, ledger
    FROM promotions.point_accounts AS account
    CROSS JOIN LATERAL (SELECT
      (SELECT coalesce(sum(remaining), 0)::bigint FROM promotions.point_lots
        WHERE member_id = account.member_id) AS lots,
      (SELECT coalesce(sum(points), 0)::bigint FROM promotions.point_holds
        WHERE member_id = account.member_id AND state = 'held') AS holds,
      (SELECT coalesce(sum(amount), 0)::bigint FROM promotions.point_ledger
        WHERE member_id = account.member_id) AS ledger) AS sums
    WHERE available <> lots OR held <> holds OR balance <> ledger LIMIT ${p.limit}`,
);

/** Holds whose parts are not what they hold, or did not give back what was restored. */
export const findBrokenHolds = prepared<
  { limit: number },
  { orderId: string; points: number; parts: number; restored: number; returned: number }
>(
  (p) => sql`
    SELECT order_id AS "orderId", hold.points, sums.parts, restored, sums.returned
    FROM promotions.point_holds AS hold
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(points), 0)::bigint AS parts, coalesce(sum(returned), 0)::bigint AS returned
      FROM promotions.point_hold_parts AS part WHERE part.order_id = hold.order_id) AS sums
    WHERE state IN ('held', 'spent') AND (hold.points <> sums.parts OR restored <> sums.returned)
    LIMIT ${p.limit}`,
);
