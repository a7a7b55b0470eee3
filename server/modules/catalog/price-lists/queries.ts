/** Statements with which carts, orders and pages read the prices of lists. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";

/** A price of an active list, with the list's period. */
export interface OfferRow {
  readonly sku: string;
  readonly minQuantity: number;
  readonly price: number;
  readonly currency: Currency;
  /** ISO text. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** It is no offer to everybody. */
  readonly ofGroup: boolean;
}

/**
 * JSON: the prices of active lists for the SKUs that the condition `skus` names of `offer.sku`, for everybody
 * and for the group. The reader's clock decides which apply; lists that ended a day ago are left out.
 * A shop without price lists pays for one look, whatever the number of rows.
 */
export const offersOf = (skus: RawBuilder<unknown>, group: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  CASE WHEN (SELECT EXISTS (SELECT FROM catalog.price_lists)) THEN
  (SELECT coalesce(json_agg(json_build_object('sku', offer.sku, 'minQuantity', offer.min_quantity,
            'price', offer.price, 'currency', list.currency, 'startsAt', list.starts_at,
            'endsAt', list.ends_at, 'ofGroup', list.group_code IS NOT NULL)), '[]')
   FROM catalog.price_list_prices AS offer JOIN catalog.price_lists AS list ON list.id = offer.list_id
   WHERE ${skus} AND list.active AND (list.group_code IS NULL OR list.group_code = ${group})
     AND (list.ends_at IS NULL OR list.ends_at > now() - interval '1 day'))
  ELSE '[]'::json END`;

export interface MemberPriceRow {
  readonly id: string;
  readonly currency: Currency;
  /** Of the product: that of its cheapest variant. */
  readonly price: number;
  /** Those that the member's group has a price for. */
  readonly variants: { readonly id: string; readonly sku: string; readonly price: number }[];
  readonly offers: OfferRow[];
}

/** Active products of which a variant has a price for the member's group; none without a group. */
export const findMemberPrices = prepared<{ memberId: string; productIds: string[] }, MemberPriceRow>(
  (p) => sql`
    WITH own AS (
      SELECT group_code FROM catalog.grouped_members WHERE id = ${p.memberId} AND group_code IS NOT NULL
    ), priced AS (
      SELECT v.product_id, v.id, v.sku, v.price, v.position FROM own, catalog.variants AS v
      WHERE v.product_id = ANY (${p.productIds}::uuid[])
        AND EXISTS (SELECT FROM catalog.price_list_prices AS offer
                    JOIN catalog.price_lists AS list ON list.id = offer.list_id
                    WHERE offer.sku = v.sku AND list.active AND list.group_code = own.group_code)
    )
    SELECT product.id, product.currency, product.price, each.variants,
           ${offersOf(sql`offer.sku = ANY (each.skus)`, sql`(SELECT group_code FROM own)`)} AS offers
    FROM (
      SELECT product_id, array_agg(sku) AS skus,
             json_agg(json_build_object('id', id, 'sku', sku, 'price', price) ORDER BY position) AS variants
      FROM priced GROUP BY product_id
    ) AS each JOIN catalog.products AS product ON product.id = each.product_id
    WHERE product.status = 'active'`,
);

const isUnannounced = (p: PlaceholdersOf<{ now: Date }>) => sql`
  group_code IS NULL AND announced <> (active AND coalesce(starts_at <= ${p.now}::timestamptz, true)
    AND coalesce(${p.now}::timestamptz < ends_at, true))`;

/**
 * Sets which lists for everybody apply now, for their announcement to public pages. Returns those for which
 * that changed.
 */
export const announceLists = prepared<{ now: Date }, { id: string }>(
  (p) => sql`
    UPDATE catalog.price_lists SET announced = NOT announced WHERE ${isUnannounced(p)} RETURNING id`,
);

export const findUnannounced = prepared<{ now: Date }, { id: string }>(
  (p) => sql`SELECT id FROM catalog.price_lists WHERE ${isUnannounced(p)} LIMIT 1`,
);

/** The products whose pages show prices of these lists. */
export const findProductsOfLists = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`
    SELECT DISTINCT v.product_id AS id
    FROM catalog.price_list_prices AS offer JOIN catalog.variants AS v ON v.sku = offer.sku
    WHERE offer.list_id = ANY (${p.ids}::uuid[])`,
);

export const findProductsOfSkus = prepared<{ skus: string[] }, { id: string }>(
  (p) => sql`SELECT DISTINCT product_id AS id FROM catalog.variants WHERE sku = ANY (${p.skus}::text[])`,
);

/** Price lists that count other prices than they have. */
export const findMiscounted = prepared<{ limit: number }, { id: string; counted: number; held: number }>(
  (p) => sql`
    SELECT list.id, list.price_count AS counted, count(offer.sku)::int AS held
    FROM catalog.price_lists AS list LEFT JOIN catalog.price_list_prices AS offer ON offer.list_id = list.id
    GROUP BY list.id HAVING list.price_count <> count(offer.sku) ORDER BY list.id LIMIT ${p.limit}`,
);
