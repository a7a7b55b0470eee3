/**
 * Uses of coupons by orders. Every statement locks the coupons in the order of their ids, so that two orders
 * with the same coupons cannot deadlock; `NO KEY`, because a new use shares the lock of its coupon's key.
 */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** Inserts the uses that the order does not have yet, or has no more. Returns those that must be counted. */
export const insertUses = prepared<
  { orderId: string; cartId: string; memberId: string | null; couponIds: string[]; until: Date },
  { couponId: string }
>(
  (p) => sql`
    INSERT INTO promotions.uses AS stored (order_id, coupon_id, cart_id, member_id, state, expires_at)
    SELECT ${p.orderId}::uuid, asked.id, ${p.cartId}::uuid, ${p.memberId}::uuid, 'held',
      ${p.until}::timestamptz
    FROM unnest(${p.couponIds}::uuid[]) AS asked (id) JOIN promotions.coupons ON coupons.id = asked.id
    ORDER BY asked.id
    ON CONFLICT (order_id, coupon_id) DO UPDATE SET state = 'held', expires_at = excluded.expires_at
      WHERE stored.state = 'released'
    RETURNING coupon_id AS "couponId"`,
);

/** Holds the released uses of an order again, their coupons locked. Returns those that must be counted. */
export const retakeUses = prepared<
  { orderId: string; until: Date },
  { couponId: string; memberId: string | null }
>(
  (p) => sql`
    WITH locked AS (
      SELECT id FROM promotions.coupons
      WHERE id IN (
        SELECT coupon_id FROM promotions.uses WHERE order_id = ${p.orderId} AND state = 'released')
      ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE promotions.uses SET state = 'held', expires_at = ${p.until} FROM locked
    WHERE order_id = ${p.orderId} AND coupon_id = locked.id AND state = 'released'
    RETURNING coupon_id AS "couponId", member_id AS "memberId"`,
);

/**
 * Counts one more use of each coupon. No row for one that is used up; with `openOnly`, also for one that
 * cannot be used at the moment `now`.
 */
export const countUses = prepared<
  { couponIds: string[]; isMember: boolean; openOnly: boolean; now: Date },
  { couponId: string }
>(
  (p) => sql`
    UPDATE promotions.coupons SET used = used + 1
    WHERE id IN (
        SELECT id FROM promotions.coupons WHERE id = ANY (${p.couponIds}::uuid[])
        ORDER BY id FOR NO KEY UPDATE)
      AND used < coalesce(total_limit, used + 1)
      AND (NOT ${p.openOnly}::boolean OR (
        status = 'active' AND (per_member_limit IS NULL OR ${p.isMember}::boolean)
        AND coalesce(starts_at <= ${p.now}::timestamptz, true)
        AND coalesce(${p.now}::timestamptz < ends_at, true)))
    RETURNING id AS "couponId"`,
);

/** Counts one more use of each coupon by the member. No row for one that the member has used up. */
export const countOwnUses = prepared<
  { ids: string[]; couponIds: string[]; memberId: string; now: Date },
  { couponId: string }
>(
  (p) => sql`
    INSERT INTO promotions.member_coupons AS own (id, member_id, coupon_id, taken_at, used, most)
    SELECT given.id, ${p.memberId}::uuid, coupon_id, ${p.now}::timestamptz, 1, per_member_limit
    FROM unnest(${p.ids}::uuid[], ${p.couponIds}::uuid[]) AS given (id, coupon_id)
    JOIN promotions.coupons ON coupons.id = coupon_id
    ORDER BY coupon_id
    ON CONFLICT (member_id, coupon_id) DO UPDATE SET used = own.used + 1
      WHERE own.used < coalesce(own.most, own.used + 1)
    RETURNING coupon_id AS "couponId"`,
);

/**
 * Ends the uses of an order that are in the state `from`, and counts them no more; with `lapsedBefore`, only
 * those that were held until before it, and with `attempt`, only those that no later attempt holds.
 */
export const releaseUses = prepared<
  { orderId: string; from: "held" | "committed"; lapsedBefore: Date | null; attempt: number | null },
  { couponId: string }
