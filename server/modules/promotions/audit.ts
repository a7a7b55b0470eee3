import type { PromotionsContext } from "./context.ts";
import * as queries from "./use-queries.ts";

const LIMIT = { limit: 100 };

/** Coupons, and members' coupons, that count other uses than there are, or more than their limit. */
export async function audit({ db }: PromotionsContext): Promise<string[]> {
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
