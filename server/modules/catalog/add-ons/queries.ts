/** Statements of what may be bought with a product. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { Picture } from "../contract/picture.ts";
import type { Translations } from "../contract/texts.ts";

export interface AddOnVariant {
  readonly id: string;
  readonly sku: string;
  readonly options: Readonly<Record<string, string>>;
  readonly price: number;
  readonly compareAtPrice: number | null;
  readonly picture: Picture | null;
  /** A copy of what inventory said last. */
  readonly inStock: boolean;
}

/** An add-on that shoppers see. */
export interface AddOnRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly translations: Translations;
  readonly options: readonly { readonly name: string }[];
  readonly picture: Picture | null;
  readonly currency: Currency;
  readonly minQuantity: number;
  readonly maxQuantity: number | null;
  /** ISO times. */
  readonly salesFrom: string | null;
  readonly salesUntil: string | null;
  readonly variants: readonly AddOnVariant[];
}

/** Of a product in many variants the first ones: the page asks for the stock of each. */
const MOST_VARIANTS = 50;

/** The add-ons of a product that are active, in their order, as JSON. */
export const addOnsOf = (product: RawBuilder<unknown>) => sql`(
  SELECT coalesce(json_agg(json_build_object(
      'id', a.id, 'slug', a.slug, 'name', a.name, 'options', a.options, 'picture', a.pictures -> 0,
      'translations', jsonb_build_object('en',
        (a.translations -> 'en') - '{description,descriptionHtml}'::text[]),
      'currency', a.currency, 'minQuantity', a.min_quantity, 'maxQuantity', a.max_quantity,
      'salesFrom', a.sales_from, 'salesUntil', a.sales_until,
      'variants', (
        SELECT coalesce(json_agg(json_build_object('id', v.id, 'sku', v.sku, 'options', v.options,
            'price', v.price, 'compareAtPrice', v.compare_at_price, 'picture', v.picture,
            'inStock', v.in_stock) ORDER BY v.position), '[]')
        FROM (SELECT * FROM catalog.variants AS own
              WHERE own.product_id = a.id AND (sku_of.id IS NULL OR own.id = sku_of.id)
              ORDER BY position LIMIT ${sql.lit(MOST_VARIANTS)}) AS v)
      ) ORDER BY place), '[]')
  FROM jsonb_array_elements(${product}.add_ons) WITH ORDINALITY AS listed (item, place)
  LEFT JOIN catalog.variants AS sku_of ON sku_of.sku = item ->> 'sku'
  JOIN catalog.products AS a
    ON a.id = coalesce(sku_of.product_id, (item ->> 'productId')::uuid) AND a.status = 'active')`;

/** An add-on as staff see it, with what it is called. */
export interface StaffAddOn {
  readonly productId: string | null;
  readonly sku: string | null;
  readonly name: string | null;
  /** Of the variant. */
  readonly options: Readonly<Record<string, string>> | null;
  readonly isShown: boolean;
}

/** All add-ons of a product, in their order, as JSON. */
export const staffAddOnsOf = (product: RawBuilder<unknown>) => sql`(
  SELECT coalesce(json_agg(json_build_object(
      'productId', item ->> 'productId', 'sku', item ->> 'sku', 'name', a.name, 'options', v.options,
      'isShown', coalesce(a.status = 'active', false) AND (item ->> 'sku' IS NULL OR v.id IS NOT NULL)
      ) ORDER BY place), '[]')
  FROM jsonb_array_elements(${product}.add_ons) WITH ORDINALITY AS listed (item, place)
  LEFT JOIN catalog.variants AS v ON v.sku = item ->> 'sku'
  LEFT JOIN catalog.archived_variants AS gone ON gone.sku = item ->> 'sku'
  LEFT JOIN catalog.products AS a
    ON a.id = coalesce(v.product_id, gone.product_id, (item ->> 'productId')::uuid))`;

/** The products of these ids and SKUs that exist; an archived variant does not. */
export const findNamed = prepared<
  { productIds: string[]; skus: string[] },
  { productId: string; sku: string | null }
>(
  (p) => sql`
    SELECT id AS "productId", NULL AS sku FROM catalog.products WHERE id = ANY (${p.productIds}::uuid[])
    UNION ALL
    SELECT product_id, sku FROM catalog.variants WHERE sku = ANY (${p.skus}::text[])`,
);
