/**
 * What goods cost with automatic promotions and coupons: the one place where a discount is computed, for the
 * cart, for a quote and for an order. Pure.
 *
 * Promotions come first (`automatic.ts`), coupons take from what is left. They apply in one order, whatever
 * the order of their codes: those of goods, of the cart, of delivery; of one kind percentages first; then by
 * id. Each takes from what the ones before it left, never more than there is. Minimums and the threshold of
 * free delivery look at the prices before all discounts, so that one coupon never costs another its effect. A
 * coupon of delivery takes off the base fee, not the surcharge of a region. Of coupons that do not go
 * together (`combined-coupons.ts`) the first one counts.
 */
import { type Currency, type Money, money, percentOf, split } from "../../platform/money.ts";
import type { PromotionTerms } from "../promotions/contract/promotion.ts";
import type { CouponKind, CouponRefusal, CouponRefusalReason, CouponTerms } from "../promotions/contract.ts";
import { type AppliedPromotion, applyPromotions, isOfGoods, type PricedLine } from "./automatic.ts";
import { combinedCoupons } from "./combined-coupons.ts";
import type { GroupFee } from "./contract/base-fee.ts";
import type { DeliveryRules } from "./contract/delivery-rules.ts";
import { deliveryFee, type Surcharge } from "./delivery/delivery-fee.ts";

interface Basket {
  readonly lines: readonly PricedLine[];
  /** Those that count now. */
  readonly promotions: readonly PromotionTerms[];
  readonly coupons: readonly CouponTerms[];
  readonly rules: DeliveryRules;
  /** Where the goods go; null while it is not known. */
  readonly postcode: string | null;
  readonly currency: Currency;
}

/** A coupon that applies, and what it takes off. */
interface AppliedCoupon {
  readonly coupon: CouponTerms;
  readonly amount: Money;
  /** Of each line, in their order; null: it is not for the line. A coupon of delivery takes off no line. */
  readonly parts: readonly (number | null)[];
}

interface Pricing {
  readonly subtotal: Money;
  /** With the surcharge, before a coupon of delivery. */
  readonly deliveryFee: Money;
  /** The parts of the rest of the fee, in a shop with delivery groups. */
  readonly deliveryGroups: readonly GroupFee[];
  /** The part of the fee that its region costs on top. */
  readonly surcharge: Surcharge | null;
  readonly total: Money;
  /** The part of the total that is for tax-free goods. */
  readonly taxFree: number;
  readonly promotions: readonly AppliedPromotion[];
  readonly applied: readonly AppliedCoupon[];
  /** What is taken off each line, in their order: the parts of all but the coupons of delivery. */
  readonly lineDiscounts: readonly Money[];
  readonly refused: readonly CouponRefusal[];
}

const kinds: readonly CouponKind[] = ["product", "cart", "delivery"];

export function priceOf({ lines: asGiven, promotions, coupons, rules, postcode, currency }: Basket): Pricing {
  // Ties of a split go to the earlier line: they are sorted, so that the order of a cart does not matter.
  const lines = asGiven.toSorted((one, other) => (one.variantId < other.variantId ? -1 : 1));
  const subtotal = sumOf(lines.map(({ total }) => total));
  const goods = lines.map(({ total: amount, quantity: pieces, deliveryGroup: group }) => ({
    ...{ amount, pieces, group },
  }));
  const { base, groups, surcharge } = deliveryFee(rules, goods, postcode);
  const onTop = surcharge?.amount ?? 0;
  const left = { lines: lines.map(({ total }) => total), fee: base };
  const automatic = applyPromotions(lines, promotions, left.lines);
  const { applied, refused } = applyCoupons(coupons, { asGiven, lines }, left, currency);
  return {
    subtotal: money(subtotal, currency),
    deliveryFee: money(base + onTop, currency),
    deliveryGroups: groups,
    surcharge,
    total: money(sumOf(left.lines) + left.fee + onTop, currency),
    taxFree: sumOf(lines.map((line, at) => (line.taxFree ? (left.lines[at] ?? 0) : 0))),
    promotions: automatic.map((each) => ({
      ...each,
      parts: asGiven.map((line) => each.parts[lines.indexOf(line)] ?? null),
    })),
    applied,
    lineDiscounts: asGiven.map((line) =>
      money(line.total - (left.lines[lines.indexOf(line)] ?? 0), currency),
    ),
    refused,
  };
}

