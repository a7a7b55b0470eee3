import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { type AddOnRow, addOnsOf } from "../add-ons/queries.ts";
import { attributesOf, type ProductAttribute } from "../attributes/queries.ts";
import type { Disclosure } from "../contract/disclosure.ts";
import type { Picture } from "../contract/picture.ts";
import type { Translations } from "../contract/texts.ts";
import { catalog, type ProductStatus } from "../contract.ts";
import type { ProductPicture } from "../pictures/product-picture.ts";
import { type OfferRow, offersOf } from "../price-lists/queries.ts";

export interface OptionRow {
  readonly name: string;
  readonly values: string[];
}

export interface VariantRow {
  readonly id: string;
  readonly sku: string;
  readonly options: Record<string, string>;
  readonly price: number;
  readonly compareAtPrice: number | null;
  readonly picture: Picture | null;
  /** A copy of what inventory said last. */
  readonly inStock: boolean;
}

export interface CategoryRef {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly translations: Translations;
}

export interface ProductRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** Null: the description is text alone. */
  readonly descriptionHtml: string | null;
  readonly brand: string | null;
  readonly status: ProductStatus;
  readonly options: OptionRow[];
  readonly translations: Translations;
  readonly pictures: ProductPicture[];
  readonly currency: "KRW" | "JPY" | "USD" | "EUR";
  readonly price: number;
  readonly compareAtPrice: number | null;
  readonly salesFrom: Date | null;
  readonly salesUntil: Date | null;
  readonly taxType: "taxable" | "tax_free";
  readonly deliveryGroup: string | null;
  readonly minQuantity: number;
  readonly maxQuantity: number | null;
  readonly seo: Readonly<Record<string, { title?: string; description?: string }>>;
  readonly ratingCount: number;
  readonly ratingSum: number;
  /** In the order of display. */
  readonly attributes: ProductAttribute[];
  readonly disclosure: Disclosure | null;
  /** Those that shoppers see, in their order. */
  readonly addOns: AddOnRow[];
  readonly addOnHeading: string | null;
  readonly categories: CategoryRef[];
  readonly variants: VariantRow[];
  /** Prices of lists for everybody, also of those that begin later. */
  readonly offers: OfferRow[];
}

const skusOfProduct = sql`
  offer.sku IN (SELECT v.sku FROM catalog.variants AS v WHERE v.product_id = products.id)`;

/** `id` is what was asked for. */
export interface AskedProduct extends ProductRow {
  readonly productId: string;
}

/**
 * Products with everything that their pages show, each by its id, its slug or a slug that it had. The id of a
 * product goes before the slug of another one. Pages that are asked for together share the statement, of
 * whose cost most is its start.
 */
export const findProducts = prepared<{ ids: string[] }, AskedProduct>(
  (p) => sql`
    SELECT asked.key AS id, products.id AS "productId", slug, name, description,
           description_html AS "descriptionHtml", brand, status, options, translations, pictures,
           currency, price, compare_at_price AS "compareAtPrice",
           sales_from AS "salesFrom", sales_until AS "salesUntil",
           tax_type AS "taxType", delivery_group AS "deliveryGroup",
           min_quantity AS "minQuantity", max_quantity AS "maxQuantity", seo,
           rating_count AS "ratingCount", rating_sum AS "ratingSum", disclosure,
           ${attributesOf(sql`products`)} AS attributes, ${addOnsOf(sql`products`)} AS "addOns",
           add_on_heading AS "addOnHeading",
           (SELECT coalesce(json_agg(json_build_object(
                   'id', c.id, 'slug', c.slug, 'name', c.name, 'translations', c.translations
                   ) ORDER BY c.position, c.slug), '[]')
            FROM catalog.product_categories AS link JOIN catalog.categories AS c ON c.id = link.category_id
            WHERE link.product_id = products.id) AS categories,
           (SELECT coalesce(json_agg(json_build_object(
                   'id', v.id, 'sku', v.sku, 'options', v.options, 'price', v.price,
                   'compareAtPrice', v.compare_at_price, 'picture', v.picture, 'inStock', v.in_stock
                   ) ORDER BY v.position), '[]')
            FROM catalog.variants AS v WHERE v.product_id = products.id) AS variants,
           ${offersOf(skusOfProduct, sql`NULL`)} AS offers
    FROM (
      SELECT key, CASE WHEN length(key) = 36 AND pg_input_is_valid(key, 'uuid') THEN key::uuid END AS id
      FROM unnest(${p.ids}::text[]) AS each (key)
    ) AS asked CROSS JOIN LATERAL (
      SELECT own.id FROM catalog.products AS own
      WHERE own.id = asked.id OR own.slug = asked.key
        OR own.id = (SELECT product_id FROM catalog.former_slugs WHERE slug = asked.key)
      ORDER BY own.id = asked.id DESC NULLS LAST LIMIT 1
    ) AS found JOIN catalog.products ON products.id = found.id`,
);

