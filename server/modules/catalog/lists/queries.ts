/**
 * The product list: one statement returns the page, the total and the facets.
 *
 * Input: the hits of a search, filters, a sort and the place after which the page begins.
 * Always: a facet counts the products that match the search and every filter but the facet's own, so that
 * the count beside a value says what choosing it would find. Options, price, stock and sale are filters of
 * variants: a product passes if one of its variants passes all of them.
 * How: `candidates` are the active products that match the search. `offers` are their variants with a
 * boolean column (`fits_…`) for each filter of variants; `missed` names the options by which a variant does
 * not fit. `products` has a row for each product with what its variants add up to, so that each part of the
 * result picks the filters that apply to it. No step joins one with another: their sizes are not known when
 * the statement is planned, and a nested loop over both took seconds at 10,000 products. `page` is the part
 * of `matching` after the cursor, in the order
 * (sort_key, id), which is unique.
 */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { Picture } from "../contract/picture.ts";
import type { Translations } from "../contract/texts.ts";
import { matchedBy } from "../search/queries.ts";
import type { ListParams, Sort } from "./listing.ts";

/** `hits` is JSON (search/matches.ts). Lists without a search do not read it. */
export interface ListingParams extends ListParams {
  readonly hits: string;
}

export interface CardRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string | null;
  readonly translations: Translations;
  readonly currency: Currency;
  readonly price: number;
  readonly compareAtPrice: number | null;
  readonly picture: Picture | null;
  readonly inStock: boolean;
  readonly sortKey: string;
}

export interface ListRow {
  readonly items: CardRow[];
  readonly total: number;
  /** Words of the search that the products answer to; null without a search or without a product. */
  readonly tokens: number | null;
  readonly categories: { slug: string; name: string; nameEn: string | null; count: number }[];
  readonly brands: { name: string; nameEn: string | null; count: number }[];
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly prices: { from: number; to: number; count: number }[];
  readonly inStock: number;
  readonly onSale: number;
  readonly options: {
    name: string;
    nameEn: string | null;
    values: { value: string; valueEn: string | null; count: number }[];
  }[];
}

const sortKeys: Record<Sort, { key: RawBuilder<unknown>; type: RawBuilder<unknown> }> = {
  // The score, what is in stock first, then the newest: 42 bits hold milliseconds until the year 2109.
  relevance: {
    key: sql`-(((matched.score * 2 + in_stock::int)::bigint << 42)
          + (extract(epoch FROM created_at) * 1000)::bigint)`,
    type: sql`bigint`,
  },
  newest: { key: sql`-(extract(epoch FROM created_at) * 1000000)::bigint`, type: sql`bigint` },
  price: { key: sql`price`, type: sql`bigint` },
  "-price": { key: sql`-price`, type: sql`bigint` },
  "name.ko": { key: sql`name`, type: sql`text` },
  "name.en": { key: sql`coalesce(translations -> 'en' ->> 'name', name)`, type: sql`text` },
};

type P = PlaceholdersOf<ListingParams>;

/** A choice {whole, values}: whether `value` is chosen; `known` tells whether the shop has `whole`. */
const isChosen = (choice: RawBuilder<unknown>, value: RawBuilder<unknown>) =>
  sql`CASE WHEN coalesce((${choice} ->> 'known')::boolean, false) THEN ${choice} ->> 'whole' = ${value}
           ELSE ${choice} -> 'values' ? ${value} END`;

const chosen = (p: P) => sql`
    chosen_brands AS MATERIALIZED (
      SELECT choice || jsonb_build_object('known', choice ->> 'whole' IS NOT NULL AND EXISTS (
        SELECT FROM catalog.products WHERE brand = choice ->> 'whole')) AS choice
      FROM (SELECT ${p.brands}::jsonb AS choice) AS asked WHERE choice IS NOT NULL
    ), chosen_options AS MATERIALIZED (
      SELECT asked.name, choice || jsonb_build_object('known', choice ->> 'whole' IS NOT NULL AND EXISTS (
        SELECT FROM catalog.products WHERE options @> jsonb_build_array(jsonb_build_object(
          'name', asked.name, 'values', jsonb_build_array(choice ->> 'whole'))))) AS choice
      FROM jsonb_each(${p.options}::jsonb) AS asked (name, choice)
    ),`;

/** Each category with itself and with all below it. */
const covers = sql`
    covers (ancestor_id, category_id) AS (
      SELECT id, id FROM catalog.categories
      UNION
      SELECT covers.ancestor_id, c.id FROM covers
      JOIN catalog.categories AS c ON c.parent_id = covers.category_id
    )`;

