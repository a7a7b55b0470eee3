/** Which coupons go together: the one rule for codes that are typed, and for those of a member. Pure. */
import type { CouponTerms } from "../promotions/contract.ts";

interface Candidate {
  readonly coupon: CouponTerms;
  /** The lines that it applies to. */
  readonly places: readonly number[];
}

/**
 * Two coupons of one kind go together when both are combinable; those of goods also when they have no line in
 * common. An earlier candidate wins: so the second code that a shopper types is refused, never the first.
 */
export function combinedCoupons<Each extends Candidate>(candidates: readonly Each[]): Each[] {
  const kept: Each[] = [];
  for (const candidate of candidates)
    if (kept.every((other) => goTogether(candidate, other))) kept.push(candidate);
  return kept;
}

export function goTogether(one: Candidate, other: Candidate): boolean {
  if (one.coupon.kind !== other.coupon.kind) return true;
  if (one.coupon.combinable && other.coupon.combinable) return true;
  return one.coupon.kind === "product" && !one.places.some((at) => other.places.includes(at));
}
