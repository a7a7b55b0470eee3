/** Statements of the back office: levels, their ledger, and what staff change. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { Level } from "./level.ts";
import type { LevelSettings } from "./level-settings.ts";
import type { LineOutcome } from "./stock-count.ts";

export interface LevelRow extends Level {
  readonly variantId: string;
  readonly sku: string;
}

/** The columns of a `LevelRow`, of a row or alias of `inventory.stock`. */
const levelColumns = sql`
  variant_id AS "variantId", sku, location, on_hand AS "onHand", reserved, safety, low_at AS "lowAt",
  back_orders AS "backOrders", expected_at::text AS "expectedAt"`;

/** The levels of a SKU, in the order in which orders are served. */
export const findLevels = prepared<{ sku: string }, LevelRow>(
  (p) => sql`
    SELECT ${levelColumns}
    FROM inventory.stock JOIN inventory.locations ON locations.id = location
    WHERE sku = ${p.sku} ORDER BY position, location LIMIT 100`,
);

/** As `findLevels`; no other change of the SKU is made until the transaction ends. */
export const lockLevels = prepared<{ sku: string }, LevelRow>(
  (p) => sql`
    SELECT ${levelColumns} FROM inventory.stock WHERE sku = ${p.sku}
    ORDER BY variant_id, location <> 'main', location LIMIT 100 FOR NO KEY UPDATE`,
);

export interface StockRow {
  readonly variantId: string;
  readonly sku: string;
  /** It has parts, and no stock of its own. */
  readonly isBundle: boolean;
  readonly levels: Level[];
}

export interface ListFilter {
  /** A LIKE pattern of SKUs in capitals. */
  readonly pattern: string;
  /** Null: all. */
  readonly location: string | null;
  /** The page begins after this place, in the order of SKU and variant. */
  readonly afterSku: string;
  readonly afterVariantId: string;
  readonly limit: number;
}

const isLow = sql`low_at IS NOT NULL AND on_hand - reserved - safety <= low_at`;

/**
 * A page of SKUs with their levels. `materialized`: the SKUs that match are found first, by the index of
 * parts of SKUs. That is right for a search that finds few. Otherwise the index of SKUs is read in order.
 */
const listBy = (materialized: RawBuilder<unknown>, condition: RawBuilder<unknown>) =>
  prepared<ListFilter, StockRow>(
    (p) => sql`
    WITH matching AS ${materialized} (
      SELECT sku, variant_id FROM inventory.stock
      WHERE (sku, variant_id) > (${p.afterSku}, ${p.afterVariantId}::uuid)
        AND upper(sku) LIKE ${p.pattern} AND (${p.location}::text IS NULL OR location = ${p.location})
        AND ${condition}
    ), page AS (
      SELECT sku, variant_id FROM matching GROUP BY sku, variant_id
      ORDER BY sku, variant_id LIMIT ${p.limit}
    )
    SELECT page.variant_id AS "variantId", page.sku, bool_or(bundle) AS "isBundle",
      json_agg(json_build_object('location', location, 'onHand', on_hand, 'reserved', reserved,
        'safety', safety, 'lowAt', low_at, 'backOrders', back_orders, 'expectedAt', expected_at)
        ORDER BY position, location) AS levels
    FROM page JOIN inventory.stock USING (variant_id) JOIN inventory.locations ON locations.id = location
    WHERE ${p.location}::text IS NULL OR location = ${p.location}
    GROUP BY page.sku, page.variant_id ORDER BY page.sku, page.variant_id`,
  );

const [found, inOrder] = [sql`MATERIALIZED`, sql`NOT MATERIALIZED`];
const all = sql`true`;
export const listStock = {
  all: listBy(inOrder, all),
  allFound: listBy(found, all),
  low: listBy(inOrder, isLow),
  lowFound: listBy(found, isLow),
};

