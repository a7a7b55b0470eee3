import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Closed, Nothing, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { ImportingStaff, RowOutcome } from "../../platform/tables/row-outcome.ts";
import { CheckedStockRow, ExportedLevels, ImportedStockRows, LevelPlace } from "./contract/import-rows.ts";

/** Pieces of a variant in a cart or an order. */
export const LARGEST_QUANTITY = 999;
export const Quantity = Type.Integer({ minimum: 1, maximum: LARGEST_QUANTITY });

const Line = Closed({ variantId: Uuid, quantity: Quantity });
/** Who orders. `network`: a hash; null when the address says nothing about the shopper. */
const Holder = Closed({ memberId: Nullable(Uuid), network: Nullable(Type.String({ maxLength: 64 })) });
export const ReserveInput = Closed({
  orderId: Uuid,
  lines: Type.Array(Line, { minItems: 1, maxItems: 200 }),
  until: Timestamp,
  /** Absent: no limit of unpaid orders applies. */
  holder: Type.Optional(Holder),
});
const OrderRef = Closed({ orderId: Uuid });
const KeptLine = Closed({
  variantId: Uuid,
  bought: Quantity,
  kept: Type.Integer({ minimum: 0, maximum: LARGEST_QUANTITY }),
});
export type KeptLine = Static<typeof KeptLine>;
const Reservation = Closed({ orderId: Uuid, expiresAt: Timestamp });
const Opening = Closed({
  variantId: Uuid,
  sku: Type.String(),
  quantity: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
});
const Availability = Closed({
  variantId: Uuid,
  available: Type.Integer(),
  /** Only where all that can be sold is on back-order. `expectedAt`: the day when the goods are expected. */
  backOrder: Type.Optional(Closed({ expectedAt: Nullable(Type.String()) })),
});

export type ReserveInput = Static<typeof ReserveInput>;
export type Reservation = Static<typeof Reservation>;

/** What other modules may call, and the events they may subscribe to. */
export const inventory = contract(
  "inventory",
  {
    /**
     * Reserves stock for all lines of an order, or for none; of a bundle its parts. The same order id is the
     * same reservation.
     * Throws OUT_OF_STOCK; with a holder also ORDER_TOO_LARGE for more pieces than it may hold, and
     * UNPAID_LIMIT when it holds too much already that is not paid.
     */
    reserve: call({ input: ReserveInput, output: Reservation, retry: "safe" }),
    /** Extends an order's reservation until `until` at least; reserves again when it has lapsed. */
    extend: call({ input: Closed({ orderId: Uuid, until: Timestamp }), output: Reservation, retry: "safe" }),
    /** Releases an order's reservation. */
    release: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /**
     * Commits an order's reservation: the goods are sold and leave the stock. A lapsed one is reserved again
     * first, which can fail with OUT_OF_STOCK.
     */
    commit: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /**
     * Puts back what an order does not keep of its goods: of each line, pieces that were bought, and that
     * stay out of the stock now. An order that keeps nothing releases its reservation too. The ledger names
     * the reason; absent: pieces were canceled.
     */
    takeBack: call({
      input: Closed({
        orderId: Uuid,
        lines: Type.Array(KeptLine, { minItems: 1, maxItems: 200 }),
        reason: Type.Optional(Type.Enum(["cancel", "return"])),
      }),
      output: Nothing,
      retry: "safe",
    }),
    /**
     * Returns how many pieces of each variant can still be sold; 0 for a variant that was never stocked, and
     * `LARGEST_QUANTITY` or more for one that is sold on back-order. Of a bundle: as many as its parts allow.
     */
    availability: call({
      input: Closed({ variantIds: Type.Array(Uuid, { maxItems: 2_000 }) }),
      output: Type.Array(Availability),
      retry: "safe",
    }),
    /** Opens the stock of new variants. A repeat changes nothing. */
    openStock: call({
      input: Closed({ reference: Type.String(), lines: Type.Array(Opening, { maxItems: 5_000 }) }),
      output: Nothing,
      retry: "safe",
      deadlineMs: 10_000,
    }),
    /**
     * Returns what would become of rows of an import, each of which says how many pieces are at a location,
     * and what there is now (`seen`).
     */
    checkRows: call({
      input: Closed({ rows: ImportedStockRows }),
      output: Type.Array(CheckedStockRow),
      retry: "safe",
      deadlineMs: 20_000,
    }),
    /**
     * Changes on hand by what each row differs from what its dry run saw, with a ledger row; rows with a
     * problem change nothing. A row that was applied before changes nothing, also after a sale.
     */
    applyRows: call({
      input: Closed({ importId: Uuid, rows: ImportedStockRows, by: ImportingStaff }),
      output: Type.Array(RowOutcome),
      retry: "safe",
      deadlineMs: 30_000,
    }),
    /** Forgets which rows an import changed. */
    forgetImport: call({ input: Closed({ importId: Uuid }), output: Nothing, retry: "safe" }),
    /**
     * Returns how many pieces of each variant were sold since a moment, by their ids: those behind `after`;
     * null: the first ones. `next` is null on the last page.
     */
    sold: call({
      input: Closed({ since: Timestamp, after: Nullable(Uuid) }),
      output: Closed({
        variants: Type.Array(Closed({ variantId: Uuid, pieces: Type.Integer() })),
        next: Nullable(Uuid),
      }),
      retry: "safe",
      deadlineMs: 20_000,
    }),
    /** Returns levels for an export, those after a place; null: the first ones. */
    exportLevels: call({
      input: Closed({ after: Nullable(LevelPlace) }),
      output: ExportedLevels,
      retry: "safe",
      deadlineMs: 20_000,
    }),
    /** Counts the levels that are low: of a SKU at a location. */
    countLow: call({ input: Closed({}), output: Closed({ count: Type.Integer() }), retry: "safe" }),
  },
  {
    routes: ["/api/v1/admin/stock", "/api/v1/admin/locations", "/api/v1/admin/variants/:sku/parts"],
    events: {
      /** The availability of these variants crossed zero: sold out, or back. Figures: `availability`. */
      availabilityChanged: event({ version: 1, payload: Closed({ variantIds: Type.Array(Uuid) }) }),
    },
  },
);

/** The topic (platform/db/changes.ts) that carries the ids of variants with new figures to every process. */
export const STOCK_CHANGED = "inventory.stock";

export type InventoryError =
  | "OUT_OF_STOCK"
  | "ORDER_TOO_LARGE"
  | "UNPAID_LIMIT"
  | "UNKNOWN_HOLD"
  | "UNKNOWN_SKU"
  | "UNKNOWN_LOCATION"
  | "STOCK_BELOW_RESERVED"
  | "STOCK_LIMIT"
  | "COUNT_SAVED"
  | "BACK_ORDERS_OPEN"
  | "LOCATION_TAKEN"
  | "LOCATION_LIMIT"
  | "BUNDLE_STOCK"
  | "NESTED_BUNDLE"
  | "STALE_EDIT";
