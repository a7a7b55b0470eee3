/** What other modules may ask about sales as a whole: figures, and no buyer. */
import { type Static, Type } from "typebox";
import { call } from "../../../platform/contract/contract.ts";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";

const Minor = Type.Integer({ description: "minor units" });

const ProductSales = Closed({
  productId: Uuid,
  name: Type.String({ description: "as the newest of these orders has it, in Korean" }),
  pieces: Type.Integer({ description: "paid for in the time, less those canceled in it" }),
  net: { ...Minor, description: "minor units paid for them, less what was refunded for them in the time" },
});

/** Sales of a time: orders by the moment of their payment, refunds by the moment they were booked. */
export const Sales = Closed({
  orders: Type.Integer(),
  pieces: Type.Integer(),
  gross: { ...Minor, description: "the goods before discounts, minor units" },
  discount: Minor,
  delivery: Minor,
  refunds: Minor,
  taxable: { ...Minor, description: "what is taxed of the orders' totals, without its VAT" },
  vat: Minor,
  taxFree: Minor,
  refundedTaxable: { ...Minor, description: "the same parts of what was given back in money" },
  refundedVat: Minor,
  refundedTaxFree: Minor,
  products: Type.Array(ProductSales),
});
export type Sales = Static<typeof Sales>;

export const salesCalls = {
  /** Reads every order of the time by an index: for a day, and not for a request of staff. */
  salesBetween: call({
    input: Closed({ from: Timestamp, until: Timestamp, currency: Money.properties.currency }),
    output: Sales,
    retry: "safe",
    deadlineMs: 30_000,
  }),
  /** When the first order was paid. Null: none was. */
  firstSale: call({ input: Closed({}), output: Closed({ at: Nullable(Timestamp) }), retry: "safe" }),
  /**
   * The orders that were placed since then, and those of them that are paid; and open claims by the time
   * since they were made: less than a day, less than three, more.
   */
  dayForStaff: call({
    input: Closed({ since: Timestamp, now: Timestamp }),
    output: Closed({
      placed: Type.Integer(),
      paid: Type.Integer(),
      claims: Closed({ fresh: Type.Integer(), aging: Type.Integer(), old: Type.Integer() }),
    }),
    retry: "safe",
  }),
  /**
   * Orders that wait for staff. `late`: those that were paid before `lateBefore` and are not sent.
   * `undelivered`: those with a parcel that was sent before `sentBefore` and has not arrived.
   */
  waitingForStaff: call({
    input: Closed({ lateBefore: Timestamp, sentBefore: Timestamp }),
    output: Closed({
      toPrepare: Type.Integer(),
      toShip: Type.Integer(),
      late: Type.Integer(),
      onHold: Type.Integer(),
      undelivered: Type.Integer(),
      depositsLost: Type.Integer({ description: "the bank took the deposit back" }),
    }),
    retry: "safe",
  }),
};