export interface LedgerRow {
  readonly id: number;
  readonly location: string;
  readonly delta: number;
  readonly onHandAfter: number;
  readonly reason: string;
  readonly actorKind: "member" | "key" | "shop";
  readonly actorId: string | null;
  readonly referenceType: "product" | "order" | "transfer" | "count" | "import" | null;
  readonly reference: string | null;
  readonly at: Date;
}

/** A page of a variant's ledger, newest first. */
export const listLedger = prepared<
  { variantId: string; location: string | null; beforeId: number; limit: number },
  LedgerRow
>(
  (p) => sql`
    SELECT id, location, delta, coalesce(on_hand_after, delta) AS "onHandAfter", reason,
      actor_kind AS "actorKind", actor_id AS "actorId", reference_type AS "referenceType", reference, at
    FROM inventory.ledger
    WHERE variant_id = ${p.variantId} AND id < ${p.beforeId}
      AND (${p.location}::text IS NULL OR location = ${p.location})
    ORDER BY variant_id DESC, id DESC LIMIT ${p.limit}`,
);

/** Who changes stock: a member of the staff or an API key. */
interface StaffParams {
  readonly actorKind: "member" | "key";
  readonly actorId: string;
}

/**
 * Adds `delta`, which may be negative, to a SKU's stock at a location, with its ledger row. No row: the SKU
 * or the location is unknown. Breaks the constraint `stock_covers_reserved` when reserved pieces would be
 * taken away, and `stock_on_hand_limit` when the stock would be too large.
 */
export const adjustStock = prepared<
  StaffParams & { sku: string; location: string; delta: number; reason: string },
  LevelRow
>(
  (p) => sql`
    SELECT ${levelColumns} FROM inventory.adjust(
      ${p.sku}, ${p.location}, ${p.delta}, ${p.reason}, ${p.actorKind}, ${p.actorId})`,
);

/**
 * Moves pieces that no order has reserved, with a ledger row at each location. Returns both levels. No row:
 * the SKU or a location is unknown, or fewer pieces than that are free. Breaks `stock_on_hand_limit`.
 */
export const transferStock = prepared<
  StaffParams & {
    transferId: string;
    sku: string;
    from: string;
    to: string;
    quantity: number;
    reason: string;
  },
  LevelRow
>(
  (p) => sql`
    SELECT ${levelColumns} FROM inventory.transfer(${p.sku}, ${p.from}, ${p.to}, ${p.quantity}, ${p.reason},
      ${p.actorKind}, ${p.actorId}, ${p.transferId})`,
);

/**
 * Saves a stock-take: adds `changes` to the SKUs at the locations, for all lines or none. Returns every line,
 * with its problem if nothing was saved. No row: it was saved before.
 */
export const saveCount = prepared<
  StaffParams & { id: string; skus: string[]; locations: string[]; changes: number[]; reason: string },
  LineOutcome
>(
  (p) => sql`
    SELECT line, variant_id AS "variantId", sku, location, before, after, reserved, problem
    FROM inventory.save_count(${p.id}, ${p.skus}::text[], ${p.locations}::text[], ${p.changes}::int[],
      ${p.reason}, ${p.actorKind}, ${p.actorId}) ORDER BY line`,
);

/**
 * Sets how a SKU is kept at a location. No row: the SKU or the location is unknown. Breaks the constraint
 * `stock_covers_reserved` when back-orders end while pieces are owed.
 */
export const updateSettings = prepared<{ sku: string; location: string } & LevelSettings, LevelRow>(
  (p) => sql`
    SELECT ${levelColumns} FROM inventory.set_level(
      ${p.sku}, ${p.location}, ${p.safety}, ${p.lowAt}, ${p.backOrders}, ${p.expectedAt}::date)`,
);

/** Counts the levels that are low. */
export const countLow = prepared<object, { count: number }>(
  () => sql`SELECT count(*)::int AS count FROM inventory.stock WHERE ${isLow}`,
);
