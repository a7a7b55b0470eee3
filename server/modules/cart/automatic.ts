/**
 * What automatic promotions take off, before all coupons. Pure.
 *
 * They apply in one order, whatever the order of lines and promotions: those of buy and get, tiers by pieces,
 * tiers by amount; then by id. Each takes from what the ones before it left, never more than there is. Tiers
 * look at the prices before all discounts, so that one promotion never costs another its effect
 * (`contract/promotion-parts.ts`).
 */
import type { PromotionEffect, PromotionTerms } from "../promotions/contract/promotion.ts";
import { promotionParts } from "./contract/promotion-parts.ts";

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
  /** Of each line, in their order; null: it is not for the line. */
  readonly parts: readonly (number | null)[];
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
    const goods = places.flatMap((at) => {
      const line = lines[at];
      return line ? [{ ...line, left: left[at] ?? 0 }] : [];
    });
    const taken = promotionParts(promotion.effect, goods);
    for (const [index, at] of places.entries()) left[at] = (left[at] ?? 0) - (taken[index] ?? 0);
    const amount = taken.reduce((sum, part) => sum + part, 0);
    const parts = lines.map((_, at) => (places.includes(at) ? (taken[places.indexOf(at)] ?? 0) : null));
    return amount === 0 ? [] : [{ promotion, amount, parts }];
  });
}

const rankOf = (effect: PromotionEffect): number => {
  if (effect.type === "buy_get") return 0;
  return effect.by === "quantity" ? 1 : 2;
};

const inOrder = (one: PromotionTerms, other: PromotionTerms): number =>
  rankOf(one.effect) - rankOf(other.effect) || (one.id < other.id ? -1 : 1);
