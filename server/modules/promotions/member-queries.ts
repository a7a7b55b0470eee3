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

/** Gives the member the coupon, once. Returns the member's coupon, an old or a new one. */
export const takeCoupon = prepared<
  { id: string; memberId: string; couponId: string; now: Date },
  { id: string }
>(
  (p) => sql`
    INSERT INTO promotions.member_coupons AS own (id, member_id, coupon_id, taken_at, most)
    SELECT ${p.id}::uuid, ${p.memberId}::uuid, id, ${p.now}::timestamptz, per_member_limit
    FROM promotions.coupons WHERE id = ${p.couponId}
    ON CONFLICT (member_id, coupon_id) DO UPDATE SET most = own.most
    RETURNING id`,
);

export const findOwnCoupon = prepared<{ id: string }, OwnCouponRow>(
  (p) => sql`
    SELECT ${ownColumns} FROM promotions.member_coupons AS own
    JOIN promotions.coupons ON coupons.id = own.coupon_id WHERE own.id = ${p.id}`,
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
