/**
 * The product list: one statement returns the page, the total and the facets.
 *
 * Input: search patterns, filters, a sort and the place after which the page begins (`ListParams`).
 * Always: a facet counts the products that match the search and every filter but the facet's own, so that
 * the count beside a value says what choosing it would find.
 * How: `candidates` are the active products that match the search. Each filter becomes a boolean column
 * (`fits_…`) of them, so that each part of the result picks the filters that apply to it. `matching` passes
 * all filters; `page` is the part of it after the cursor, in the order (sort_key, id), which is unique.
 * `covers` has each category with itself and with all below it.
 */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { Picture } from "../contract/picture.ts";
import type { Translations } from "../contract/texts.ts";
import type { ListParams, Sort } from "./listing.ts";

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
  readonly categories: { slug: string; name: string; nameEn: string | null; count: number }[];
  readonly brands: { name: string; nameEn: string | null; count: number }[];
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly inStock: number;
  readonly options: {
    name: string;
    nameEn: string | null;
    values: { value: string; valueEn: string | null; count: number }[];
  }[];
}

const sortKeys: Record<Sort, { key: RawBuilder<unknown>; type: RawBuilder<unknown> }> = {
  newest: { key: sql`-(extract(epoch FROM created_at) * 1000000)::bigint`, type: sql`bigint` },
  price: { key: sql`price`, type: sql`bigint` },
  "-price": { key: sql`-price`, type: sql`bigint` },
  name: { key: sql`name`, type: sql`text` },
};

const listSortedBy = (sort: Sort) =>
  prepared<ListParams, ListRow>(
    (p) => sql`
    WITH RECURSIVE covers (ancestor_id, category_id) AS (
      SELECT id, id FROM catalog.categories
      UNION
      SELECT covers.ancestor_id, c.id FROM covers
      JOIN catalog.categories AS c ON c.parent_id = covers.category_id
    ), candidates AS MATERIALIZED (
      SELECT id, brand, price, in_stock, translations -> 'en' ->> 'brand' AS brand_en,
        ${sortKeys[sort].key} AS sort_key,
        (${p.category}::text IS NULL OR EXISTS (
          SELECT FROM catalog.product_categories AS link
          WHERE link.product_id = products.id AND link.category_id IN (
            SELECT category_id FROM covers JOIN catalog.categories AS c ON c.id = ancestor_id
            WHERE c.slug = ${p.category}))) AS fits_category,
        (${p.brands}::text[] IS NULL OR brand = ANY (${p.brands}::text[])) AS fits_brand,
        (${p.minPrice}::bigint IS NULL OR price >= ${p.minPrice})
          AND (${p.maxPrice}::bigint IS NULL OR price <= ${p.maxPrice}) AS fits_price,
        (${p.inStock}::boolean IS NULL OR in_stock = ${p.inStock}) AS fits_stock,
        (${p.options}::jsonb = '{}' OR EXISTS (
          SELECT FROM catalog.variants AS v WHERE v.product_id = products.id AND NOT EXISTS (
            SELECT FROM jsonb_each(${p.options}::jsonb) AS chosen
            WHERE NOT coalesce(chosen.value ? (v.options ->> chosen.key), false)))) AS fits_options
      FROM catalog.products
      WHERE status = 'active' AND search LIKE ALL (${p.patterns}::text[])
    ), matching AS (
      SELECT id, sort_key FROM candidates
      WHERE fits_category AND fits_brand AND fits_price AND fits_stock AND fits_options
    ), page AS (
      SELECT id, sort_key FROM matching
      WHERE ${p.afterId}::uuid IS NULL
        OR (sort_key, id) > (${p.afterKey}::${sortKeys[sort].type}, ${p.afterId}::uuid)
      ORDER BY sort_key, id LIMIT ${p.limit}
    ), option_counts AS (
      SELECT pair.key AS name, pair.value, count(DISTINCT v.product_id) AS count,
             max(products.translations -> 'en' -> 'options' ->> pair.key) AS name_en,
             max(products.translations -> 'en' -> 'options' ->> pair.value) AS value_en
      FROM candidates JOIN catalog.variants AS v ON v.product_id = candidates.id
      JOIN catalog.products ON products.id = v.product_id
      CROSS JOIN LATERAL jsonb_each_text(v.options) AS pair
      WHERE fits_category AND fits_brand AND fits_price AND fits_stock GROUP BY pair.key, pair.value
    )
    SELECT
      (SELECT coalesce(json_agg(json_build_object(
          'id', item.id, 'slug', slug, 'name', name, 'brand', brand,
          'translations', jsonb_build_object('en', (translations -> 'en') - 'description'),
          'currency', currency, 'price', price, 'compareAtPrice', compare_at_price,
          'picture', pictures -> 0, 'inStock', in_stock, 'sortKey', page.sort_key::text
        ) ORDER BY page.sort_key, page.id), '[]')
        FROM page JOIN catalog.products AS item ON item.id = page.id) AS items,
      (SELECT count(*) FROM matching) AS total,
      (SELECT coalesce(json_agg(each ORDER BY position, slug), '[]') FROM (
        SELECT slug, name, translations -> 'en' ->> 'name' AS "nameEn", position,
               count(DISTINCT candidates.id) AS count
        FROM candidates JOIN catalog.product_categories AS link ON link.product_id = candidates.id
        JOIN covers USING (category_id) JOIN catalog.categories AS c ON c.id = ancestor_id
        WHERE fits_brand AND fits_price AND fits_stock AND fits_options GROUP BY c.id) AS each) AS categories,
      (SELECT coalesce(json_agg(each ORDER BY each.count DESC, name), '[]') FROM (
        SELECT brand AS name, max(brand_en) AS "nameEn", count(*) AS count FROM candidates
        WHERE brand IS NOT NULL AND fits_category AND fits_price AND fits_stock AND fits_options
        GROUP BY brand ORDER BY count(*) DESC, brand LIMIT 100) AS each) AS brands,
      (SELECT min(price) FROM candidates
        WHERE fits_category AND fits_brand AND fits_stock AND fits_options) AS "minPrice",
      (SELECT max(price) FROM candidates
        WHERE fits_category AND fits_brand AND fits_stock AND fits_options) AS "maxPrice",
      (SELECT count(*) FROM candidates
        WHERE in_stock AND fits_category AND fits_brand AND fits_price AND fits_options) AS "inStock",
      (SELECT coalesce(json_agg(each ORDER BY name), '[]') FROM (
        SELECT name, max(name_en) AS "nameEn",
               json_agg(json_build_object('value', value, 'valueEn', value_en, 'count', count)
                        ORDER BY count DESC, value) AS values
        FROM option_counts GROUP BY name) AS each) AS options`,
  );

export const listProducts: Record<Sort, ReturnType<typeof listSortedBy>> = {
  newest: listSortedBy("newest"),
  price: listSortedBy("price"),
  "-price": listSortedBy("-price"),
  name: listSortedBy("name"),
};
