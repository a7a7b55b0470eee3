/** The coupons of members. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { type CouponRow, couponColumns } from "./queries.ts";

export interface OwnCouponRow extends CouponRow {
  /** Of the member's coupon, by which the list is ordered. */
  readonly ownId: string;
  readonly takenAt: Date;
  /** Uses by the member. */
  readonly ownUses: number;
}

const ownColumns = sql`
  ${couponColumns}, own.id AS "ownId", own.taken_at AS "takenAt", own.used AS "ownUses"`;

/** Gives the members the coupon, each once. Returns those that did not have it. Run it under its lock. */
export const insertOwn = prepared<
  { ids: string[]; memberIds: string[]; couponId: string; now: Date },
  { memberId: string }
>(
  (p) => sql`
    INSERT INTO promotions.member_coupons (id, member_id, coupon_id, taken_at, most)
    SELECT given.id, given.member_id, coupons.id, ${p.now}::timestamptz, per_member_limit
    FROM unnest(${p.ids}::uuid[], ${p.memberIds}::uuid[]) AS given (id, member_id)
    JOIN promotions.coupons ON coupons.id = ${p.couponId}
    ORDER BY given.member_id
    ON CONFLICT (member_id, coupon_id) DO NOTHING
    RETURNING member_id AS "memberId"`,
);

/** Counts members that took the coupon. No row: there are not so many left, with those who used a code. */
export const countTaken = prepared<{ couponId: string; members: number }, { id: string }>(
  (p) => sql`
    UPDATE promotions.coupons SET taken = taken + ${p.members}
    WHERE id = ${p.couponId}
      AND greatest(taken, used) + ${p.members} <= coalesce(total_limit, greatest(taken, used) + ${p.members})
    RETURNING id`,
);

export const findOwnCoupon = prepared<{ memberId: string; couponId: string }, OwnCouponRow>(
  (p) => sql`
    SELECT ${ownColumns} FROM promotions.member_coupons AS own
    JOIN promotions.coupons ON coupons.id = own.coupon_id
    WHERE own.member_id = ${p.memberId} AND own.coupon_id = ${p.couponId}`,
);

/** What a member that does not have it may take at this moment, the newest first. */
export const listOffers = prepared<{ memberId: string; now: Date; limit: number }, CouponRow>(
  (p) => sql`
    SELECT ${couponColumns} FROM promotions.coupons
    WHERE offered AND status = 'active' AND coalesce(starts_at <= ${p.now}::timestamptz, true)
      AND coalesce(${p.now}::timestamptz < ends_at, true)
      AND greatest(taken, coupons.used) < coalesce(total_limit, greatest(taken, coupons.used) + 1)
      AND NOT EXISTS (
        SELECT FROM promotions.member_coupons AS own
        WHERE own.member_id = ${p.memberId} AND own.coupon_id = coupons.id)
    ORDER BY coupons.id DESC LIMIT ${p.limit}`,
);

/** The member's coupons before an id, the newest first. */
export const listOwnCoupons = prepared<{ memberId: string; beforeId: string; limit: number }, OwnCouponRow>(
  (p) => sql`
    SELECT ${ownColumns} FROM promotions.member_coupons AS own
    JOIN promotions.coupons ON coupons.id = own.coupon_id
    WHERE own.member_id = ${p.memberId} AND own.id < ${p.beforeId}
    ORDER BY own.id DESC LIMIT ${p.limit}`,
);

/** Deletes the member's coupons. The uses stay, without the member, because the limits count them. */
export const forgetMember = prepared<{ memberId: string }, never>(
  (p) => sql`
    WITH uses AS (
      UPDATE promotions.uses SET member_id = NULL WHERE member_id = ${p.memberId}
    )
    DELETE FROM promotions.member_coupons WHERE member_id = ${p.memberId}`,
);
