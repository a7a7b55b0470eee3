/** Points that members earn, get from staff, read and lose. */
import type { Static } from "typebox";
import { recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import { FIRST_ID, LAST_ID } from "../../../platform/ids.ts";
import { SHOP_TIME_ZONE, shopDayAfter, startOfShopDay } from "../../../platform/shop-day.ts";
import type { PromotionsContext } from "../context.ts";
import type { promotions as contract, ExpiringPoints, PointBalance, PointEntry } from "../contract.ts";
import { addEntry, addLot, lockPoints, makeAvailable, takePoints } from "./account.ts";
import * as queries from "./queries.ts";

const DAY_MS = 24 * 3_600_000;
const SOON_MS = 30 * DAY_MS;

type Input<Name extends keyof typeof contract.calls> = Static<(typeof contract.calls)[Name]["input"]>;

export async function findPoints(
  { db, clock }: PromotionsContext,
  { memberId, cartId }: Input<"findPoints">,
): Promise<{ available: number }> {
  const found = await db.first(queries.findSpendable, { memberId, cartId, now: clock.now() });
  return { available: found?.points ?? 0 };
}

/**
 * Credits what a purchase earns, once for each order, or what a refund took back, once for the refund
 * (`cause`). A member that left earns nothing.
 */
export async function earnPoints(
  { db, clock, pointsMs }: PromotionsContext,
  { orderId, memberId, points }: Input<"earnPoints">,
  cause = orderId,
): Promise<void> {
  const account = { memberId, now: clock.now() };
  const expiresAt = new Date(account.now.getTime() + pointsMs);
  await db.transaction(async (trx) => {
    if (!(await lockPoints(trx, account))) return;
    const entry = { kind: "earned", cause, orderId, amount: points } as const;
    if (!(await addEntry(trx, account, entry))) return;
    await addLot(trx, account, { points, source: "purchase", expiresAt });
    await makeAvailable(trx, account, { points });
  });
}

/** Takes earned points back, once for each refund. What is spent already becomes a debt. */
export async function clawBackPoints(
  { db, clock }: PromotionsContext,
  { orderId, memberId, refundId, points }: Input<"clawBackPoints">,
): Promise<void> {
  const account = { memberId, now: clock.now() };
  await db.transaction(async (trx) => {
    if (!(await lockPoints(trx, account))) return;
    const entry = { kind: "clawed_back", cause: refundId, orderId, amount: -points } as const;
    if (!(await addEntry(trx, account, entry))) return;
    const clawed = await trx.first(queries.claw, { memberId, points });
    if (clawed && clawed.taken > 0) await trx.rows(queries.takeFromLots, { memberId, points: clawed.taken });
  });
}

/** Staff give points, or take them. Throws POINTS_REFUSED for more than there are. */
export async function grantPoints(
  promotions: PromotionsContext,
  { memberId, grantId, amount, reason, expiresAt, by }: Input<"grantPoints">,
): Promise<PointBalance> {
  const { db, clock, pointsMs } = promotions;
  const account = { memberId, now: clock.now() };
  const until = expiresAt === undefined ? new Date(account.now.getTime() + pointsMs) : new Date(expiresAt);
  await db.transaction(async (trx) => {
    if (!(await lockPoints(trx, account))) throw new DomainError("NOT_FOUND");
    if (!(await addEntry(trx, account, { kind: "granted", cause: grantId, amount, reason }))) return;
    if (amount < 0) await takePoints(trx, account, { points: -amount });
    else {
      await addLot(trx, account, { points: amount, source: "staff", expiresAt: until });
      await makeAvailable(trx, account, { points: amount });
    }
    const after = { points: amount, ...(amount > 0 ? { expiresAt: until.toISOString() } : {}) };
    const subject = `member:${memberId}`;
    await recordAction(trx, { ...by, action: "points.grant", subject, after, reason, now: account.now });
  });
  return balanceOf(promotions, memberId);
}

export const expiringPoints = (
  { db }: PromotionsContext,
  { from, to, ...asked }: Input<"expiringPoints">,
): Promise<ExpiringPoints[]> =>
  db.rows(queries.findExpiring, {
    ...asked,
    from: startOfShopDay(from),
    to: startOfShopDay(shopDayAfter(to, 1)),
    timeZone: SHOP_TIME_ZONE,
  });

async function balanceOf({ db, clock }: PromotionsContext, memberId: string): Promise<PointBalance> {
  const until = new Date(clock.now().getTime() + SOON_MS);
  const row = await db.first(queries.findAccount, { memberId, until });
  const { balance = 0, available = 0, held = 0, expiring: points = 0 } = row ?? {};
  const first = row?.expiresAt?.toISOString() ?? null;
  return { balance, available, held, expiringSoon: { points, first } };
}

/** The entries are those below `beforeId`, the newest first. */
export async function pointsOf(
  promotions: PromotionsContext,
  { memberId, beforeId, limit }: Input<"pointsOf">,
): Promise<PointBalance & { entries: PointEntry[] }> {
  const [balance, rows] = await Promise.all([
    balanceOf(promotions, memberId),
    promotions.db.rows(queries.listEntries, { memberId, beforeId, limit }),
  ]);
  return { ...balance, entries: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}

/** Far more than any member has. */
const MOST_EXPORTED = 10_000;

export async function exportPoints(promotions: PromotionsContext, memberId: string) {
  const asked = { memberId, beforeId: LAST_ID, limit: MOST_EXPORTED };
  const { balance, entries } = await pointsOf(promotions, asked);
  return { points: { balance, entries }, complete: entries.length < MOST_EXPORTED };
}

export async function forgetPoints({ db, clock }: PromotionsContext, memberId: string): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    await trx.rows(queries.lockAccount, { memberId });
    await trx.rows(queries.forgetPoints, { memberId, now });
  });
}

const BATCH = 200;

/** A job: empties lots that have expired. Safe to run twice. */
export async function expirePoints({ db, clock }: PromotionsContext): Promise<void> {
  const now = clock.now();
  for (let afterId = FIRST_ID; ; ) {
    const due = await db.rows(queries.findDueMembers, { now, afterId, limit: BATCH });
    for (const { memberId } of due) await db.transaction((trx) => lockPoints(trx, { memberId, now }));
    const last = due.at(-1);
    if (!last || due.length < BATCH) return;
    afterId = last.memberId;
  }
}