const candidates = (p: P, sort: Sort, searching: boolean) => sql`
    candidates AS MATERIALIZED (
      SELECT id, brand, in_stock, translations -> 'en' ->> 'brand' AS brand_en,
        translations #> '{en,options}' IS NOT NULL AS has_labels,
        ${sortKeys[sort].key} AS sort_key,
        (${p.category}::text IS NULL OR EXISTS (
          SELECT FROM catalog.product_categories AS link
          WHERE link.product_id = products.id AND link.category_id IN (
            SELECT category_id FROM covers JOIN catalog.categories AS c ON c.id = ancestor_id
            WHERE c.slug = ${p.category}))) AS fits_category,
        (${p.brands}::jsonb IS NULL OR coalesce(
          (SELECT ${isChosen(sql`choice`, sql`brand`)} FROM chosen_brands), false)) AS fits_brand
      FROM catalog.products ${searching ? sql`JOIN matched ON matched.product_id = products.id` : sql``}
      WHERE status = 'active'
    ), offers AS MATERIALIZED (
      SELECT product_id, candidates.brand, brand_en, has_labels, sort_key, fits_category, fits_brand,
        v.options, price, v.in_stock, compare_at_price IS NOT NULL AS on_sale,
        (${p.minPrice}::bigint IS NULL OR price >= ${p.minPrice})
          AND (${p.maxPrice}::bigint IS NULL OR price <= ${p.maxPrice}) AS fits_price,
        (${p.onSale}::boolean IS NULL OR (compare_at_price IS NOT NULL) = ${p.onSale}) AS fits_sale,
        CASE WHEN ${p.options}::jsonb = '{}' THEN '{}' ELSE ARRAY(
          SELECT name FROM chosen_options
          WHERE NOT coalesce(${isChosen(sql`choice`, sql`(v.options ->> name)`)}, false)) END AS missed
      FROM candidates JOIN catalog.variants AS v ON v.product_id = candidates.id
    ), products AS MATERIALIZED (
      SELECT product_id, any_value(brand) AS brand, any_value(brand_en) AS brand_en,
        any_value(sort_key) AS sort_key, bool_or(fits_category) AS fits_category,
        bool_or(fits_brand) AS fits_brand,
        bool_or(in_stock) FILTER (WHERE missed = '{}' AND fits_price AND fits_sale) AS stock,
        bool_or(in_stock) FILTER (WHERE missed = '{}' AND fits_price AND on_sale) AS sale_stock,
        bool_or(in_stock) FILTER (WHERE missed = '{}' AND fits_sale) AS price_stock,
        array_agg(price) FILTER (WHERE missed = '{}' AND fits_sale
          AND (${p.inStock}::boolean IS NOT TRUE OR in_stock)) AS prices
      FROM offers GROUP BY product_id
    ), matching AS (
      SELECT product_id AS id, sort_key FROM products
      WHERE fits_category AND fits_brand AND ${fitsStock(p, sql`stock`)}
    ),`;

/** Whether there are variants that fit the other filters, and they are in stock as the request demands. */
const fitsStock = (p: P, stock: RawBuilder<unknown>) =>
  sql`(CASE WHEN ${p.inStock}::boolean IS NULL THEN ${stock} IS NOT NULL ELSE ${stock} = ${p.inStock} END)`;

/** Ten ranges of equal width. A product counts in each range in which it has a variant. */
const prices = (p: P) => sql`
    prices AS MATERIALIZED (
      SELECT product_id, price FROM products, unnest(prices) AS price
      WHERE fits_category AND fits_brand AND ${fitsStock(p, sql`price_stock`)}
    ), price_range AS (
      SELECT min(price) AS least, max(price) AS most, (max(price) - min(price)) / 10 + 1 AS width FROM prices
    ), price_counts AS (
      SELECT (price - least) / width AS step, count(DISTINCT product_id) AS count
      FROM prices, price_range GROUP BY 1
    ),`;

const optionCounts = (p: P) => sql`
    option_values AS (
      SELECT product_id, has_labels, pair.key AS name, pair.value, bool_or(in_stock) AS stock
      FROM offers
      CROSS JOIN LATERAL jsonb_each_text(options) AS pair
      WHERE fits_category AND fits_brand AND fits_price AND fits_sale
        AND (missed = '{}' OR missed = ARRAY[pair.key])
      GROUP BY product_id, has_labels, pair.key, pair.value
    ), option_counts AS (
      SELECT name, value, count(*) AS count,
        coalesce(any_value(product_id) FILTER (WHERE has_labels), any_value(product_id)) AS example
      FROM option_values WHERE ${fitsStock(p, sql`stock`)} GROUP BY name, value
    )`;

