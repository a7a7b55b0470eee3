/**
 * What one automatic promotion takes off goods: for a cart (`cart/automatic.ts`), and for what is left of an
 * order by the terms of its day (`orders/cancel-terms.ts`). Pure.
 *
 * The cheapest pieces are the ones that cost less. Tiers look at the prices before all discounts.
 */
import { percentOf, split } from "../../../platform/money.ts";
import type { PromotionEffect } from "../../promotions/contract/promotion.ts";

/** Goods that a promotion is for; minor units. */
export interface PromotedGoods {
  readonly variantId: string;
  readonly quantity: number;
  readonly total: number;
  /** What they still cost, after the promotions before. */
  readonly left: number;
}

/** What is taken off each of the goods. */
export const promotionParts = (effect: PromotionEffect, goods: readonly PromotedGoods[]): number[] =>
  effect.type === "buy_get" ? freeParts(effect, goods) : tierParts(effect, goods);

function freeParts(
  { buy, get, percent }: Extract<PromotionEffect, { type: "buy_get" }>,
  goods: readonly PromotedGoods[],
): number[] {
  const pieces = goods.reduce((sum, { quantity }) => sum + quantity, 0);
  let cheaper = Math.floor(pieces / (buy + get)) * get;
  const parts = new Map<PromotedGoods, number>();
  for (const each of goods.toSorted(byUnitPrice)) {
    const { quantity, left } = each;
    const taken = Math.min(quantity, cheaper);
    cheaper -= taken;
    parts.set(each, taken === 0 ? 0 : percentOf(partOf(left, taken, quantity), percent));
  }
  return goods.map((each) => parts.get(each) ?? 0);
}

/** The cheapest first; of one price by variant, so that the order of lines does not matter. */
const byUnitPrice = (one: PromotedGoods, other: PromotedGoods): number =>
  one.total / one.quantity - other.total / other.quantity || (one.variantId < other.variantId ? -1 : 1);

/** `whole · part / all`, rounded down. */
const partOf = (whole: number, part: number, all: number): number =>
  Number((BigInt(whole) * BigInt(part)) / BigInt(all));

function tierParts(
  { by, tiers }: Extract<PromotionEffect, { type: "tiers" }>,
  goods: readonly PromotedGoods[],
): number[] {
  const reached = goods.reduce((sum, { total, quantity }) => sum + (by === "amount" ? total : quantity), 0);
  const discount = tiers.findLast(({ from }) => from <= reached)?.discount;
  const rest = goods.reduce((sum, { left }) => sum + left, 0);
  if (!discount || rest === 0) return goods.map(() => 0);
  const amount =
    discount.type === "fixed" ? Math.min(discount.amount.amount, rest) : percentOf(rest, discount.percent);
  return split(
    amount,
    goods.map(({ left }) => left),
  );
}
