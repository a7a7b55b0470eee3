import { type Static, Type } from "typebox";
import { contract, event } from "../../platform/contract/contract.ts";
import { Closed, Text, Uuid } from "../../platform/schema.ts";

const Phone = Type.String({ pattern: "^\\+?[0-9][0-9 -]{6,18}$", description: "digits, spaces and hyphens" });

export const Contact = Closed({
  name: Text(60),
  email: Type.String({ format: "email", maxLength: 254 }),
  phone: Phone,
});
export const ShippingAddress = Closed({
  recipient: Text(60),
  phone: Phone,
  postcode: Type.String({ pattern: "^[0-9]{5}$", description: "5 digits" }),
  address1: Text(200),
  address2: Type.Optional(Text(200)),
  memo: Type.Optional(Text(200)),
});
export const PlaceOrder = Closed({
  cartId: Uuid,
  contact: Contact,
  shippingAddress: ShippingAddress,
  paymentMethod: Type.Optional(Type.Union([Type.Literal("CARD")])),
});
export type PlaceOrder = Static<typeof PlaceOrder>;

/** What others may ask of orders, and hear of them. */
export const orders = contract(
  "orders",
  {},
  {
    events: {
      /** An order is paid. Nobody listens yet: the goods are booked out on `payments.paid`. */
      paid: event({ version: 1, payload: Closed({ orderId: Uuid }) }),
    },
  },
);

export type OrderError =
  | "NOT_FOUND"
  | "CART_EMPTY"
  | "NOT_FOR_SALE"
  | "PRICE_CHANGED"
  | "NOTHING_TO_PAY"
  | "ORDER_CLOSED"
  | "OUT_OF_STOCK"
  | "PAYMENT_REFUSED";
