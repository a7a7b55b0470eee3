/** What a cart costs with coupons and points, before the order. */
import { Type } from "typebox";
import { accountIdOf, guestOrSignedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Plain, Uuid } from "../../platform/schema.ts";
import { shownVariantFields } from "../catalog/contract/variant.ts";
import { CouponCodes, Points } from "../promotions/contract.ts";
import type { CartContext } from "./context.ts";
import { Quote } from "./contract.ts";
import { presentQuote } from "./present.ts";
import { quote } from "./service/read-cart.ts";

const { lines, discounts, ...sums } = Quote.properties;
const { couponId, ...shownDiscount } = discounts.items.properties;

const CartQuote = Closed({
  lines: Type.Array(
    Closed({
      ...shownVariantFields,
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
      discount: lines.items.properties.discount,
    }),
  ),
  discounts: Type.Array(Closed(shownDiscount)),
  ...sums,
});

export function quoteRoutes(app: App, carts: CartContext): void {
  app.post(
    "/api/v1/carts/:id/quote",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags: ["cart"],
        summary: "Compute what a cart costs with coupons and points",
        description:
          "The total is the subtotal less the discounts, plus the delivery fee, less the points. Points " +
          "that cannot be spent are not spent at all. A total below `minimumPayment` cannot be ordered. " +
          "Stores nothing: an order with the same coupons and points costs the same, unless something " +
          "changes first.",
        problems: ["AMOUNT_LIMIT", "QUANTITY_LIMIT", "MINIMUM_QUANTITY"],
        params: Closed({ id: Uuid }),
        body: Closed({
          coupons: Type.Optional(CouponCodes),
          points: Type.Optional(Points),
          postcode: Type.Optional(
            Plain("^[0-9]{5}$", { description: "5 digits; every place costs the same" }),
          ),
        }),
        response: { 200: CartQuote },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { coupons: codes = [], points = 0 } = request.body;
      const quoted = await quote(carts, request.params.id, accountIdOf(request), { codes, points });
      return presentQuote(quoted, languageOf(request));
    },
  );
}
