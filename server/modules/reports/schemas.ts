/** What requests about reports hold, and what they are answered. */
import { Type } from "typebox";
import { Money } from "../../platform/money.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";

const Day = Type.String({
  format: "date",
  // PostgreSQL has no year 0.
  pattern: "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$",
  description: "a day of the shop: 2026-11-29",
});

/** An amount that may be negative: more can be refunded on a day than is sold. */
const Balance = Closed({ amount: Type.Integer(), currency: Money.properties.currency });

export const PeriodQuery = {
  from: Type.Optional({ ...Day, description: "the first day; by default 29 days before the last" }),
  to: Type.Optional({ ...Day, description: "the last day; by default today. A year at most" }),
};

const Sums = {
  orders: Type.Integer({ description: "that were paid" }),
  pieces: Type.Integer(),
  gross: { ...Money, description: "the goods before discounts" },
  discount: Money,
  delivery: Money,
  refunds: Money,
  net: { ...Balance, description: "gross − discount + delivery − refunds" },
  average: { ...Nullable(Money), description: "what an order cost; null without orders" },
};

export const SalesReport = Closed({
  from: Day,
  to: Day,
  total: Closed(Sums),
  days: Type.Array(Closed({ day: Day, ...Sums })),
});

export const ProductReport = Closed({
  from: Day,
  to: Day,
  items: Type.Array(
    Closed({
      productId: Uuid,
      name: Type.String({ description: "as its newest order has it" }),
      pieces: Type.Integer({ description: "paid for, less those canceled in the time" }),
      net: { ...Balance, description: "paid for them, less what was refunded in the time" },
    }),
  ),
});

const TaxParts = Closed({
  taxable: { ...Balance, description: "what is taxed, without its VAT (공급가액)" },
  vat: { ...Balance, description: "VAT (부가세)" },
  taxFree: { ...Balance, description: "what no VAT is on (면세)" },
  total: { ...Balance, description: "the three together: money, without points" },
});
const TaxSums = {
  sold: { ...TaxParts, description: "of the orders that were paid in the time" },
  refunded: { ...TaxParts, description: "of the money that was given back in the time" },
  net: { ...TaxParts, description: "sold − refunded" },
};
export const TaxReport = Closed({
  from: Day,
  to: Day,
  total: Closed(TaxSums),
  items: Type.Array(
    Closed({ period: Type.String({ description: "a day, 2026-11-29, or a month, 2026-11" }), ...TaxSums }),
  ),
});

const DaySales = Closed({ day: Day, orders: Type.Integer(), paid: Money });
const Count = { ...Nullable(Type.Integer()), description: "null while it cannot be read" };

export const Today = Closed({
  asOf: Timestamp,
  sales: Closed({
    today: DaySales,
    yesterday: DaySales,
    lastWeek: { ...DaySales, description: "the same day of the week before" },
  }),
  checkout: Closed({
    placed: { ...Count, description: "orders that were placed today; null while it cannot be read" },
    paid: { ...Count, description: "of those, how many are paid" },
  }),
  claims: Closed({
    fresh: { ...Count, description: "made less than a day ago" },
    aging: { ...Count, description: "less than three days ago" },
    old: Count,
  }),
  waiting: Closed({
    toPrepare: Count,
    toShip: Count,
    late: { ...Count, description: "paid more than three working days ago, and not on the way" },
    onHold: Count,
    depositsLost: { ...Count, description: "orders whose deposit was taken back by its bank" },
    failedPayments: { ...Count, description: "of the last 24 hours" },
    openRefunds: Count,
    lowStock: { ...Count, description: "SKUs at a location" },
    questions: { ...Count, description: "without an answer; 1,000 at most" },
    undelivered: { ...Count, description: "orders with a parcel that has not arrived for five days" },
    failedWebhooks: { ...Count, description: "deliveries that were given up in the last 24 hours" },
    failedMessages: { ...Count, description: "messages to phones that failed in the last 24 hours" },
    failedEvents: { ...Count, description: "events whose deliveries were given up, mails among them" },
  }),
  audit: Closed({
    checkedAt: {
      ...Nullable(Timestamp),
      description: "when the module that was audited longest ago was audited; null: none was yet",
    },
    count: Type.Integer({ description: "rows that break an invariant" }),
    modules: Type.Array(
      Closed({ module: Type.String(), count: Type.Integer(), findings: Type.Array(Type.String()) }),
      { description: "in which something was found" },
    ),
  }),
});
