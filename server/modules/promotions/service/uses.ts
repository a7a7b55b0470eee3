/**
 * What orders hold: uses of coupons, and points (`points/holds.ts`), as stock is reserved for them: held
 * while the order may be paid, committed when it is, released when it is closed.
 *
 * Always: a coupon counts its held and committed uses, and a member's coupon those of the member; a count
 * never exceeds its limit, which the statement that counts checks, and a constraint too. A use is a row by
 * order and coupon, so repeats change nothing. A hold that no order came for, after a crash perhaps, lapses.
 * A declined payment releases what is held, and the next attempt takes it back. The hold knows the number of
 * its latest attempt, so that the decline of an earlier one, which may be heard of late, releases nothing.
 */
import { after } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { PromotionsContext } from "../context.ts";
import type { CouponRefusal } from "../contract.ts";
import { unusableReason } from "../coupon-rules.ts";
import { pageOfOrders, sumEarned } from "../points/hold-queries.ts";
import {
  type Extension,
  FIRST_ATTEMPT,
  holdPoints,
  keepPoints,
  releasePoints,
  spendPoints,
  sweepHolds,
} from "../points/holds.ts";
import { findCouponsOf } from "../queries.ts";
import * as queries from "../use-queries.ts";

interface Hold {
  readonly orderId: string;
  readonly cartId: string;
  readonly memberId: string | null;
  readonly couponIds: readonly string[];
  readonly points?: number;
  readonly until: string;
}

/** Holds a use of each coupon and the points, or nothing of it. Throws COUPON_REFUSED, POINTS_REFUSED. */
export async function reserve(promotions: PromotionsContext, hold: Hold): Promise<void> {
  const { orderId, cartId, memberId, points = 0 } = hold;
  const couponIds = [...new Set(hold.couponIds)].toSorted();
  await promotions.db.transaction(async (trx) => {
    const until = new Date(hold.until);
    const inserted = await trx.rows(queries.insertUses, { orderId, cartId, memberId, couponIds, until });
    const ids = inserted.map(({ couponId }) => couponId);
    await countUses(promotions, trx, { couponIds: ids, memberId, openOnly: true });
    if (points === 0) return;
    if (memberId === null) throw new DomainError("POINTS_REFUSED", { reason: "MEMBERS_ONLY" });
    await holdPoints(promotions, trx, { orderId, cartId, memberId, points, until });
  });
}

/**
 * Throws COUPON_REFUSED when a released coupon is used up by now, POINTS_REFUSED when released points are
 * spent, UNKNOWN_HOLD when nothing is held.
 */
export const extend = (promotions: PromotionsContext, extension: Extension): Promise<void> =>
  promotions.db.transaction(async (trx) => {
    const uses = await holdOn(promotions, trx, extension);
    const points = await keepPoints(promotions, trx, extension);
    if (uses === 0 && points === null) throw new DomainError("UNKNOWN_HOLD");
  });

/** Throws as `extend`. */
export async function commit(promotions: PromotionsContext, orderId: string): Promise<void> {
  await promotions.db.transaction(async (trx) => {
    const extension = { orderId, until: promotions.clock.now(), attempt: FIRST_ATTEMPT };
    const uses = await holdOn(promotions, trx, extension);
    await trx.rows(queries.commitUses, { orderId });
    const points = await spendPoints(promotions, trx, orderId);
    if (uses === 0 && points === null) throw new DomainError("UNKNOWN_HOLD");
  });
}

/**
 * Returns how many coupons the order holds. It had them when it was placed, so its money is worth them
 * although a period has ended.
 */
async function holdOn(
  promotions: PromotionsContext,
  trx: Transaction,
  { orderId, until, attempt }: Extension,
): Promise<number> {
  const retaken = await trx.rows(queries.retakeUses, { orderId, until });
  const couponIds = retaken.map(({ couponId }) => couponId).toSorted();
  const memberId = retaken[0]?.memberId ?? null;
  await countUses(promotions, trx, { couponIds, memberId, openOnly: false });
  return (await trx.rows(queries.extendUses, { orderId, until, attempt })).length;
}

