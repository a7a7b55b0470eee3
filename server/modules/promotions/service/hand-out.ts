/**
 * How members get a coupon: by its code, from what is offered to all, or from staff.
 *
 * A total limit bounds the members that get it, as it bounds the orders that use it. The coupon is locked
 * first, as by orders (use-queries.ts), so that neither two members nor a member and an order can deadlock.
 */
import { recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { PromotionsContext } from "../context.ts";
import type { GivenCoupon } from "../contract.ts";
import { unusableReason } from "../coupon-rules.ts";
import * as own from "../member-queries.ts";
import { type CouponRow, findByCodes, findCoupon, lockCoupon } from "../queries.ts";
import { limitGuesses } from "./guesses.ts";

type Wanted = { readonly code: string } | { readonly couponId: string };

/**
 * Gives the member a coupon by its code, or one that is offered; one that the member has is returned as it
 * is. Throws NOT_FOUND for one that is unknown or not offered, COUPON_REFUSED for one that is over,
 * TOO_MANY_REQUESTS after too many wrong codes.
 */
export async function takeCoupon(
  promotions: PromotionsContext,
  memberId: string,
  wanted: Wanted,
  network: string,
): Promise<own.OwnCouponRow> {
  const { db, clock } = promotions;
  const coupon = await findWanted(promotions, { memberId, network }, wanted);
  if (!coupon) throw new DomainError("NOT_FOUND");
  const key = { memberId, couponId: coupon.id };
  const had = await db.first(own.findOwnCoupon, key);
  if (had) return had;
  if (!("code" in wanted || coupon.offered)) throw new DomainError("NOT_FOUND");
  const now = clock.now();
  await db.transaction((trx) => handOut(trx, coupon.id, [memberId], now));
  const row = await db.first(own.findOwnCoupon, key);
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

async function findWanted(
  promotions: PromotionsContext,
  { memberId, network }: { readonly memberId: string; readonly network: string },
  wanted: Wanted,
): Promise<CouponRow | null> {
  const { db } = promotions;
  if ("couponId" in wanted) return db.first(findCoupon, { id: wanted.couponId });
  const codes = [wanted.code.toUpperCase()];
  const { coupon } = await limitGuesses(promotions, { memberId, cartId: null, network }, async () => {
    const [found = null] = await db.rows(findByCodes, { codes, memberId, cartId: null });
    return { coupon: found, wrong: found ? 0 : 1 };
  });
  return coupon;
}

/** Staff give a coupon to members, each once, or to none of them. Throws NOT_FOUND, COUPON_REFUSED. */
export async function giveCoupon(
  { db, clock }: PromotionsContext,
  { couponId, memberIds, by }: GivenCoupon,
): Promise<{ given: number }> {
  const now = clock.now();
  return db.transaction(async (trx) => {
    const members = await handOut(trx, couponId, memberIds, now);
    if (members.length > 0) {
      const subject = `coupon:${couponId}`;
      await recordAction(trx, { ...by, action: "coupon.give", subject, after: { members }, now });
    }
    return { given: members.length };
  });
}

/** Returns the members that did not have it. Before it begins, and while it is paused, it is for later. */
async function handOut(
  trx: Transaction,
  couponId: string,
  memberIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const coupon = await trx.first(lockCoupon, { id: couponId });
  if (!coupon) throw new DomainError("NOT_FOUND");
  const asked = [...new Set(memberIds.map((id) => id.toLowerCase()))];
  const ids = asked.map(() => newId(now));
  const inserted = await trx.rows(own.insertOwn, { ids, memberIds: asked, couponId, now });
  if (inserted.length === 0) return [];
  const reason = unusableReason(coupon, { isMember: true, ownUses: 0, replaceable: 0 }, now);
  const refused = reason === "ENDED" || reason === "USED_UP" ? reason : null;
  const counted = refused ? null : await trx.first(own.countTaken, { couponId, members: inserted.length });
  if (!counted)
    throw new DomainError("COUPON_REFUSED", {
      coupons: [{ coupon: coupon.code, reason: refused ?? "USED_UP" }],
    });
  return inserted.map(({ memberId }) => memberId);
}
