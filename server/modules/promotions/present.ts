/** Coupons as staff, shoppers and other modules see them. Pure. */
import { etagOfVersion } from "../../platform/http/versions.ts";
import { money } from "../../platform/money.ts";
import type { CouponTerms } from "./contract.ts";
import { discountOf, ownState } from "./coupon-rules.ts";
import type { OwnCouponRow } from "./member-queries.ts";
import type { CouponRow } from "./queries.ts";

export function termsOf(row: CouponRow): CouponTerms {
  const { id, code, name, kind, productIds, categoryIds, combinable } = row;
  return { ...{ id, code, name, kind, productIds, categoryIds, combinable }, ...pricesOf(row) };
}

const pricesOf = (row: CouponRow) => ({
  discount: discountOf(row),
  minimum: money(row.minimum, row.currency),
});

const periodOf = ({ startsAt, endsAt }: CouponRow) => ({
  startsAt: startsAt?.toISOString() ?? null,
  endsAt: endsAt?.toISOString() ?? null,
});

export function presentCoupon(row: CouponRow) {
  const { offered, status, used, createdAt, updatedAt } = row;
  return {
    ...termsOf(row),
    period: periodOf(row),
    limits: { total: row.totalLimit, perMember: row.perMemberLimit },
    downloadable: offered,
    status,
    used,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    etag: etagOfVersion(row.version),
  };
}

/** To a member that does not have it. */
export function presentOffer(row: CouponRow) {
  const { id, code, name, kind, combinable, perMemberLimit } = row;
  return {
    ...{ id, code, name, kind, combinable },
    ...pricesOf(row),
    forSomeGoods: row.productIds.length + row.categoryIds.length > 0,
    period: periodOf(row),
    perMember: perMemberLimit,
  };
}

export function presentOwnCoupon(row: OwnCouponRow, now: Date) {
  const { ownUses, takenAt } = row;
  return {
    ...presentOffer(row),
    state: ownState(row, ownUses, now),
    used: ownUses,
    takenAt: takenAt.toISOString(),
  };
}
