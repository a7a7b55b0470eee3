/** Statements with which staff read and edit one product. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Difference } from "../../../platform/differences.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { type StaffAddOn, staffAddOnsOf } from "../add-ons/queries.ts";
import type { AttributeValues } from "../contract/attributes.ts";
import type { Picture } from "../contract/picture.ts";
import { catalog, type NewProduct } from "../contract.ts";
import type { ProductRow, VariantRow } from "./queries.ts";

/** A product as staff edit it, in Korean, with what is translated beside it. */
export interface EditableRow
  extends Omit<ProductRow, "categories" | "variants" | "offers" | "seo" | "attributes" | "addOns"> {
  readonly version: number;
  readonly formerSlugs: string[];
  readonly categoryIds: string[];
  readonly translations: NonNullable<NewProduct["translations"]>;
  readonly tags: string[];
  readonly seo: NonNullable<NewProduct["seo"]>;
  readonly attributes: AttributeValues;
  readonly addOns: StaffAddOn[];
  readonly publishAt: Date | null;
  readonly inStock: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly variants: VariantRow[];
  /** Variants that the product had, and may take back by their SKUs. */
  readonly archived: { readonly id: string; readonly sku: string; readonly picture: Picture | null }[];
}

const editable = sql`
    SELECT id, slug, name, description, description_html AS "descriptionHtml", brand, status, options,
           translations, pictures, currency, price, compare_at_price AS "compareAtPrice", version, tags,
           tax_type AS "taxType", delivery_group AS "deliveryGroup",
           min_quantity AS "minQuantity", max_quantity AS "maxQuantity", seo, attributes, disclosure,
           ${staffAddOnsOf(sql`products`)} AS "addOns", add_on_heading AS "addOnHeading",
           publish_at AS "publishAt", sales_from AS "salesFrom", sales_until AS "salesUntil",
           in_stock AS "inStock", created_at AS "createdAt", updated_at AS "updatedAt",
           ARRAY(SELECT slug FROM catalog.former_slugs AS f WHERE f.product_id = products.id
                 ORDER BY left_at DESC, slug) AS "formerSlugs",
           ARRAY(SELECT category_id FROM catalog.product_categories AS link
                 JOIN catalog.categories AS c ON c.id = link.category_id
                 WHERE link.product_id = products.id ORDER BY c.position, c.slug) AS "categoryIds",
           (SELECT coalesce(json_agg(json_build_object(
                   'id', v.id, 'sku', v.sku, 'options', v.options, 'price', v.price,
                   'compareAtPrice', v.compare_at_price, 'picture', v.picture, 'inStock', v.in_stock
                   ) ORDER BY v.position), '[]')
            FROM catalog.variants AS v WHERE v.product_id = products.id) AS variants,
           (SELECT coalesce(json_agg(json_build_object('id', a.id, 'sku', a.sku, 'picture', a.picture)), '[]')
            FROM catalog.archived_variants AS a WHERE a.product_id = products.id) AS archived
    FROM catalog.products`;

export const findForStaff = prepared<{ id: string }, EditableRow>((p) => sql`${editable} WHERE id = ${p.id}`);

export const findManyForStaff = prepared<{ ids: string[] }, EditableRow>(
  (p) => sql`${editable} WHERE id = ANY (${p.ids}::uuid[])`,
);

/** Locks a product against other edits. What is read of it after this is not changed by others. */
export const lockProduct = prepared<{ id: string }, { version: number }>(
  (p) => sql`SELECT version FROM catalog.products WHERE id = ${p.id} FOR NO KEY UPDATE`,
);

export const findVersion = prepared<{ id: string }, { version: number }>(
  (p) => sql`SELECT version FROM catalog.products WHERE id = ${p.id}`,
);

/** The edits after a version, the oldest first. */
export const findEditsSince = prepared<{ id: string; version: number }, { differences: Difference[] }>(
  (p) => sql`
    SELECT differences FROM catalog.product_edits
    WHERE product_id = ${p.id} AND version > ${p.version} ORDER BY version`,
);

/** The variant, by its id or its SKU. */
export const findVariant = prepared<
  { id: string | null; sku: string },
  { id: string; sku: string; productId: string }
>(
  (p) => sql`
    SELECT id, sku, product_id AS "productId" FROM catalog.variants
    WHERE id = ${p.id} OR sku = ${p.sku} ORDER BY id = ${p.id} DESC NULLS LAST LIMIT 1`,
);

interface NamedVariant {
  readonly id: string;
  readonly sku: string;
  readonly options: Record<string, string>;
  readonly productId: string;
  readonly productName: string;
}

/** A variant and what its product is called. */
export const findNamedVariant = prepared<{ id: string | null; sku: string }, NamedVariant>(
  (p) => sql`
    SELECT v.id, v.sku, v.options, product.id AS "productId", product.name AS "productName"
    FROM catalog.variants AS v JOIN catalog.products AS product ON product.id = v.product_id
    WHERE v.id = ${p.id} OR v.sku = ${p.sku} ORDER BY v.id = ${p.id} DESC NULLS LAST LIMIT 1`,
);

