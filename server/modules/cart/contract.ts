import { type Static, Type } from "typebox";
import { call, contract } from "../../platform/contract/contract.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Nothing, Quantity, Uuid } from "../../platform/schema.ts";
import { VariantCard } from "../catalog/contract.ts";

const QuoteLine = Closed({ variant: VariantCard, quantity: Quantity, shownPrice: Money, lineTotal: Money });

/** What a cart costs at this moment, line by line, computed from the catalogue's prices alone. */
export const Quote = Closed({
  lines: Type.Array(QuoteLine),
  subtotal: Money,
  deliveryFee: Money,
  total: Money,
});
export type Quote = Static<typeof Quote>;
export type QuoteLine = Static<typeof QuoteLine>;

/** What others may ask of carts. */
export const cart = contract("cart", {
  /** Throws NOT_FOUND for an unknown cart, AMOUNT_LIMIT for one that is worth more than any order may be. */
  quote: call({ input: Closed({ cartId: Uuid }), output: Quote, retry: "safe" }),
  /** Notes the prices that the shopper has now been told, so that the next order accepts them. */
  showPrices: call({
    input: Closed({ cartId: Uuid, prices: Type.Array(Closed({ variantId: Uuid, price: Money })) }),
    output: Nothing,
    retry: "safe",
  }),
});

export type CartError = "NOT_FOUND" | "UNKNOWN_VARIANT" | "TOO_MANY_LINES" | "QUANTITY_LIMIT" | "AMOUNT_LIMIT";
