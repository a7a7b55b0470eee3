/**
 * Points that orders spend: held while the order may be paid, spent when it is, released when it is closed,
 * restored with its refunds. A hold is a row by order, a restored part an entry by refund, so repeats change
 * nothing.
 */
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { PromotionsContext } from "../context.ts";
import { addEntry, addLot, lockPoints, makeAvailable, takePoints } from "./account.ts";
import * as queries from "./hold-queries.ts";
import { refillLots, spendHeld } from "./queries.ts";

interface NewHold {
  readonly orderId: string;
  readonly cartId: string;
  readonly memberId: string;
  readonly points: number;
  readonly until: Date;
}

export interface Extension {
  readonly orderId: string;
  readonly until: Date;
  /** The number of the payment attempt that needs the hold. */
  readonly attempt: number;
}

export const FIRST_ATTEMPT = 1;

/** Throws POINTS_REFUSED. */
export async function holdPoints(
  { clock }: PromotionsContext,
  trx: Transaction,
  hold: NewHold,
): Promise<void> {
  const account = { memberId: hold.memberId, now: clock.now() };
  if (!(await lockPoints(trx, account))) throw new DomainError("POINTS_REFUSED", { reason: "NOT_ENOUGH" });
  if (await trx.first(queries.insertHold, hold)) await takeForHold(trx, account, hold);
}

async function takeForHold(
  trx: Transaction,
  account: { readonly memberId: string; readonly now: Date },
  { orderId, points }: { readonly orderId: string; readonly points: number },
): Promise<void> {
  const parts = await takePoints(trx, account, { points, toHeld: points });
  await trx.rows(queries.insertParts, {
    orderId,
    lotIds: parts.map(({ lotId }) => lotId),
    points: parts.map((part) => part.points),
  });
}

/**
 * Extends the hold of an order, and takes released points again. Returns null when the order has no hold.
 * Throws POINTS_REFUSED when the points are spent by now.
 */
export async function keepPoints(
  { clock }: PromotionsContext,
  trx: Transaction,
  { orderId, until, attempt }: Extension,
): Promise<queries.PointHold | null> {
  const found = await trx.first(queries.findHold, { orderId });
  if (!found) return null;
  const account = { memberId: found.memberId, now: clock.now() };
  const stays = await lockPoints(trx, account);
  // The lock may have waited for another change of the hold.
  const hold = await trx.first(queries.findHold, { orderId });
  if (!hold || !stays || hold.state === "spent") return hold;
  await trx.rows(queries.moveHold, { orderId, from: hold.state, to: "held", until, attempt });
  if (hold.state === "released") await takeForHold(trx, account, hold);
  return { ...hold, state: "held" };
}

/** The order is paid. Returns and throws as `keepPoints`. */
export async function spendPoints(
  promotions: PromotionsContext,
  trx: Transaction,
  orderId: string,
): Promise<queries.PointHold | null> {
  const now = promotions.clock.now();
  const hold = await keepPoints(promotions, trx, { orderId, until: now, attempt: FIRST_ATTEMPT });
  if (hold?.state !== "held") return hold;
  const { memberId, points } = hold;
  await trx.rows(queries.moveHold, {
    ...{ orderId, from: "held", to: "spent" },
    ...{ until: now, attempt: FIRST_ATTEMPT },
  });
  await trx.rows(spendHeld, { memberId, points });
  await addEntry(trx, { memberId, now }, { kind: "spent", cause: orderId, orderId, amount: -points });
  return { ...hold, state: "spent" };
}

/**
 * Ends a hold; with `lapsedBefore`, only one that was held until before it, and with `attempt`, only one that
 * no later attempt needs.
 */
export async function releasePoints(
  { db, clock }: PromotionsContext,
  orderId: string,
  ended: { readonly lapsedBefore: Date | null; readonly attempt: number | null },
): Promise<void> {
  const hold = await db.first(queries.findHold, { orderId });
  if (hold?.state !== "held") return;
  const account = { memberId: hold.memberId, now: clock.now() };
  await db.transaction(async (trx) => {
    if (!(await lockPoints(trx, account))) return;
    const parts = await trx.rows(queries.releaseHold, { orderId, ...ended });
    if (parts.length === 0) return;
    await refill(trx, parts);
    const points = sumOf(parts);
    await makeAvailable(trx, account, { points, unheld: points });
  });
}

/** Restored points whose expiry is over can be spent for so long. */
const RESTORED_FOR_MS = 30 * 24 * 3_600_000;

interface PointRefund {
  readonly orderId: string;
  readonly refundId: string;
  readonly points: number;
}

/** Gives points of a paid order back, perhaps before the order's hold was spent. */
export async function restorePoints(
  promotions: PromotionsContext,
  { orderId, refundId, points }: PointRefund,
): Promise<void> {
  const now = promotions.clock.now();
  await promotions.db.transaction(async (trx) => {
    const hold = await spendPoints(promotions, trx, orderId);
    if (!hold) throw new DomainError("UNKNOWN_HOLD");
    // The member left, and the points with the member.
    if (hold.state !== "spent") return;
    const account = { memberId: hold.memberId, now };
    const entry = { kind: "restored", cause: refundId, orderId, amount: points } as const;
    if (!(await addEntry(trx, account, entry))) return;
    if (!(await trx.first(queries.restoreHold, { orderId, points })))
      throw new Error(`order ${orderId} did not spend the ${points} points that come back`);
    const parts = await trx.rows(queries.returnParts, { orderId, points });
    await refill(
      trx,
      parts.filter(({ expiresAt }) => expiresAt > now),
    );
    const lapsed = sumOf(parts.filter(({ expiresAt }) => expiresAt <= now));
    const expiresAt = new Date(now.getTime() + RESTORED_FOR_MS);
    if (lapsed > 0) await addLot(trx, account, { points: lapsed, source: "refund", expiresAt });
    await makeAvailable(trx, account, { points });
  });
}

interface LotPart {
  readonly lotId: string;
  readonly points: number;
}

const sumOf = (parts: readonly LotPart[]): number => parts.reduce((sum, { points }) => sum + points, 0);

async function refill(trx: Transaction, parts: readonly LotPart[]): Promise<void> {
  const lotIds = parts.map(({ lotId }) => lotId);
  await trx.rows(refillLots, { lotIds, points: parts.map(({ points }) => points) });
}

const BATCH = 200;
/** Bounds one run of the job. */
const MAX_BATCHES = 50;

/** Releases holds that have lapsed, and deletes those that were released before `before`. */
export async function sweepHolds(promotions: PromotionsContext, before: Date): Promise<void> {
  const { db, clock } = promotions;
  const now = clock.now();
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const due = await db.rows(queries.findLapsedHolds, { now, limit: BATCH });
    for (const { orderId } of due)
      await releasePoints(promotions, orderId, { lapsedBefore: now, attempt: null });
    if (due.length < BATCH) break;
  }
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const deleted = await db.rows(queries.deleteReleasedHolds, { before, limit: BATCH });
    if (deleted.length < BATCH) return;
  }
}