/** What is left of each line and of the fee. */
interface Left {
  readonly lines: number[];
  fee: number;
}

/** Takes what the coupons that go together take off from what is left. */
function applyCoupons(
  coupons: readonly CouponTerms[],
  { asGiven, lines }: Readonly<Record<"asGiven" | "lines", readonly PricedLine[]>>,
  left: Left,
  currency: Currency,
): { applied: AppliedCoupon[]; refused: CouponRefusal[] } {
  const applied: AppliedCoupon[] = [];
  const restOf = ({ kind }: CouponTerms, places: readonly number[]): number =>
    kind === "delivery" ? left.fee : sumOf(places.map((at) => left.lines[at] ?? 0));
  const candidates = coupons.map((coupon) => {
    const places = lines.flatMap((line, at) => (appliesTo(coupon, line) ? [at] : []));
    const goods = sumOf(places.map((at) => lines[at]?.total ?? 0));
    const amount = discountOf(coupon, restOf(coupon, places));
    return { coupon, places, reason: refusalOf(coupon, { places, goods, amount, currency }) };
  });
  const refusals = new Map(candidates.map(({ coupon, reason }) => [coupon, reason]));
  const able = candidates.filter(({ reason }) => reason === null);
  const together = combinedCoupons(able);
  for (const each of able) if (!together.includes(each)) refusals.set(each.coupon, "NOT_COMBINABLE");
  for (const { coupon, places } of together.toSorted((one, other) => inOrder(one.coupon, other.coupon))) {
    const amount = discountOf(coupon, restOf(coupon, places));
    // Without an effect, the use would be lost.
    if (amount === 0) {
      refusals.set(coupon, "NO_EFFECT");
      continue;
    }
    const before = [...left.lines];
    if (coupon.kind === "delivery") left.fee -= amount;
    else takeFrom(left.lines, places, amount);
    const partOf = (at: number) => (places.includes(at) ? (before[at] ?? 0) - (left.lines[at] ?? 0) : null);
    const parts = asGiven.map((line) => partOf(lines.indexOf(line)));
    applied.push({ coupon, amount: money(amount, currency), parts });
  }
  const refused = coupons.toSorted(inOrder).flatMap((coupon) => {
    const reason = refusals.get(coupon);
    return reason ? [{ coupon: coupon.code, reason }] : [];
  });
  return { applied, refused };
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function inOrder(one: CouponTerms, other: CouponTerms): number {
  const rank = ({ kind, discount }: CouponTerms) =>
    kinds.indexOf(kind) * 2 + (discount.type === "percent" ? 0 : 1);
  return rank(one) - rank(other) || (one.id < other.id ? -1 : 1);
}

/** A coupon of some goods applies to these products and to those of these categories. */
const appliesTo = (coupon: CouponTerms, line: PricedLine): boolean =>
  coupon.kind !== "product" || isOfGoods(coupon, line);

/** Never more than the rest that it is taken from. A percentage is rounded down. */
function discountOf({ discount }: CouponTerms, rest: number): number {
  if (discount.type === "fixed") return Math.min(discount.amount.amount, rest);
  return Math.min(percentOf(rest, discount.percent), discount.cap?.amount ?? rest);
}

interface Effect {
  readonly places: readonly number[];
  /** What the goods that it applies to cost before all discounts. */
  readonly goods: number;
  /** What it would take off alone. */
  readonly amount: number;
  readonly currency: Currency;
}

function refusalOf(
  { minimum }: CouponTerms,
  { places, goods, amount, currency }: Effect,
): CouponRefusalReason | null {
  if (places.length === 0 || minimum.currency !== currency) return "NOT_FOR_THESE_GOODS";
  if (goods < minimum.amount) return "MINIMUM_NOT_MET";
  return amount === 0 ? "NO_EFFECT" : null;
}

function takeFrom(left: number[], places: readonly number[], amount: number): void {
  const parts = split(
    amount,
    places.map((at) => left[at] ?? 0),
  );
  for (const [index, at] of places.entries()) left[at] = (left[at] ?? 0) - (parts[index] ?? 0);
}