>(
  (p) => sql`
    WITH locked AS (
      SELECT id FROM promotions.coupons
      WHERE id IN (SELECT coupon_id FROM promotions.uses WHERE order_id = ${p.orderId} AND state = ${p.from})
      ORDER BY id FOR NO KEY UPDATE
    ), ended AS (
      UPDATE promotions.uses SET state = 'released' FROM locked
      WHERE uses.order_id = ${p.orderId} AND uses.coupon_id = locked.id AND uses.state = ${p.from}
        AND coalesce(uses.expires_at < ${p.lapsedBefore}::timestamptz, true)
        AND coalesce(uses.attempt <= ${p.attempt}::int, true)
      RETURNING uses.coupon_id, uses.member_id
    ), counted AS (
      UPDATE promotions.coupons SET used = coupons.used - 1 FROM ended WHERE coupons.id = ended.coupon_id
    ), own AS (
      UPDATE promotions.member_coupons AS own SET used = own.used - 1 FROM ended
      WHERE own.coupon_id = ended.coupon_id AND own.member_id = ended.member_id
    )
    SELECT coupon_id AS "couponId" FROM ended`,
);

/** Returns all uses of the order that are held by now. */
export const extendUses = prepared<{ orderId: string; until: Date; attempt: number }, { couponId: string }>(
  (p) => sql`
    UPDATE promotions.uses SET expires_at = greatest(expires_at, ${p.until}),
      attempt = greatest(attempt, ${p.attempt}::int)
    WHERE order_id = ${p.orderId} AND state <> 'released' RETURNING coupon_id AS "couponId"`,
);

export const commitUses = prepared<{ orderId: string }, { couponId: string }>(
  (p) => sql`
    UPDATE promotions.uses SET state = 'committed' WHERE order_id = ${p.orderId} AND state = 'held'
    RETURNING coupon_id AS "couponId"`,
);

/** Orders with a held use that has lapsed. */
export const findLapsed = prepared<{ now: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    SELECT DISTINCT order_id AS "orderId" FROM (
      SELECT order_id FROM promotions.uses WHERE state = 'held' AND expires_at < ${p.now}
      ORDER BY expires_at LIMIT ${p.limit}) AS due`,
);

/** Deletes one batch of the released uses that were held until before `before`. */
export const deleteReleased = prepared<{ before: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    DELETE FROM promotions.uses WHERE state = 'released' AND (order_id, coupon_id) IN (
      SELECT order_id, coupon_id FROM promotions.uses WHERE state = 'released' AND expires_at < ${p.before}
      ORDER BY expires_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING order_id AS "orderId"`,
);

export const pageCommitted = prepared<{ afterId: string; limit: number }, { orderId: string }>(
  (p) => sql`
    SELECT DISTINCT order_id AS "orderId" FROM promotions.uses
    WHERE state = 'committed' AND order_id > ${p.afterId}::uuid ORDER BY order_id LIMIT ${p.limit}`,
);

/** Coupons that count other uses than they have. */
export const findMiscounted = prepared<
  { limit: number },
  { code: string; used: number; rows: number; most: number | null }
>(
  (p) => sql`
    SELECT code, used, counted.rows, total_limit AS most FROM promotions.coupons
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS rows FROM promotions.uses
      WHERE coupon_id = coupons.id AND state <> 'released') AS counted
    WHERE used <> counted.rows OR counted.rows > total_limit LIMIT ${p.limit}`,
);

/** Members' coupons that count other uses than the member has. */
export const findMiscountedOwn = prepared<
  { limit: number },
  { couponId: string; memberId: string; used: number; rows: number }
>(
  (p) => sql`
    SELECT own.coupon_id AS "couponId", own.member_id AS "memberId", own.used, counted.rows
    FROM promotions.member_coupons AS own
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS rows FROM promotions.uses
      WHERE uses.member_id = own.member_id AND uses.coupon_id = own.coupon_id AND state <> 'released')
      AS counted
    WHERE own.used <> counted.rows OR counted.rows > own.most LIMIT ${p.limit}`,
);