const page = (p: P, sort: Sort) => sql`
    page AS (
      SELECT id, sort_key FROM matching
      WHERE ${p.afterId}::uuid IS NULL
        OR (sort_key, id) > (${p.afterKey}::${sortKeys[sort].type}, ${p.afterId}::uuid)
      ORDER BY sort_key, id LIMIT ${p.limit}
    ),`;

const items = sql`
      (SELECT coalesce(json_agg(json_build_object(
          'id', item.id, 'slug', slug, 'name', name, 'brand', brand,
          'translations', jsonb_build_object('en', (translations -> 'en') - 'description'),
          'currency', currency, 'price', price, 'compareAtPrice', compare_at_price,
          'picture', pictures -> 0, 'inStock', in_stock, 'sortKey', page.sort_key::text
        ) ORDER BY page.sort_key, page.id), '[]')
        FROM page JOIN catalog.products AS item ON item.id = page.id)`;

const facets = (p: P) => sql`
      (SELECT coalesce(json_agg(each ORDER BY position, slug), '[]') FROM (
        SELECT slug, name, c.translations -> 'en' ->> 'name' AS "nameEn", position,
               count(DISTINCT products.product_id) AS count
        FROM products
        JOIN catalog.product_categories AS link ON link.product_id = products.product_id
        JOIN covers USING (category_id) JOIN catalog.categories AS c ON c.id = ancestor_id
        WHERE fits_brand AND ${fitsStock(p, sql`stock`)} GROUP BY c.id) AS each) AS categories,
      (SELECT coalesce(json_agg(each ORDER BY each.count DESC, name), '[]') FROM (
        SELECT brand AS name, max(brand_en) AS "nameEn", count(*) AS count
        FROM products
        WHERE brand IS NOT NULL AND fits_category AND ${fitsStock(p, sql`stock`)}
        GROUP BY brand ORDER BY count(*) DESC, brand LIMIT 100) AS each) AS brands,
      (SELECT least FROM price_range) AS "minPrice",
      (SELECT most FROM price_range) AS "maxPrice",
      (SELECT coalesce(json_agg(json_build_object('from', least + step * width,
          'to', least(least + (step + 1) * width - 1, most), 'count', count) ORDER BY step), '[]')
        FROM price_counts, price_range) AS prices,
      (SELECT count(*) FROM products
        WHERE fits_category AND fits_brand AND stock) AS "inStock",
      (SELECT count(*) FROM products
        WHERE fits_category AND fits_brand AND ${fitsStock(p, sql`sale_stock`)}) AS "onSale",
      (SELECT coalesce(json_agg(each ORDER BY uses DESC, name), '[]') FROM (
        SELECT counted.name, sum(count) AS uses,
               max(translations -> 'en' -> 'options' ->> counted.name) AS "nameEn",
               json_agg(json_build_object('value', value, 'count', count,
                 'valueEn', translations -> 'en' -> 'options' ->> value) ORDER BY count DESC, value) AS values
        FROM option_counts AS counted JOIN catalog.products AS example ON example.id = counted.example
        GROUP BY counted.name) AS each) AS options`;

const listSortedBy = (sort: Sort, searching: boolean) =>
  prepared<ListingParams, ListRow>(
    (p) => sql`
    WITH RECURSIVE ${covers}, ${searching ? sql`${matchedBy(p.hits)},` : sql``} ${chosen(p)}
    ${candidates(p, sort, searching)} ${page(p, sort)}
    ${prices(p)} ${optionCounts(p)}
    SELECT ${items} AS items,
      (SELECT count(*) FROM matching) AS total,
      ${searching ? sql`(SELECT max(tokens) FROM matched)` : sql`NULL::bigint`} AS tokens,
      ${facets(p)}`,
  );

type ListStatement = ReturnType<typeof listSortedBy>;
const inOrder: Sort[] = ["newest", "price", "-price", "name.ko", "name.en"];
const statements = (searching: boolean, sorts: Sort[]) =>
  new Map<Sort, ListStatement>(sorts.map((sort) => [sort, listSortedBy(sort, searching)]));
const plain = statements(false, inOrder);
const searched = statements(true, [...inOrder, "relevance"]);

export function listProducts(sort: Sort, searching: boolean): ListStatement {
  const statement = (searching ? searched : plain).get(sort);
  if (!statement) throw new Error(`there is no list without a search that is sorted by ${sort}`);
  return statement;
}
