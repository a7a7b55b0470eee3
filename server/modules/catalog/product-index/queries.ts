import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { IndexedAttribute, IndexedCategory, IndexedProduct, IndexedVariant } from "./indexed-product.ts";
import type { SalesPeriod } from "./sales-turns.ts";
import type { Synonym } from "./synonym-words.ts";

export interface IndexRow extends Omit<IndexedProduct, "labels" | "variants">, SalesPeriod {
  readonly status: string;
  readonly changedBy: string;
  readonly labels: IndexedProduct["labels"] | null;
  readonly variants: IndexedVariant[];
}

interface ChangesRow {
  /** No transaction before this one still runs: what they changed has been read. */
  readonly until: string;
  readonly products: IndexRow[];
  /** Null: they are as they were. */
  readonly categories: IndexedCategory[] | null;
  readonly synonyms: Synonym[] | null;
  readonly attributes: IndexedAttribute[] | null;
}

const changedSince = (
  table: "categories" | "synonyms" | "attributes",
  since: RawBuilder<string | null>,
) => sql`
  EXISTS (SELECT FROM catalog.changed_tables
          WHERE name = ${sql.lit(table)} AND (${since}::xid8 IS NULL OR changed_by >= ${since}::xid8))`;

/**
 * What changed since the number `since` of a transaction, in the order (changed_by, id), from the place on
 * that is given. `since` is null for the first read. Rows of a database that was restored have numbers that
 * are still to come; only the first read takes them.
 */
export const readChanges = prepared<
  { since: string | null; afterChange: string; afterId: string; limit: number },
  ChangesRow
>(
  (p) => sql`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS until,
      (SELECT coalesce(json_agg(json_build_object(
          'id', id, 'status', status, 'changedBy', changed_by::text,
          'createdAt', (extract(epoch FROM created_at) * 1000000)::bigint,
          'name', name, 'nameEn', translations -> 'en' ->> 'name',
          'brand', brand, 'brandEn', translations -> 'en' ->> 'brand',
          'labels', translations -> 'en' -> 'options', 'price', price, 'inStock', in_stock,
          'salesFrom', extract(epoch FROM sales_from) * 1000,
          'salesUntil', extract(epoch FROM sales_until) * 1000,
          'ratingRank', rating_rank, 'soldLately', sold_lately, 'attributes', attributes,
          'categoryIds', ARRAY(SELECT category_id FROM catalog.product_categories AS link
                               WHERE link.product_id = changed.id),
          'variants', (SELECT coalesce(json_agg(json_build_object('options', options, 'price', v.price,
              'onSale', v.compare_at_price IS NOT NULL, 'inStock', v.in_stock)), '[]')
            FROM catalog.variants AS v WHERE v.product_id = changed.id),
          'words', coalesce((SELECT words FROM catalog.product_words WHERE product_id = changed.id), '')
          ) ORDER BY changed_by, id), '[]')
        FROM (
          SELECT * FROM catalog.products
          WHERE (changed_by, id) > (${p.afterChange}::xid8, ${p.afterId}::uuid)
            AND CASE WHEN ${p.since}::xid8 IS NULL THEN status = 'active'
                ELSE changed_by < pg_snapshot_xmax(pg_current_snapshot()) END
          ORDER BY changed_by, id LIMIT ${p.limit}
        ) AS changed) AS products,
      CASE WHEN ${changedSince("categories", p.since)} THEN (
        SELECT coalesce(json_agg(json_build_object('id', id, 'slug', slug, 'name', name,
          'nameEn', translations -> 'en' ->> 'name', 'parentId', parent_id, 'position', position)), '[]')
        FROM catalog.categories) END AS categories,
      CASE WHEN ${changedSince("synonyms", p.since)} THEN (
        SELECT coalesce(json_agg(json_build_object('word', word, 'set', set) ORDER BY set, word), '[]')
        FROM catalog.synonyms) END AS synonyms,
      CASE WHEN ${changedSince("attributes", p.since)} THEN (
        SELECT coalesce(json_agg(json_build_object('code', code, 'type', type, 'name', name,
          'nameEn', translations #>> '{en,name}', 'unit', unit, 'unitEn', translations #>> '{en,unit}',
          'choices', (SELECT coalesce(json_agg(json_build_object('code', choice -> 'code',
              'name', choice -> 'name', 'nameEn', choice #> '{translations,en,name}')), '[]')
            FROM jsonb_array_elements(choices) AS choice)) ORDER BY position, code), '[]')
        FROM catalog.attributes WHERE facet) END AS attributes`,
);