export interface DescribedRow {
  /** What was asked for: the id of the variant, and behind a space that of the member, if there is one. */
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly productSlug: string;
  readonly sku: string;
  readonly name: string;
  readonly options: Record<string, string>;
  readonly declared: OptionRow[];
  readonly translations: Translations;
  readonly picture: Picture | null;
  readonly price: number;
  readonly currency: ProductRow["currency"];
  /** It is not archived, and its product is active. */
  readonly isShown: boolean;
  readonly salesFrom: Date | null;
  readonly salesUntil: Date | null;
  readonly minQuantity: number;
  readonly maxQuantity: number | null;
  readonly taxType: ProductRow["taxType"];
  readonly deliveryGroup: string | null;
  /** Prices of lists for everybody and for the member's group. */
  readonly offers: OfferRow[];
}

/** The first picture of the product that is of no single variant: one of those may have another colour. */
const pictureOfNoVariant = sql`(
    SELECT picture FROM jsonb_array_elements(product.pictures) WITH ORDINALITY AS shown (picture, place)
    WHERE NOT EXISTS (SELECT FROM catalog.variants AS own
                      WHERE own.product_id = product.id AND own.picture ->> 'key' = shown.picture ->> 'key')
    ORDER BY place LIMIT 1)`;

/** Each id is a `DescribedRow`'s: variants of many shoppers are described by one statement. */
export const describeVariants = prepared<{ ids: string[] }, DescribedRow>(
  (p) => sql`
    SELECT v.asked AS id, v.id AS "variantId", product.id AS "productId", product.slug AS "productSlug",
           v.sku, product.name, v.options, product.options AS declared,
           jsonb_build_object('en', (product.translations -> 'en') - '{description,descriptionHtml}'::text[])
             AS translations,
           coalesce(v.picture, ${pictureOfNoVariant}) AS picture, v.price, product.currency,
           NOT archived AND product.status = 'active' AS "isShown", sales_from AS "salesFrom",
           sales_until AS "salesUntil", min_quantity AS "minQuantity", max_quantity AS "maxQuantity",
           tax_type AS "taxType", delivery_group AS "deliveryGroup",
           ${offersOf(
             sql`offer.sku = v.sku`,
             sql`(SELECT group_code FROM catalog.grouped_members WHERE grouped_members.id = v.member_id)`,
           )} AS offers
    FROM (
      SELECT asked, nullif(substr(asked, 38), '')::uuid AS member_id, id, product_id, sku, options, price,
        picture, false AS archived
      FROM unnest(${p.ids}::text[]) AS asked JOIN catalog.variants ON id = left(asked, 36)::uuid
      UNION ALL
      SELECT asked, NULL, id, product_id, sku, options, price, picture, true
      FROM unnest(${p.ids}::text[]) AS asked JOIN catalog.archived_variants ON id = left(asked, 36)::uuid
    ) AS v JOIN catalog.products AS product ON product.id = v.product_id`,
);

export const listVariantIds = prepared<{ productIds: readonly string[] }, { id: string }>(
  (p) => sql`
    SELECT id FROM catalog.variants WHERE product_id = ANY(${p.productIds}::uuid[])
    ORDER BY product_id, position
  `,
);

/**
 * Inserts a product with its categories and variants, and publishes `productCreated`, in one statement.
 * `variants` and `product` are JSON.
 */
export const insertProduct = prepared<
  { product: string; search: string; categoryIds: string[]; variants: string; now: Date },
  { id: string; published: number }
