/** What other modules ask about orders as a whole: figures and numbers, and no buyer. */
import { firstIdOf } from "../../../platform/ids.ts";
import { type Currency, money } from "../../../platform/money.ts";
import type { OrdersContext } from "../context.ts";
import type { Sales } from "../contract/sales.ts";
import { openClaimStatuses } from "../contract.ts";
import * as queries from "../sales-queries.ts";

type Database = Pick<OrdersContext, "db">;

export async function salesBetween(
  { db }: Database,
  { from, until, currency }: { readonly from: string; readonly until: string; readonly currency: Currency },
): Promise<Sales> {
  const period = { from: new Date(from), until: new Date(until), currency };
  const [sums, products] = await Promise.all([
    db.first(queries.sumSales, period),
    db.rows(queries.sumProductSales, period),
  ]);
  if (!sums) throw new Error("a sum has one row");
  return { ...sums, products };
}

export const firstSale = async ({ db }: Database): Promise<{ at: string | null }> => ({
  at: (await db.first(queries.findFirstSale, {}))?.at?.toISOString() ?? null,
});

export async function waitingForStaff(
  { db }: Database,
  { lateBefore, sentBefore }: { readonly lateBefore: string; readonly sentBefore: string },
) {
  const counted = await db.first(queries.countForStaff, {
    lateBefore: new Date(lateBefore),
    sentBefore: new Date(sentBefore),
  });
  if (!counted) throw new Error("a count has one row");
  return counted;
}

export async function dayForStaff({ db }: Database, { since, now }: { since: string; now: string }) {
  const [orders, claims] = await Promise.all([
    db.first(queries.countPlaced, { sinceId: firstIdOf(new Date(since)) }),
    db.first(queries.countClaimsByAge, { now: new Date(now), statuses: [...openClaimStatuses] }),
  ]);
  if (!orders || !claims) throw new Error("a count has one row");
  return { ...orders, claims };
}

export async function findNumbers({ db }: Database, orderIds: string[]) {
  const rows = await db.lookUp(queries.findNumbers, orderIds);
  return rows.map(({ id, number, paidAt }) => ({
    orderId: id,
    number,
    paidAt: paidAt?.toISOString() ?? null,
  }));
}

export async function findRefund({ db }: Database, refundId: string) {
  const found = await db.first(queries.findRefundOfNumber, { id: refundId });
  if (!found) return null;
  const { orderId, number, at, withdrawnAt, amount, currency, hasWaited, isReplaced } = found;
  return {
    orderId,
    number,
    at: at.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    kept: withdrawnAt && !isReplaced ? { amount: money(amount, currency), hasWaited } : null,
  };
}
