/** The delivery fee: one flat fee, and none from a threshold on. Pure. */
import { type Money, money } from "../../platform/money.ts";

export interface DeliveryRule {
  /** Minor units of the shop's currency. */
  readonly fee: number;
  /** Goods worth this much or more are delivered free; 0: always. */
  readonly freeFrom: number;
}

export function deliveryFee(rule: DeliveryRule, goods: Money): Money {
  return money(goods.amount === 0 || goods.amount >= rule.freeFrom ? 0 : rule.fee, goods.currency);
}

/** The amount to the threshold of free delivery; null when delivery is free, or the cart is empty. */
export function freeDeliveryRemaining(rule: DeliveryRule, goods: Money): Money | null {
  return deliveryFee(rule, goods).amount === 0 ? null : money(rule.freeFrom - goods.amount, goods.currency);
}
