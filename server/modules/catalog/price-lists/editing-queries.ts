/** Statements with which staff read and edit price lists and their prices. */
import { type RawBuilder, sql } from "kysely";
import { editsSince, storedEdit } from "../../../platform/db/edit-queries.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import type { Currency } from "../../../platform/money.ts";

const edits = { table: "catalog.price_list_edits", key: "list_id" } as const;

export interface PriceListRow {
  readonly id: string;
  readonly name: string;
  /** Null: for everybody. */
  readonly memberGroup: string | null;
  readonly currency: Currency;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly active: boolean;
  readonly priceCount: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = sql`id, name, group_code AS "memberGroup", currency, starts_at AS "startsAt",
  ends_at AS "endsAt", active, price_count AS "priceCount", version, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

/** A list for everybody that applies at the moment `now`. */
const applies = (
  list: { [Name in "group" | "startsAt" | "endsAt" | "active" | "now"]: RawBuilder<unknown> },
) => sql`
  (${list.group}::text IS NULL AND ${list.active}::boolean
   AND coalesce(${list.startsAt}::timestamptz <= ${list.now}::timestamptz, true)
   AND coalesce(${list.now}::timestamptz < ${list.endsAt}::timestamptz, true))`;

// A condition that always has a bound can use the index; "no bound, or …" cannot.
const NEWEST = sql.lit(LAST_ID);

/** The newest first. */
export const listPriceLists = prepared<{ before: string | null; limit: number }, PriceListRow>(
  (p) => sql`
    SELECT ${columns} FROM catalog.price_lists WHERE id < coalesce(${p.before}::uuid, ${NEWEST})
    ORDER BY id DESC LIMIT ${p.limit}`,
);

export const countPriceLists = prepared<object, { count: number }>(
  () => sql`SELECT count(*)::int AS count FROM catalog.price_lists`,
);

export const findPriceList = prepared<{ id: string }, PriceListRow>(
  (p) => sql`SELECT ${columns} FROM catalog.price_lists WHERE id = ${p.id}`,
);

/** Edits of a list and of its prices run one after the other. */
export const lockPriceList = prepared<{ id: string }, { id: string }>(
  (p) => sql`SELECT id FROM catalog.price_lists WHERE id = ${p.id} FOR UPDATE`,
);

/** One that creates a list waits for the others, so that the limit holds. */
export const lockPriceLists = prepared<object, { locked: unknown }>(
  () => sql`SELECT pg_advisory_xact_lock(hashtextextended('catalog.price_lists', 0)) AS locked`,
);

interface PriceListColumns {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly active: boolean;
  readonly now: Date;
}

export const insertPriceList = prepared<PriceListColumns & { currency: Currency }, never>(
  (p) => sql`
    INSERT INTO catalog.price_lists (id, name, group_code, currency, starts_at, ends_at, active, announced,
      created_at, updated_at)
    VALUES (${p.id}, ${p.name}, ${p.group}, ${p.currency}, ${p.startsAt}, ${p.endsAt}, ${p.active},
      ${applies(p)}, ${p.now}, ${p.now})`,
);

/** `differences` is JSON. The last fifty edits are kept. */
export const updatePriceList = prepared<PriceListColumns & { differences: string }, { version: number }>(
  (p) => sql`
    WITH changed AS (
      UPDATE catalog.price_lists SET name = ${p.name}, group_code = ${p.group}, starts_at = ${p.startsAt},
        ends_at = ${p.endsAt}, active = ${p.active}, announced = ${applies(p)}, version = version + 1,
        updated_at = ${p.now}
      WHERE id = ${p.id} RETURNING id, version
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

export const findEditsSince = editsSince(edits);

export const deletePriceList = prepared<{ id: string }, { id: string }>(
  (p) => sql`DELETE FROM catalog.price_lists WHERE id = ${p.id} RETURNING id`,
);

export interface ListedPriceRow {
  readonly sku: string;
  readonly minQuantity: number;
  readonly price: number;
  /** The variant; null when it is sold no more. */
  readonly variant: {
    readonly productId: string;
    readonly name: string;
    readonly options: Record<string, string>;
    readonly price: number;
  } | null;
}

/** In the order of SKUs, then of quantities; from behind a place on, of SKUs that begin so. */
export const listPrices = prepared<
  { id: string; begin: string; afterSku: string; afterQuantity: number; limit: number },
  ListedPriceRow
>(
  (p) => sql`
    SELECT listed.sku, listed.min_quantity AS "minQuantity", listed.price,
           CASE WHEN v.id IS NOT NULL THEN json_build_object('productId', v.product_id, 'name', product.name,
             'options', v.options, 'price', v.price) END AS variant
    FROM (
      SELECT sku, min_quantity, price FROM catalog.price_list_prices
      WHERE list_id = ${p.id} AND (sku, min_quantity) > (${p.afterSku}::text, ${p.afterQuantity}::int)
        AND sku >= ${p.begin}::text AND starts_with(sku, ${p.begin}::text)
      ORDER BY sku, min_quantity LIMIT ${p.limit}
    ) AS listed
    LEFT JOIN catalog.variants AS v ON v.sku = listed.sku
    LEFT JOIN catalog.products AS product ON product.id = v.product_id
    ORDER BY listed.sku, listed.min_quantity`,
);

export const findKnownSkus = prepared<{ skus: string[] }, { sku: string }>(
  (p) => sql`SELECT sku FROM catalog.variants WHERE sku = ANY (${p.skus}::text[])`,
);

export interface ChangedPriceRow {
  readonly sku: string;
  readonly minQuantity: number;
  readonly was: number | null;
  readonly now: number | null;
}

/**
 * Stores prices, and takes out those that are null. Returns what differs from before. The caller has locked
 * the list and names no place twice.
 */
export const storePrices = prepared<
  { id: string; skus: string[]; quantities: number[]; prices: (number | null)[]; now: Date },
  ChangedPriceRow
>(
  (p) => sql`
    WITH input AS (
      SELECT * FROM unnest(${p.skus}::text[], ${p.quantities}::int[], ${p.prices}::bigint[])
        AS each (sku, min_quantity, price)
    ), changed AS (
      SELECT input.*, stored.price AS was
      FROM input LEFT JOIN catalog.price_list_prices AS stored
        ON stored.list_id = ${p.id} AND stored.sku = input.sku AND stored.min_quantity = input.min_quantity
      WHERE stored.price IS DISTINCT FROM input.price
    ), removed AS (
      DELETE FROM catalog.price_list_prices AS stored USING changed
      WHERE stored.list_id = ${p.id} AND stored.sku = changed.sku
        AND stored.min_quantity = changed.min_quantity AND changed.price IS NULL
    ), stored AS (
      INSERT INTO catalog.price_list_prices (list_id, sku, min_quantity, price)
      SELECT ${p.id}::uuid, sku, min_quantity, price FROM changed WHERE price IS NOT NULL
      ON CONFLICT (list_id, sku, min_quantity) DO UPDATE SET price = excluded.price
    ), counted AS (
      UPDATE catalog.price_lists SET updated_at = ${p.now}::timestamptz, price_count = price_count
        + (SELECT count(*) FROM changed WHERE was IS NULL)
        - (SELECT count(*) FROM changed WHERE price IS NULL)
      WHERE id = ${p.id} AND EXISTS (SELECT FROM changed)
    )
    SELECT sku, min_quantity AS "minQuantity", was, price AS now FROM changed ORDER BY sku, min_quantity`,
);
