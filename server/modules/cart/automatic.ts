/**
 * What automatic promotions take off, before all coupons. Pure.
 *
 * They apply in one order, whatever the order of lines and promotions: those of buy and get, tiers by pieces,
 * tiers by amount; then by id. Each takes from what the ones before it left, never more than there is. Tiers
 * look at the prices before all discounts, so that one promotion never costs another its effect. The cheapest
 * pieces are the ones that cost less.
 */
import { percentOf, split } from "../../platform/money.ts";
import type { PromotionEffect, PromotionTerms } from "../promotions/contract/promotion.ts";

/** Goods of a line that is for sale; minor units. */
export interface PricedLine {
  readonly variantId: string;
  readonly productId: string;
  /** Of the product, with those above them. */
  readonly categoryIds: readonly string[];
  readonly quantity: number;
  readonly total: number;
  /** What it is sent with; none: with the goods in no group. */
  readonly deliveryGroup?: string | undefined;
  /** Absent: it is taxed. */
  readonly taxFree?: boolean;
}

/** A promotion that applies, and what it takes off. */
export interface AppliedPromotion {
  readonly promotion: PromotionTerms;
  readonly amount: number;
}

interface Goods {
  readonly productIds: readonly string[];
  readonly categoryIds: readonly string[];
}

/** Whether a line is of these products, or of those of these categories; without any of them, each is. */
export const isOfGoods = ({ productIds, categoryIds }: Goods, line: PricedLine): boolean =>
  productIds.length + categoryIds.length === 0 ||
  productIds.includes(line.productId) ||
  categoryIds.some((id) => line.categoryIds.includes(id));

/** Takes the discounts from `left`, what each line still costs. Promotions without an effect are left out. */
export function applyPromotions(
  lines: readonly PricedLine[],
  promotions: readonly PromotionTerms[],
  left: number[],
): AppliedPromotion[] {
  return promotions.toSorted(inOrder).flatMap((promotion) => {
    const places = lines.flatMap((line, at) => (isOfGoods(promotion, line) ? [at] : []));
    const parts = partsOf(promotion.effect, { lines, places, left });
    for (const [index, at] of places.entries()) left[at] = (left[at] ?? 0) - (parts[index] ?? 0);
    const amount = parts.reduce((sum, part) => sum + part, 0);
    return amount === 0 ? [] : [{ promotion, amount }];
  });
}

const rankOf = (effect: PromotionEffect): number => {
  if (effect.type === "buy_get") return 0;
  return effect.by === "quantity" ? 1 : 2;
};

const inOrder = (one: PromotionTerms, other: PromotionTerms): number =>
  rankOf(one.effect) - rankOf(other.effect) || (one.id < other.id ? -1 : 1);

interface Basket {
  readonly lines: readonly PricedLine[];
  /** The lines that the promotion applies to. */
  readonly places: readonly number[];
  readonly left: readonly number[];
}

/** What is taken off each of the places. */
function partsOf(effect: PromotionEffect, basket: Basket): number[] {
  return effect.type === "buy_get" ? freeParts(effect, basket) : tierParts(effect, basket);
}

function freeParts(
  { buy, get, percent }: Extract<PromotionEffect, { type: "buy_get" }>,
  { lines, places, left }: Basket,
): number[] {
  const pieces = places.reduce((sum, at) => sum + (lines[at]?.quantity ?? 0), 0);
  let cheaper = Math.floor(pieces / (buy + get)) * get;
  const parts = new Map<number, number>();
  for (const at of places.toSorted((one, other) => byUnitPrice(lines[one], lines[other]))) {
    const quantity = lines[at]?.quantity ?? 0;
    const taken = Math.min(quantity, cheaper);
    cheaper -= taken;
    parts.set(at, taken === 0 ? 0 : percentOf(partOf(left[at] ?? 0, taken, quantity), percent));
  }
  return places.map((at) => parts.get(at) ?? 0);
}

/** The cheapest first; of one price by variant, so that the order of lines does not matter. */
function byUnitPrice(one: PricedLine | undefined, other: PricedLine | undefined): number {
  if (!one || !other) return 0;
  return (
    one.total / one.quantity - other.total / other.quantity || (one.variantId < other.variantId ? -1 : 1)
  );
}

/** `whole · part / all`, rounded down. */
const partOf = (whole: number, part: number, all: number): number =>
  Number((BigInt(whole) * BigInt(part)) / BigInt(all));

function tierParts(
  { by, tiers }: Extract<PromotionEffect, { type: "tiers" }>,
  { lines, places, left }: Basket,
): number[] {
  const reached = places.reduce(
    (sum, at) => sum + ((by === "amount" ? lines[at]?.total : lines[at]?.quantity) ?? 0),
    0,
  );
  const discount = tiers.findLast(({ from }) => from <= reached)?.discount;
  const weights = places.map((at) => left[at] ?? 0);
  const rest = weights.reduce((sum, weight) => sum + weight, 0);
  if (!discount || rest === 0) return places.map(() => 0);
  const amount =
    discount.type === "fixed" ? Math.min(discount.amount.amount, rest) : percentOf(rest, discount.percent);
  return split(amount, weights);
}
