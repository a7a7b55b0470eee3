/** When a coupon can be used, and what a coupon may be. Pure. */
import { type Currency, money } from "../../platform/money.ts";
import { asMoney } from "../../platform/schema.ts";
import type { CouponStatus, NewCoupon } from "./contract/coupon-input.ts";
import type { OwnState, UnusableReason } from "./contract.ts";

interface Usable {
  readonly status: CouponStatus;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly totalLimit: number | null;
  readonly perMemberLimit: number | null;
  /** By all shoppers. */
  readonly used: number;
}

export interface Usage {
  readonly isMember: boolean;
  /** Uses by this member. */
  readonly ownUses: number;
  /** Uses, among the others, that are free as soon as this shopper orders. */
  readonly replaceable: number;
}

/** The statuses that an edit may go to. */
const transitions: Readonly<Record<CouponStatus, readonly CouponStatus[]>> = {
  active: ["active", "paused", "ended"],
  paused: ["active", "paused", "ended"],
  ended: ["ended"],
};
export const mayBecome = (from: CouponStatus, to: CouponStatus): boolean => transitions[from].includes(to);

/** Null: the coupon can be used at this moment by a shopper with this usage. */
export function unusableReason(coupon: Usable, usage: Usage, now: Date): UnusableReason | null {
  const { status, startsAt, endsAt, totalLimit, perMemberLimit, used } = coupon;
  if (status === "ended" || (endsAt !== null && endsAt <= now)) return "ENDED";
  if (status === "paused") return "PAUSED";
  if (startsAt !== null && startsAt > now) return "NOT_BEGUN";
  if (perMemberLimit !== null && !usage.isMember) return "MEMBERS_ONLY";
  if (totalLimit !== null && used - usage.replaceable >= totalLimit) return "USED_UP";
  if (perMemberLimit !== null && usage.ownUses - usage.replaceable >= perMemberLimit) return "USED_UP";
  return null;
}

export function ownState(coupon: Usable, ownUses: number, now: Date): OwnState {
  const { perMemberLimit } = coupon;
  if (perMemberLimit !== null && ownUses >= perMemberLimit) return "used";
  const reason = unusableReason(coupon, { isMember: true, ownUses, replaceable: 0 }, now);
  if (reason === null) return "usable";
  if (reason === "PAUSED" || reason === "NOT_BEGUN") return "waiting";
  return ownUses > 0 ? "used" : "expired";
}

/** Ids as they are compared, each once. */
export const lowered = (ids: readonly string[] = []): string[] => [
  ...new Set(ids.map((id) => id.toLowerCase())),
];

/** The discount of an input, as it is stored. */
export function storedDiscount(discount: NewCoupon["discount"], currency: Currency) {
  if (discount.type === "fixed")
    return { amount: asMoney(discount.amount, currency).amount, percent: null, cap: null };
  const cap = discount.cap === undefined ? null : asMoney(discount.cap, currency).amount;
  return { amount: null, percent: discount.percent, cap };
}

interface StoredDiscount {
  readonly amount: number | null;
  readonly percent: number | null;
  readonly cap: number | null;
  readonly currency: Currency;
}

export function discountOf({ amount, percent, cap, currency }: StoredDiscount) {
  if (percent === null) return { type: "fixed" as const, amount: money(amount ?? 0, currency) };
  return { type: "percent" as const, percent, ...(cap === null ? {} : { cap: money(cap, currency) }) };
}
