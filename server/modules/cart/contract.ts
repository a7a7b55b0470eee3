import { type Static, Type } from "typebox";
import { call, contract } from "../../platform/contract/contract.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Nothing, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { VariantCard } from "../catalog/contract/variant.ts";
import { Quantity } from "../inventory/contract.ts";
import { PromotionEffect } from "../promotions/contract/promotion.ts";
import {
  CouponCodes,
  CouponKind,
  CouponRefusal,
  PointRefusalReason,
  Points,
} from "../promotions/contract.ts";
import { DeliveryRules, Postcode, RegionName } from "./contract/delivery-rules.ts";
import { TaxSplit } from "./contract/tax.ts";

/** `variant.price`: of each piece of this line, by its quantity and for this shopper. */
const QuoteLine = Closed({
  variant: VariantCard,
  quantity: Quantity,
  shownPrice: Money,
  lineTotal: Money,
  discount: { ...Money, description: "the line's part of the discounts of the goods" },
  regularPrice: Type.Optional(
    Type.Object(Money.properties, {
      additionalProperties: false,
      description: "the variant's own price, when a price list has a lower one",
    }),
  ),
});

/** What the region of the postcode costs on top. */
export const DeliverySurcharge = Closed({ region: RegionName, amount: Money });

/** What a coupon takes off an order. `coupon`: its code. */
export const Discount = Closed({
  couponId: Uuid,
  coupon: Type.String(),
  name: Type.String(),
  kind: CouponKind,
  amount: Money,
});
export type Discount = Static<typeof Discount>;

/** What an automatic promotion takes off an order. */
export const PromotionDiscount = Closed({ promotionId: Uuid, name: Type.String(), amount: Money });

/**
 * What a cart costs at this moment, line by line, computed from the catalogue's prices, coupons and points
 * alone. The total is the subtotal less promotions and discounts, plus the delivery fee, less the points.
 */
const { base, combine } = DeliveryRules.properties;
const groups = Type.Optional(Type.Array(Closed({ code: Type.String(), name: RegionName, base })));
const Parts = Type.Array(Nullable(Type.Integer()), { description: "null: it is not for the line" });
/** What an order keeps of the rules that priced it, for what a part of it would have cost. By quote line. */
const QuoteTerms = Closed({
  delivery: Closed({ base, groups, combine }),
  groups: Type.Array(Nullable(Type.String())),
  coupons: Type.Array(
    Closed({
      couponId: Uuid,
      minimum: Type.Integer({ description: "minor units" }),
      parts: Parts,
    }),
  ),
  promotions: Type.Optional(
    Type.Array(Closed({ promotionId: Uuid, name: Type.String(), effect: PromotionEffect, parts: Parts }), {
      description: "in the order in which they apply",
    }),
  ),
});

export const Quote = Closed({
  lines: Type.Array(QuoteLine),
  subtotal: Money,
  deliveryFee: { ...Money, description: "with the surcharge" },
  deliverySurcharge: Nullable(DeliverySurcharge),
  deliveryGroups: Type.Array(Closed({ name: Nullable(RegionName), fee: Money }), {
    description: "the parts of the fee without the surcharge; the name is null for goods in no group",
  }),
  shownDeliveryFee: { ...Money, description: "the fee that the shopper was shown last" },
  promotions: Type.Array(PromotionDiscount, { description: "automatic ones, before all coupons" }),
  promotionDiscount: { ...Money, description: "the sum of `promotions`" },
  shownPromotionDiscount: { ...Money, description: "the sum that the shopper was shown last" },
  discounts: Type.Array(Discount, { description: "by coupon" }),
  refused: Type.Array(CouponRefusal, { description: "the coupons that do not apply" }),
  pointsSpent: Points,
  points: Nullable(
    Closed({
      available: Points,
      most: { ...Points, description: "as many as this order can spend" },
      refused: Nullable(PointRefusalReason),
    }),
  ),
  total: Money,
  tax: { ...TaxSplit, description: "the parts of the total" },
  minimumPayment: Nullable(Money),
  terms: Type.Optional(QuoteTerms),
});
export type Quote = Static<typeof Quote>;
export type QuoteLine = Static<typeof QuoteLine>;

/** Why fewer pieces than were asked for are in the cart. */
export const AddProblem = Type.Enum([
  "UNKNOWN_SKU",
  "NOT_FOR_SALE",
  "SOLD_OUT",
  "NOT_ENOUGH_STOCK",
  "QUANTITY_LIMIT",
  "MINIMUM_QUANTITY",
  "TOO_MANY_LINES",
]);
const Added = {
  added: Type.Integer({ minimum: 0, description: "pieces that are in the cart now" }),
  problem: { ...Nullable(AddProblem), description: "why not all; null: all are" },
};
export const AddedLine = Closed({ variantId: Uuid, ...Added });
export type AddedLine = Static<typeof AddedLine>;