interface ProductEdit {
  readonly id: string;
  /** The version that is edited. */
  readonly version: number;
  /** JSON: the product's columns. */
  readonly product: string;
  /** JSON: all its variants, those that it has not had so far with `isNew`. */
  readonly variants: string;
  readonly categoryIds: string[];
  readonly search: string;
  /** JSON. */
  readonly differences: string;
  readonly now: Date;
}

/**
 * Replaces what staff edit of a product, and publishes `productEdited`, in one statement. Variants that are
 * not listed move to the archive; one that comes back leaves it. The old slug stays with the product. The
 * product is locked. No row: its version is another one.
 */
export const updateProduct = prepared<ProductEdit, { id: string; published: number }>(
  (p) => sql`
    WITH input AS (
      SELECT * FROM jsonb_to_record(${p.product}::jsonb) AS each (
        slug text, name text, description text, "descriptionHtml" text, brand text, status text,
        options jsonb, translations jsonb,
        price bigint, "compareAtPrice" bigint, "inStock" boolean, "publishAt" timestamptz,
        "salesFrom" timestamptz, "salesUntil" timestamptz, tags text[], "taxType" text,
        "deliveryGroup" text, "minQuantity" int, "maxQuantity" int, seo jsonb, attributes jsonb,
        disclosure jsonb, "addOns" jsonb,
        "addOnHeading" text)
    ), listed AS (
      SELECT * FROM jsonb_to_recordset(${p.variants}::jsonb) AS each (
        id uuid, sku text, options jsonb, price bigint, "compareAtPrice" bigint, picture jsonb,
        position int, stock int, "isNew" boolean)
    ), product AS (
      UPDATE catalog.products SET slug = input.slug, name = input.name, description = input.description,
        description_html = input."descriptionHtml", brand = input.brand, status = input.status,
        options = input.options,
        translations = input.translations, price = input.price, compare_at_price = input."compareAtPrice",
        in_stock = input."inStock", publish_at = input."publishAt", sales_from = input."salesFrom",
        sales_until = input."salesUntil", tags = input.tags, tax_type = input."taxType",
        delivery_group = input."deliveryGroup",
        min_quantity = input."minQuantity", max_quantity = input."maxQuantity", seo = input.seo,
        attributes = input.attributes, disclosure = input.disclosure, add_ons = input."addOns",
        add_on_heading = input."addOnHeading", search = ${p.search}, version = version + 1,
        updated_at = ${p.now}
      FROM input WHERE products.id = ${p.id} AND version = ${p.version}
      RETURNING products.id, old.slug AS former_slug, new.slug AS slug, version
    ), left_behind AS (
      INSERT INTO catalog.former_slugs (slug, product_id, left_at)
      SELECT former_slug, id, ${p.now} FROM product WHERE former_slug <> slug
      ON CONFLICT (slug) DO NOTHING
    ), taken_back AS (
      DELETE FROM catalog.former_slugs AS f USING product
      WHERE f.slug = product.slug AND f.product_id = product.id
    ), removed AS (
      DELETE FROM catalog.variants AS v USING product
      WHERE v.product_id = product.id AND v.id NOT IN (SELECT id FROM listed)
      RETURNING v.*
    ), archived AS (
      INSERT INTO catalog.archived_variants (id, product_id, sku, options, price, picture, archived_at)
      SELECT id, product_id, sku, options, price, picture, ${p.now} FROM removed
    ), restored AS (
      DELETE FROM catalog.archived_variants AS a USING listed, product
      WHERE a.id = listed.id AND a.product_id = product.id
    ), changed AS (
      UPDATE catalog.variants AS v SET options = listed.options, price = listed.price,
        compare_at_price = listed."compareAtPrice", position = listed.position
      FROM listed, product
      WHERE v.id = listed.id AND v.product_id = product.id
        AND (v.options, v.price, v.compare_at_price, v.position)
          IS DISTINCT FROM (listed.options, listed.price, listed."compareAtPrice", listed.position)
    ), added AS (
      INSERT INTO catalog.variants (id, product_id, sku, options, price, compare_at_price, picture,
        position, in_stock)
      SELECT listed.id, product.id, sku, options, price, "compareAtPrice", picture, position, stock > 0
      FROM listed, product WHERE "isNew"
    ), unlinked AS (
      DELETE FROM catalog.product_categories AS link USING product
      WHERE link.product_id = product.id AND link.category_id <> ALL (${p.categoryIds}::uuid[])
    ), linked AS (
      INSERT INTO catalog.product_categories (product_id, category_id)
      SELECT product.id, category_id FROM product, unnest(${p.categoryIds}::uuid[]) AS category_id
      ON CONFLICT DO NOTHING
    ), recorded AS (
      INSERT INTO catalog.product_edits (product_id, version, differences, edited_at)
      SELECT id, version, ${p.differences}::jsonb, ${p.now} FROM product
    ), forgotten AS (
      DELETE FROM catalog.product_edits AS e USING product
      WHERE e.product_id = product.id AND e.version <= product.version - 50
    ), published AS (
      SELECT ${publish(catalog.events.productEdited, {
        productId: sql`product.id`,
        stock: sql`(
          SELECT coalesce(jsonb_agg(jsonb_build_object(
            'variantId', id, 'sku', sku, 'quantity', stock)), '[]') FROM listed WHERE "isNew")`,
      })}
      FROM product
    )
    SELECT product.id, (SELECT count(*) FROM published) AS published FROM product`,
);