>(
  (p) => sql`
    WITH input AS (
      SELECT * FROM jsonb_to_record(${p.product}::jsonb) AS each (
        id uuid, slug text, name text, description text, "descriptionHtml" text, brand text, status text,
        options jsonb, translations jsonb, pictures jsonb, currency text, price bigint,
        "compareAtPrice" bigint,
        "inStock" boolean, "publishAt" timestamptz, "salesFrom" timestamptz, "salesUntil" timestamptz,
        tags text[], "taxType" text, "deliveryGroup" text, "minQuantity" int, "maxQuantity" int,
        seo jsonb, attributes jsonb,
        disclosure jsonb, "addOns" jsonb, "addOnHeading" text)
    ), product AS (
      INSERT INTO catalog.products (id, slug, name, description, description_html, brand, status, options,
        translations,
        pictures, currency, price, compare_at_price, in_stock, publish_at, sales_from, sales_until, tags,
        tax_type, delivery_group, min_quantity, max_quantity, seo, attributes, disclosure, add_ons,
        add_on_heading, search,
        created_at, updated_at)
      SELECT id, slug, name, description, "descriptionHtml", brand, status, options, translations,
        pictures, currency, price, "compareAtPrice", "inStock", "publishAt", "salesFrom", "salesUntil", tags,
        "taxType", "deliveryGroup", "minQuantity", "maxQuantity", seo, attributes, disclosure, "addOns",
        "addOnHeading",
        ${p.search}, ${p.now}, ${p.now}
      FROM input
      RETURNING id
    ), variants AS (
      INSERT INTO catalog.variants (id, product_id, sku, options, price, compare_at_price, picture,
        position, in_stock)
      SELECT each.id, product.id, sku, options, price, "compareAtPrice", picture, position, stock > 0
      FROM product, jsonb_to_recordset(${p.variants}::jsonb) AS each (
        id uuid, sku text, options jsonb, price bigint, "compareAtPrice" bigint, picture jsonb,
        position int, stock int)
    ), links AS (
      INSERT INTO catalog.product_categories (product_id, category_id)
      SELECT product.id, category_id FROM product, unnest(${p.categoryIds}::uuid[]) AS category_id
    ), published AS (
      SELECT ${publish(catalog.events.productCreated, {
        productId: sql`product.id`,
        stock: sql`(
          SELECT jsonb_agg(jsonb_build_object(
            'variantId', each ->> 'id', 'sku', each ->> 'sku', 'quantity', each -> 'stock'))
          FROM jsonb_array_elements(${p.variants}::jsonb) AS each)`,
      })}
      FROM product
    )
    SELECT product.id, (SELECT count(*) FROM published) AS published FROM product`,
);

/** Returns the slugs of the list that products have or had. */
export const findTakenSlugs = prepared<{ slugs: string[] }, { slug: string }>(
  (p) => sql`
    SELECT slug FROM catalog.products WHERE slug = ANY (${p.slugs}::text[])
    UNION SELECT slug FROM catalog.former_slugs WHERE slug = ANY (${p.slugs}::text[])`,
);

/**
 * Locks the products of these variants. The columns that a product derives from all its variants (lowest
 * price, in stock) are computed by a statement that begins after the lock is taken, so that it sees what
 * other transactions wrote to other variants.
 */
export const lockProductsOf = prepared<{ variantIds: string[] }, { id: string }>(
  (p) => sql`
    SELECT id FROM catalog.products
    WHERE id IN (SELECT product_id FROM catalog.variants WHERE id = ANY (${p.variantIds}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`,
);

/** Stores for each variant whether inventory has it in stock. Returns the products of these variants. */
export const updateInStock = prepared<{ inStock: string[]; soldOut: string[] }, { productId: string }>(
  (p) => sql`
    WITH changed AS (
      UPDATE catalog.variants SET in_stock = id = ANY (${p.inStock}::uuid[])
      WHERE id = ANY (${p.inStock}::uuid[] || ${p.soldOut}::uuid[])
      RETURNING id, product_id, in_stock
    )
    UPDATE catalog.products SET in_stock =
      EXISTS (SELECT FROM changed WHERE changed.product_id = products.id AND changed.in_stock)
      OR EXISTS (SELECT FROM catalog.variants AS v WHERE v.product_id = products.id AND v.in_stock
                 AND NOT EXISTS (SELECT FROM changed WHERE changed.id = v.id))
    WHERE id IN (SELECT product_id FROM changed)
    RETURNING id AS "productId"`,
);

interface SetupRow {
  readonly hasCategory: boolean;
  readonly hasProduct: boolean;
  readonly hasPicture: boolean;
  readonly isSelling: boolean;
}

/** Each look ends at the first row that it finds. */
export const findSetup = prepared<object, SetupRow>(
  () => sql`
    SELECT EXISTS (SELECT FROM catalog.categories) AS "hasCategory",
           EXISTS (SELECT FROM catalog.products) AS "hasProduct",
           EXISTS (SELECT FROM catalog.products WHERE pictures <> '[]') AS "hasPicture",
           EXISTS (SELECT FROM catalog.products WHERE status = 'active') AS "isSelling"`,
);
