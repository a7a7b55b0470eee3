/** The schemas of the orders module's responses. */
import { Type } from "typebox";
import { Money } from "../../platform/money.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { TaxSplit } from "../cart/contract/tax.ts";
import { AddedLine, Discount } from "../cart/contract.ts";
import { TaxType } from "../catalog/contract/product-words.ts";
import { shownVariantFields } from "../catalog/contract/variant.ts";
import { CashReceipt } from "../payments/contract/cash-receipt.ts";
import { AttemptView, Deposit, PaymentSession, Provider } from "../payments/contract.ts";
import { Points } from "../promotions/contract.ts";
import { Contact, OrderStatus, Pieces, ShippingAddress } from "./contract.ts";
import { lineStatuses } from "./line-status.ts";

const { couponId, ...shownDiscount } = Discount.properties;

export const Order = Closed({
  id: Uuid,
  number: Type.String(),
  status: OrderStatus,
  placedAt: Timestamp,
  expiresAt: Nullable(Timestamp),
  paidAt: Nullable(Timestamp),
  contact: Contact,
  shippingAddress: ShippingAddress,
  items: Type.Array(
    Closed({
      id: Uuid,
      ...shownVariantFields,
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
      discount: Type.Optional({
        ...Money,
        description: "the line's part of the discounts of the goods; older answers have none",
      }),
      taxType: Type.Optional({ ...TaxType, description: "older orders have none" }),
    }),
  ),
  subtotal: Money,
  discount: { ...Money, description: "the sum of `promotions` and `discounts`" },
  promotions: Type.Optional(
    Type.Array(Closed({ name: Type.String(), amount: Money }), {
      description: "automatic ones; older answers have none",
    }),
  ),
  discounts: Type.Optional(
    Type.Array(Closed(shownDiscount), { description: "by coupon; older answers have none" }),
  ),
  deliveryFee: { ...Money, description: "with the surcharge" },
  deliverySurcharge: Type.Optional(Nullable(Closed({ region: Type.String(), amount: Money }))),
  deliveryGroups: Type.Optional(
    Type.Array(Closed({ name: Nullable(Type.String()), fee: Money }), {
      description: "the parts of the fee without the surcharge; older answers have none",
    }),
  ),
  pointsSpent: Type.Optional({ ...Points, description: "off the total; older answers have none" }),
  pointsEarned: Type.Optional({
    ...Points,
    description: "of the money that is not given back, when the order is completed; older answers have none",
  }),
  total: { ...Money, description: "what money pays" },
  tax: Type.Optional({ ...TaxSplit, description: "the parts of the total; older orders have none" }),
  payment: Nullable(
    Closed({
      status: AttemptView.properties.status,
      provider: Provider,
      method: Nullable(Type.String()),
      failure: Nullable(Closed({ code: Type.String(), message: Type.String() })),
      deposit: Type.Optional({ ...Deposit, description: "of a payment by deposit" }),
    }),
  ),
  events: Type.Array(Closed({ type: Type.String(), at: Timestamp })),
});

export const Shipment = Closed({
  id: Uuid,
  carrier: Type.String({ description: "its name" }),
  trackingNumber: Type.String(),
  trackingUrl: Nullable(Type.String({ description: "where the carrier shows the parcel, if it is known" })),
  lines: Type.Array(Pieces),
  shippedAt: Timestamp,
  deliveredAt: Nullable(Timestamp),
  claimId: Nullable({ ...Uuid, description: "the exchange whose goods it carries" }),
});

/** An order with what happened after its payment. */
export const OrderDetails = Closed({
  ...Order.properties,
  items: Type.Array(
    Closed({
      ...Order.properties.items.items.properties,
      canceled: Type.Integer({ description: "pieces that are not bought any more" }),
      shipped: Type.Integer({ description: "pieces in parcels" }),
      claimed: Type.Integer({
        description: "sent pieces in claims; claims can be made for `shipped` + `exchanged` less these",
      }),
      returned: Type.Integer({ description: "pieces that were sent back and refunded" }),
      exchanged: Type.Optional(
        Type.Integer({ description: "pieces whose replacement has arrived; older answers have none" }),
      ),
      status: Type.Optional(
        Type.Enum([...lineStatuses], {
          description: "where the goods are, from these counts; older answers have none",
        }),
      ),
    }),
  ),
  refunded: { ...Money, description: "what was given back" },
  refundPending: Type.Optional({
    ...Money,
    description: "what is still to be given back: it may be checked first; older answers have none",
  }),
  pointsRefunded: Type.Optional({ ...Points, description: "older answers have none" }),
  shipments: Type.Array(Shipment),
  cashReceipt: Type.Optional({ ...CashReceipt, description: "of an order that is paid by transfer" }),
  refundAccountNeeded: Type.Optional(
    Type.Boolean({ description: "true: the deposit can only be paid back to an account that is not known" }),
  ),
});

const Refund = Closed({
  id: Uuid,
  amount: Money,
  points: Type.Optional({ ...Points, description: "that come back; older answers have none" }),
  deducted: Type.Optional({ ...Money, description: "for what the rest costs more; older answers have none" }),
});
export const Canceled = Closed({
  order: OrderDetails,
  refund: Type.Optional({ ...Refund, description: "absent for an order that was not paid" }),
});
export const Deductions = Type.Array(
  Closed({
    kind: Type.Enum(["delivery", "coupon", "promotion"]),
    name: Nullable(Type.String({ description: "of the coupon or the automatic promotion" })),
    amount: Money,
  }),
);
/** What a cancellation would give back. */
export const CancelQuote = Closed({
  refund: Money,
  points: { ...Points, description: "that would come back" },
  whole: Type.Boolean({ description: "nothing of the order would be left" }),
  deductions: {
    ...Deductions,
    description: "already taken off `refund`: what the rest of the order has not earned by itself",
  },
});

/** What became of each line, in the order of the order's lines. */
export const RefilledCart = Closed({
  cartId: Uuid,
  lines: Type.Array(
    Closed({
      lineId: Uuid,
      requested: Type.Integer({ description: "pieces that were ordered" }),
      added: AddedLine.properties.added,
      problem: AddedLine.properties.problem,
    }),
  ),
});

export const Placed = Closed({
  order: Order,
  payment: { ...Nullable(PaymentSession), description: "null: there is nothing to pay" },
  guestToken: Type.Optional(Type.String({ description: "a guest's proof; a member needs none" })),
});

/** Without the buyer when a member's order is confirmed by a request that is not signed in. */
export const ConfirmedOrder = Closed({
  ...Order.properties,
  contact: Type.Optional(Contact),
  shippingAddress: Type.Optional(ShippingAddress),
});

export const OrderSummary = Closed({
  id: Uuid,
  number: Type.String(),
  status: OrderStatus,
  placedAt: Timestamp,
  total: Money,
  itemCount: Type.Integer({ description: "lines, so that a list can say: the first, and so many more" }),
  firstItem: Closed({ name: Type.String(), image: shownVariantFields.image }),
});
export const OrderPage = Closed({ items: Type.Array(OrderSummary), nextCursor: Nullable(Type.String()) });
