/** The coupons of one member, and what a member's export has. */
import { DomainError } from "../../../platform/errors.ts";
import { LAST_ID, newId } from "../../../platform/ids.ts";
import type { PromotionsContext } from "../context.ts";
import type { ExportedCoupon } from "../contract.ts";
import { unusableReason } from "../coupon-rules.ts";
import * as own from "../member-queries.ts";
import { exportPoints, forgetPoints } from "../points/service.ts";
import { findByCodes } from "../queries.ts";
import { limitGuesses } from "./guesses.ts";

/**
 * Gives the member a coupon by its code; one that the member has is returned as it is. Throws NOT_FOUND for a
 * code that is unknown or cannot be taken, COUPON_REFUSED for a coupon that is over, TOO_MANY_REQUESTS after
 * too many wrong codes.
 */
export async function takeCoupon(
  promotions: PromotionsContext,
  memberId: string,
  typed: string,
  network: string,
): Promise<own.OwnCouponRow> {
  const { db, clock } = promotions;
  const { coupon } = await limitGuesses(promotions, { memberId, cartId: null, network }, async () => {
    const [found] = await db.rows(findByCodes, { codes: [typed.toUpperCase()], memberId, cartId: null });
    return { coupon: found, wrong: found?.downloadable ? 0 : 1 };
  });
  if (!coupon?.downloadable) throw new DomainError("NOT_FOUND");
  const now = clock.now();
  const usage = { isMember: true, ownUses: coupon.ownUses, replaceable: 0 };
  const reason = unusableReason(coupon, usage, now);
  // Before it begins, and while it is paused, it can be taken for later.
  if (reason === "ENDED" || reason === "USED_UP")
    throw new DomainError("COUPON_REFUSED", { coupons: [{ coupon: coupon.code, reason }] });
  const taken = await db.first(own.takeCoupon, { id: newId(now), memberId, couponId: coupon.id, now });
  const row = taken && (await db.first(own.findOwnCoupon, { id: taken.id }));
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** One row more than `limit`, if there is one; the newest first. */
export const listOwnCoupons = (
  { db }: PromotionsContext,
  memberId: string,
  { beforeId, limit }: { readonly beforeId: string | null; readonly limit: number },
): Promise<own.OwnCouponRow[]> =>
  db.rows(own.listOwnCoupons, { memberId, beforeId: beforeId ?? LAST_ID, limit: limit + 1 });

/** Far more than any member has. */
const MOST_EXPORTED = 5_000;

export async function exportOf(promotions: PromotionsContext, memberId: string) {
  const asked = { memberId, beforeId: LAST_ID, limit: MOST_EXPORTED + 1 };
  const [rows, { points, complete }] = await Promise.all([
    promotions.db.rows(own.listOwnCoupons, asked),
    exportPoints(promotions, memberId),
  ]);
  const exported = rows.slice(0, MOST_EXPORTED);
  const coupons: ExportedCoupon[] = exported.map(({ code, name, takenAt, ownUses }) => ({
    code,
    name,
    takenAt: takenAt.toISOString(),
    used: ownUses,
  }));
  return { coupons, points, complete: complete && rows.length <= MOST_EXPORTED };
}

export async function forgetMember(promotions: PromotionsContext, memberId: string): Promise<void> {
  await promotions.db.rows(own.forgetMember, { memberId });
  await forgetPoints(promotions, memberId);
}