const MemberRef = Closed({ memberId: Uuid });

const exportedGoods = {
  variantId: Uuid,
  sku: Nullable(Type.String({ description: "null: this variant does not exist any more" })),
  name: Nullable(Type.String()),
  options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
  quantity: Type.Integer(),
};

/** A member's cart in the export of the member's data. */
export const ExportedCart = Closed({
  id: Uuid,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  items: Type.Array(
    Closed({
      ...exportedGoods,
      shownPrice: Type.Object({ amount: Type.Integer(), currency: Type.String() }),
    }),
  ),
  savedItems: Type.Optional(Type.Array(Closed(exportedGoods), { description: "for later, beside the cart" })),
});
export type ExportedCart = Static<typeof ExportedCart>;

/** What other modules may call. */
export const cart = contract(
  "cart",
  {
    /**
     * Returns what a cart costs. `memberId`: the member that orders, null for a guest. A coupon that does not
     * apply is in `refused`, and takes nothing off; points that cannot be spent are not spent at all, for the
     * reason in `points`, which is null when none are asked for. `minimumPayment`: a payment must be as much,
     * and the total is less; null: it can be paid. Throws NOT_FOUND for a
     * cart that is unknown or another member's, AMOUNT_LIMIT for one above the largest amount of an order,
     * QUANTITY_LIMIT or MINIMUM_QUANTITY for a line outside the limits of its product, TOO_MANY_REQUESTS
     * after too many wrong codes of coupons.
     */
    quote: call({
      input: Closed({
        cartId: Uuid,
        memberId: Type.Optional(Nullable(Uuid)),
        coupons: Type.Optional(CouponCodes),
        points: Type.Optional(Points),
        postcode: Type.Optional(Postcode),
        network: Type.Optional(
          Nullable(Type.String({ maxLength: 100, description: "of the client; it counts wrong codes" })),
        ),
      }),
      output: Quote,
      retry: "safe",
    }),
    /** Stores the prices and the fee that the shopper was shown, so that the next order accepts them. */
    showPrices: call({
      input: Closed({
        cartId: Uuid,
        prices: Type.Array(Closed({ variantId: Uuid, price: Money })),
        deliveryFee: Type.Optional(Money),
        surcharge: Type.Optional({ ...Money, description: "the part of the fee that the region costs" }),
        promotionDiscount: Type.Optional(Money),
      }),
      output: Nothing,
      retry: "safe",
    }),
    /** Removes the pieces that an order bought, once per order. A cart that is gone is no error. */
    removePurchased: call({
      input: Closed({
        cartId: Uuid,
        orderId: Uuid,
        lines: Type.Array(Closed({ variantId: Uuid, quantity: Type.Integer({ minimum: 1 }) })),
      }),
      output: Nothing,
      retry: "safe",
    }),
    /**
     * Puts what can be bought of the lines into the shopper's cart, and tells of each line, in their order,
     * what became of it. `cartId`: a guest's; a new cart is opened where there is none, or none any more.
     */
    addLines: call({
      input: Closed({
        memberId: Nullable(Uuid),
        cartId: Nullable(Uuid),
        lines: Type.Array(Closed({ variantId: Uuid, quantity: Quantity }), { maxItems: 200 }),
      }),
      output: Closed({ cartId: Uuid, lines: Type.Array(AddedLine) }),
      retry: "never",
    }),
    /** Opens a cart of its own, with the prices of the member, for an order that staff place. As above. */
    openCart: call({
      input: Closed({
        memberId: Nullable(Uuid),
        lines: Type.Array(Closed({ sku: Type.String({ maxLength: 64 }), quantity: Quantity }), {
          maxItems: 200,
        }),
      }),
      output: Closed({
        cartId: Uuid,
        lines: Type.Array(Closed({ sku: Type.String(), ...Added })),
      }),
      retry: "never",
    }),
    /** The member's cart, for the export of their data; null when there is none. */
    exportOf: call({ input: MemberRef, output: Nullable(ExportedCart), retry: "safe" }),
    /** The member left: deletes the member's cart. */
    forgetMember: call({ input: MemberRef, output: Nothing, retry: "safe" }),
  },
  {
    routes: [
      "/api/v1/carts",
      "/api/v1/me/cart",
      "/api/v1/delivery",
      "/api/v1/admin/delivery-rules",
      "/api/v1/admin/promotions/simulate",
    ],
  },
);

/** The topic (platform/db/changes.ts) on which every process learns that delivery costs something else. */
export const DELIVERY_CHANGED = "cart.delivery";

export type CartError =
  | "NOT_FOUND"
  | "UNKNOWN_VARIANT"
  | "TOO_MANY_LINES"
  | "QUANTITY_LIMIT"
  | "MINIMUM_QUANTITY"
  | "AMOUNT_LIMIT"
  | "STALE_EDIT";
