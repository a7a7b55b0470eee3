import type { PromotionsContext } from "./context.ts";
import { findBrokenHolds, findMiscountedPoints } from "./points/hold-queries.ts";
import * as queries from "./use-queries.ts";

const LIMIT = { limit: 100 };

/** Coupons and points that are counted otherwise than they are, or beyond their limit. */
export async function audit(promotions: PromotionsContext): Promise<string[]> {
  return [...(await auditCoupons(promotions)), ...(await auditPoints(promotions))];
}

async function auditPoints({ db }: PromotionsContext): Promise<string[]> {
  const [accounts, holds] = await Promise.all([
    db.rows(findMiscountedPoints, LIMIT),
    db.rows(findBrokenHolds, LIMIT),
  ]);
  return [
    ...accounts.map(
      ({ memberId, available, lots, held, holds, balance, ledger }) =>
        `member ${memberId} has ${available} available points (lots ${lots}), ` +
        `${held} held (holds ${holds}), a balance of ${balance} (ledger ${ledger})`,
    ),
    ...holds.map(
      ({ orderId, points, parts, restored, returned }) =>
        `order ${orderId} holds ${points} points (parts ${parts}), ${restored} restored (parts ${returned})`,
    ),
  ];
}

async function auditCoupons({ db }: PromotionsContext): Promise<string[]> {
  const [coupons, own] = await Promise.all([
    db.rows(queries.findMiscounted, LIMIT),
    db.rows(queries.findMiscountedOwn, LIMIT),
  ]);
  return [
    ...coupons.map(
      ({ code, used, rows, most }) =>
        `coupon ${code} counts ${used} uses, ${rows} are stored, at most ${most ?? "any number"}`,
    ),
    ...own.map(
      ({ couponId, memberId, used, rows }) =>
        `coupon ${couponId} of member ${memberId} counts ${used} uses, ${rows} are stored`,
    ),
  ];
}
