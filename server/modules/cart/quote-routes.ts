/** What a cart costs with coupons and points, before the order. */
import { Type } from "typebox";
import { accountIdOf, guestOrSignedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Money } from "../../platform/money.ts";
import { networkOf } from "../../platform/network.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import { shownVariantFields } from "../catalog/contract/variant.ts";
import { CouponCodes, Points } from "../promotions/contract.ts";
import type { CartContext } from "./context.ts";
import { Postcode } from "./contract/delivery-rules.ts";
import { Quote } from "./contract.ts";
import { presentQuote } from "./present.ts";
import { showQuote } from "./service/read-cart.ts";

const { lines, promotions, discounts, deliverySurcharge, deliveryGroups, ...rest } = Quote.properties;
const { shownDeliveryFee, shownPromotionDiscount, promotionDiscount, ...sums } = rest;
const { promotionId, ...shownPromotion } = promotions.items.properties;
const { couponId, ...shownDiscount } = discounts.items.properties;

const CartQuote = Closed({
  lines: Type.Array(
    Closed({
      ...shownVariantFields,
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
      discount: lines.items.properties.discount,
      problem: Type.Optional(
        Type.Literal("NOT_FOR_SALE", { description: "the sums leave the line out, and no order takes it" }),
      ),
    }),
  ),
  promotions: Type.Array(Closed(shownPromotion), { description: "automatic ones, before all coupons" }),
  discounts: Type.Array(Closed(shownDiscount), { description: "by coupon" }),
  deliverySurcharge: Nullable(
    Closed({ region: Type.String(), amount: { ...Money, description: "the fee has it already" } }),
  ),
  deliveryGroups: Type.Array(Closed({ ...deliveryGroups.items.properties, name: Nullable(Type.String()) }), {
    description: "of a shop with delivery groups: the parts of the fee without the surcharge",
  }),
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
          "The total is the subtotal less promotions and discounts, plus the delivery fee, less the " +
          "points. Points that cannot be spent are not spent at all. A total below `minimumPayment` cannot " +
          "be ordered. The delivery fee has the surcharge of the postcode's region. An order with the same " +
          "coupons, points and postcode costs the same, unless something changes first: then it is refused " +
          "once. Codes that no coupon has are counted: after too many of them others have to wait.",
        problems: ["AMOUNT_LIMIT", "QUANTITY_LIMIT", "MINIMUM_QUANTITY", "TOO_MANY_REQUESTS"],
        params: Closed({ id: Uuid }),
        body: Nullable(
          Closed({
            coupons: Type.Optional(CouponCodes),
            points: Type.Optional(Points),
            postcode: Type.Optional(Postcode),
          }),
        ),
        response: { 200: CartQuote },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { coupons: codes = [], points = 0, postcode = null } = request.body ?? {};
      const quoted = await showQuote(carts, request.params.id, accountIdOf(request), {
        ...{ codes, points, postcode, network: networkOf(request.ip) },
      });
      return presentQuote(quoted, languageOf(request));
    },
  );
}
