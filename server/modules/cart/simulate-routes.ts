/** Drafts of promotions and coupons, tried on a cart. */
import { Type } from "typebox";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Money } from "../../platform/money.ts";
import { Closed } from "../../platform/schema.ts";
import { Sku } from "../catalog/contract/product-words.ts";
import { Quantity } from "../inventory/contract.ts";
import { NewCoupon } from "../promotions/contract/coupon-input.ts";
import { NewPromotion } from "../promotions/contract/promotion.ts";
import { CouponRefusalReason } from "../promotions/contract.ts";
import type { CartContext } from "./context.ts";
import { Postcode } from "./contract/delivery-rules.ts";
import type { Quote } from "./contract.ts";
import { simulate } from "./service/simulate.ts";

const SimulatedCart = Closed({
  lines: Type.Array(
    Closed({
      sku: Type.String(),
      name: Type.String(),
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
      discount: Money,
    }),
  ),
  subtotal: Money,
  discounts: Type.Array(Closed({ name: Type.String(), amount: Money }), {
    description: "promotions first, then the coupon",
  }),
  refused: Type.Array(CouponRefusalReason, { description: "why the coupon does not apply" }),
  deliveryFee: Money,
  total: Money,
});

function presentSimulated({ lines, promotions, discounts, refused, ...sums }: Quote) {
  return {
    lines: lines.map(({ variant: { sku, name, price }, quantity, lineTotal, discount }) => ({
      ...{ sku, name, quantity, unitPrice: price, lineTotal, discount },
    })),
    subtotal: sums.subtotal,
    discounts: [...promotions, ...discounts].map(({ name, amount }) => ({ name, amount })),
    refused: refused.map(({ reason }) => reason),
    deliveryFee: sums.deliveryFee,
    total: sums.total,
  };
}

export function simulateRoutes(app: App, carts: CartContext): void {
  app.post(
    "/api/v1/admin/promotions/simulate",
    {
      config: { access: can("coupon:write") },
      schema: {
        tags: ["promotions"],
        summary: "Try a draft of a promotion or a coupon on a cart",
        description:
          "What a shopper would pay for these goods without the draft and with it, beside the promotions " +
          "that count now. A draft counts at once, whatever its period. Stores nothing.",
        body: Closed({
          promotion: Type.Optional(NewPromotion),
          coupon: Type.Optional(NewCoupon),
          lines: Type.Array(Closed({ sku: Sku, quantity: Quantity }), { minItems: 1, maxItems: 50 }),
          member: Type.Optional(Type.Boolean({ default: false, description: "a member's cart" })),
          postcode: Type.Optional(Postcode),
        }),
        response: { 200: Closed({ before: SimulatedCart, after: SimulatedCart }) },
      },
    },
    async (request) => {
      const { member = false, postcode = null, ...trial } = request.body;
      const { before, after } = await simulate(carts, { ...trial, member, postcode });
      return { before: presentSimulated(before), after: presentSimulated(after) };
    },
  );
}
