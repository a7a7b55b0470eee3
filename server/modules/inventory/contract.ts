import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Closed, Nothing, Timestamp, Uuid } from "../../platform/schema.ts";

/** How many of one variant a shopper may want at once. */
export const Quantity = Type.Integer({ minimum: 1, maximum: 999 });

const Line = Closed({ variantId: Uuid, quantity: Quantity });
export const ReserveInput = Closed({
  orderId: Uuid,
  lines: Type.Array(Line, { minItems: 1, maxItems: 200 }),
  until: Timestamp,
});
const OrderRef = Closed({ orderId: Uuid });
const Reservation = Closed({ orderId: Uuid, expiresAt: Timestamp });
const Opening = Closed({
  variantId: Uuid,
  sku: Type.String(),
  quantity: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
});
const Availability = Closed({ variantId: Uuid, available: Type.Integer() });

export type ReserveInput = Static<typeof ReserveInput>;
export type Reservation = Static<typeof Reservation>;

/** What others may ask of the stock. */
export const inventory = contract(
  "inventory",
  {
    /** Holds stock for every line of an order, or for none. Asking again with the same order id is the same hold. */
    reserve: call({ input: ReserveInput, output: Reservation, retry: "safe" }),
    /** Keeps an order's hold until the given moment at least; takes the stock again when the hold had lapsed. */
    extend: call({ input: Closed({ orderId: Uuid, until: Timestamp }), output: Reservation, retry: "safe" }),
    /** Gives back what the order holds. */
    release: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /** Books out what the order holds: it is sold. A hold that lapsed is taken again first, which can fail with OUT_OF_STOCK. */
    commit: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /** What may still be sold of each variant; a variant that was never stocked has 0. */
    availability: call({
      input: Closed({ variantIds: Type.Array(Uuid, { maxItems: 2_000 }) }),
      output: Type.Array(Availability),
      retry: "safe",
    }),
    /** Begins the stock of new variants. Asking again changes nothing. */
    openStock: call({
      input: Closed({ reference: Type.String(), lines: Type.Array(Opening, { maxItems: 5_000 }) }),
      output: Nothing,
      retry: "safe",
      deadlineMs: 10_000,
    }),
  },
  {
    routes: ["/api/v1/admin/stock"],
    events: {
      /** What is available of these variants crossed zero: sold out, or back. Ask for the figures. */
      availabilityChanged: event({ version: 1, payload: Closed({ variantIds: Type.Array(Uuid) }) }),
    },
  },
);

/** The topic on which every process hears which variants' figures changed (a hint for caches, platform/db/changes.ts). */
export const stockChanged = "inventory.stock";

export type InventoryError =
  | "OUT_OF_STOCK"
  | "UNKNOWN_HOLD"
  | "UNKNOWN_SKU"
  | "UNKNOWN_LOCATION"
  | "STOCK_BELOW_RESERVED"
  | "STOCK_LIMIT";
