/** What was bought together, for recommendations: products, and no name or address. */
import { Type } from "typebox";
import { call } from "../../../platform/contract/contract.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";

const Basket = Closed({
  orderId: Uuid,
  memberId: { ...Nullable(Uuid), description: "null: a guest's, or of a member who has left" },
  at: { ...Timestamp, description: "when it was paid, or refunded" },
  lines: Type.Array(
    Closed({
      lineId: Uuid,
      productId: Uuid,
      quantity: Type.Integer({ description: "pieces" }),
      amount: Type.Integer({ description: "for these pieces less their discounts, minor units" }),
    }),
  ),
});

export const basketCalls = {
  /** Null: the order is not paid, or there is none. */
  basketOf: call({ input: Closed({ orderId: Uuid }), output: Nullable(Basket), retry: "safe" }),
  /** The pieces that a refund took back. Null: there is no such refund. */
  refundedBasket: call({ input: Closed({ refundId: Uuid }), output: Nullable(Basket), retry: "safe" }),
  /** Whether the token is the proof of the guest whose order it is. */
  opensOrder: call({
    input: Closed({ orderId: Uuid, guestToken: Type.String({ maxLength: 200 }) }),
    output: Closed({ opens: Type.Boolean() }),
    retry: "safe",
  }),
};
