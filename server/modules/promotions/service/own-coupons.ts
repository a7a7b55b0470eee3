/** The coupons of one member, and what a member's export has. */
import { LAST_ID } from "../../../platform/ids.ts";
import type { PromotionsContext } from "../context.ts";
import type { ExportedCoupon, HeldCoupon } from "../contract.ts";
import * as own from "../member-queries.ts";
import { exportPoints, forgetPoints } from "../points/service.ts";
import { presentOwnCoupon } from "../present.ts";
import type { CouponRow } from "../queries.ts";

/** One row more than `limit`, if there is one; the newest first. */
export const listOwnCoupons = (
  { db }: PromotionsContext,
  memberId: string,
  { beforeId, limit }: { readonly beforeId: string | null; readonly limit: number },
): Promise<own.OwnCouponRow[]> =>
  db.rows(own.listOwnCoupons, { memberId, beforeId: beforeId ?? LAST_ID, limit: limit + 1 });

/** For staff: the coupons below `beforeId`, the newest first. */
export async function couponsOf(
  { db, clock }: PromotionsContext,
  asked: { readonly memberId: string; readonly beforeId: string; readonly limit: number },
): Promise<HeldCoupon[]> {
  const rows = await db.rows(own.listOwnCoupons, asked);
  const now = clock.now();
  return rows.map((row) => ({ ownId: row.ownId, coupon: presentOwnCoupon(row, now) }));
}

/** More than a shop offers at one time. */
const MOST_OFFERED = 100;

/** What the member may take and does not have, the newest first. */
export const listOffers = ({ db, clock }: PromotionsContext, memberId: string): Promise<CouponRow[]> =>
  db.rows(own.listOffers, { memberId, now: clock.now(), limit: MOST_OFFERED });

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