interface Counting {
  readonly couponIds: string[];
  readonly memberId: string | null;
  /** Whether only coupons that can be used at this moment are counted. */
  readonly openOnly: boolean;
}

async function countUses(
  { clock }: PromotionsContext,
  trx: Transaction,
  { couponIds, memberId, openOnly }: Counting,
): Promise<void> {
  if (couponIds.length === 0) return;
  const now = clock.now();
  const isMember = memberId !== null;
  const counted = await trx.rows(queries.countUses, { couponIds, isMember, openOnly, now });
  await refuseOthers(trx, couponIds, counted, { isMember, now });
  if (memberId === null) return;
  const ids = couponIds.map(() => newId(now));
  const own = await trx.rows(queries.countOwnUses, { ids, couponIds, memberId, now });
  await refuseOthers(trx, couponIds, own, { isMember, now });
}

async function refuseOthers(
  trx: Transaction,
  couponIds: readonly string[],
  counted: readonly { readonly couponId: string }[],
  { isMember, now }: { readonly isMember: boolean; readonly now: Date },
): Promise<void> {
  const missing = couponIds.filter((id) => !counted.some(({ couponId }) => couponId === id));
  if (missing.length === 0) return;
  const rows = await trx.rows(findCouponsOf, { ids: missing });
  const usage = { isMember, ownUses: 0, replaceable: 0 };
  const coupons: CouponRefusal[] = rows.map((row) => ({
    coupon: row.code,
    reason: unusableReason(row, usage, now) ?? "USED_UP",
  }));
  throw new DomainError("COUPON_REFUSED", { coupons });
}

/** Ends what is held for an order that is not paid; with `attempt`, unless a later attempt holds it. */
export async function release(
  promotions: PromotionsContext,
  orderId: string,
  attempt: number | null,
): Promise<void> {
  const ended = { lapsedBefore: null, attempt };
  await promotions.db.rows(queries.releaseUses, { orderId, from: "held", ...ended });
  await releasePoints(promotions, orderId, ended);
}

/** Ends the uses of an order that was paid and is canceled, perhaps before they were committed. */
export async function giveBack({ db }: PromotionsContext, orderId: string): Promise<void> {
  for (const from of ["held", "committed"] as const)
    await db.rows(queries.releaseUses, { orderId, from, lapsedBefore: null, attempt: null });
}

const BATCH = 200;
/** Bounds one run of the job. */
const MAX_BATCHES = 50;
/** Money that comes later than this finds no use of its order, and is refunded. */
const RELEASED_FOR_MS = 30 * 24 * 3_600_000;

/** A job: releases holds that have lapsed, and deletes released uses after some time. Safe to run twice. */
export async function sweepUses(promotions: PromotionsContext): Promise<void> {
  const { db, clock, log } = promotions;
  const now = clock.now();
  const before = after(clock, -RELEASED_FOR_MS);
  await sweepHolds(promotions, before);
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const due = await db.rows(queries.findLapsed, { now, limit: BATCH });
    for (const { orderId } of due)
      await db.rows(queries.releaseUses, { orderId, from: "held", lapsedBefore: now, attempt: null });
    if (due.length > 0) log.info({ orders: due.length }, "released coupons of orders that were not stored");
    if (due.length < BATCH) break;
  }
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const deleted = await db.rows(queries.deleteReleased, { before, limit: BATCH });
    if (deleted.length < BATCH) return;
  }
}

export const committedOrders = (
  { db }: PromotionsContext,
  page: { readonly afterId: string; readonly limit: number },
): Promise<{ orderId: string }[]> => db.rows(queries.pageCommitted, page);

export const spentPoints = (
  { db }: PromotionsContext,
  page: { readonly afterId: string; readonly limit: number },
) => db.rows(pageOfOrders, page);

export const earnedPoints = ({ db }: PromotionsContext, asked: { readonly orderIds: string[] }) =>
  db.rows(sumEarned, asked);
