/** Statements of imports and exports of products. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { AttributeValues } from "../contract/attributes.ts";
import type { AttributeColumn } from "../contract/import-rows.ts";
import type { NewProduct } from "../contract.ts";
import type { FileAttribute } from "./attribute-cells.ts";

/** The products of SKUs, also of archived variants, and of slugs, also of former ones. */
export const findProductsOfRows = prepared<
  { skus: string[]; slugs: string[] },
  { sku: string | null; slug: string | null; productId: string }
>(
  (p) => sql`
    SELECT sku, NULL AS slug, product_id AS "productId" FROM catalog.variants
    WHERE sku = ANY (${p.skus}::text[])
    UNION ALL
    SELECT sku, NULL, product_id FROM catalog.archived_variants WHERE sku = ANY (${p.skus}::text[])
    UNION ALL
    SELECT NULL, slug, product_id FROM catalog.former_slugs WHERE slug = ANY (${p.slugs}::text[])
    UNION ALL
    SELECT NULL, slug, id FROM catalog.products WHERE slug = ANY (${p.slugs}::text[])`,
);

/** The products of slugs and the variants of SKUs; an archived variant is none. */
export const findNamedAddOns = prepared<
  { slugs: string[]; skus: string[] },
  { slug: string | null; sku: string | null; id: string }
>(
  (p) => sql`
    SELECT slug, NULL AS sku, id FROM catalog.products WHERE slug = ANY (${p.slugs}::text[])
    UNION ALL
    SELECT NULL, sku, product_id FROM catalog.variants WHERE sku = ANY (${p.skus}::text[])`,
);

/** All categories, each with the path of its names: `주방 > 컵`. */
export const findCategoryPaths = prepared<object, { id: string; slug: string; name: string; path: string }>(
  () => sql`
    WITH RECURSIVE tree AS (
      SELECT id, slug, name, name AS path FROM catalog.categories WHERE parent_id IS NULL
      UNION ALL
      SELECT c.id, c.slug, c.name, tree.path || ' > ' || c.name
      FROM catalog.categories AS c JOIN tree ON c.parent_id = tree.id
    )
    SELECT id, slug, name, path FROM tree LIMIT 5000`,
);

/** All attributes, each with the categories where it may be, those below too. */
export const findFileAttributes = prepared<object, FileAttribute>(
  () => sql`
    WITH RECURSIVE below AS (
      SELECT attribute_id, category_id FROM catalog.attribute_categories
      UNION
      SELECT attribute_id, c.id FROM catalog.categories AS c JOIN below ON c.parent_id = below.category_id
    )
    SELECT code, type, several, choices, everywhere,
      ARRAY(SELECT category_id FROM below WHERE attribute_id = attributes.id) AS "categoryIds"
    FROM catalog.attributes LIMIT 1000`,
);

export const listAttributeColumns = prepared<object, AttributeColumn>(
  () => sql`
    SELECT code, type, several, name, translations #>> '{en,name}' AS "nameEn"
    FROM catalog.attributes ORDER BY position, code LIMIT 1000`,
);

export const findImportedRows = prepared<
  { importId: string; rows: number[] },
  { row: number; outcome: "create" | "update" }
>(
  (p) => sql`
    SELECT row, outcome FROM catalog.imported_rows
    WHERE import_id = ${p.importId} AND row = ANY (${p.rows}::int[])`,
);

/** Stores what rows did with a product, and the version of it that they made. */
export const insertImportedRows = prepared<
  { importId: string; productId: string; rows: number[]; outcomes: string[] },
  { row: number }
>(
  (p) => sql`
    WITH made AS (
      INSERT INTO catalog.imported_products (import_id, product_id, version)
      SELECT ${p.importId}, id, version FROM catalog.products WHERE id = ${p.productId}
      ON CONFLICT (import_id, product_id) DO UPDATE SET version = excluded.version
    )
    INSERT INTO catalog.imported_rows (import_id, row, outcome)
    SELECT ${p.importId}, row, outcome
    FROM unnest(${p.rows}::int[], ${p.outcomes}::text[]) AS each (row, outcome)
    ON CONFLICT DO NOTHING`,
);

export const deleteImportedRows = prepared<{ importId: string }, never>(
  (p) => sql`
    WITH forgotten AS (DELETE FROM catalog.imported_products WHERE import_id = ${p.importId})
    DELETE FROM catalog.imported_rows WHERE import_id = ${p.importId}`,
);

/**
 * The product if anything but the import created or edited it after a moment. What the import itself made
 * last is known by its version.
 */
export const findChangedByOthers = prepared<
  { importId: string; productId: string; since: string },
  { id: string }
>(
  (p) => sql`
    SELECT product.id FROM catalog.products AS product
    LEFT JOIN catalog.imported_products AS own
      ON own.product_id = product.id AND own.import_id = ${p.importId}
    WHERE product.id = ${p.productId} AND CASE
      WHEN own.version IS NOT NULL THEN product.version > own.version
      ELSE product.created_at > ${p.since}::timestamptz OR EXISTS (
        SELECT FROM catalog.product_edits AS edit
        WHERE edit.product_id = product.id AND edit.edited_at > ${p.since}::timestamptz)
    END`,
);

export interface ExportedRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly descriptionHtml: string | null;
  readonly brand: string | null;
  readonly status: NewProduct["status"];
  readonly tags: string[];
  readonly taxType: "taxable" | "tax_free";
  readonly minQuantity: number;
  readonly maxQuantity: number | null;
  readonly options: NewProduct["options"];
  readonly translations: NonNullable<NewProduct["translations"]>;
  readonly categoryIds: string[];
  readonly attributes: AttributeValues;
  /** As cells name them. */
  readonly addOns: string[];
  readonly addOnHeading: string | null;
  readonly variants: {
    readonly sku: string;
    readonly options: Record<string, string>;
    readonly price: number;
    readonly compareAtPrice: number | null;
  }[];
}

/** Products after an id. */
export const listForExport = prepared<{ after: string; limit: number }, ExportedRow>(
  (p) => sql`
    SELECT id, slug, name, description, description_html AS "descriptionHtml", brand, status, tags,
      tax_type AS "taxType", min_quantity AS "minQuantity", max_quantity AS "maxQuantity", options,
      translations, attributes, add_on_heading AS "addOnHeading",
      ARRAY(SELECT coalesce('sku:' || (item ->> 'sku'), 'slug:' || a.slug)
            FROM jsonb_array_elements(products.add_ons) WITH ORDINALITY AS listed (item, place)
            LEFT JOIN catalog.products AS a ON a.id = (item ->> 'productId')::uuid
            ORDER BY place) AS "addOns",
      ARRAY(SELECT category_id FROM catalog.product_categories AS link
            JOIN catalog.categories AS c ON c.id = link.category_id
            WHERE link.product_id = products.id ORDER BY c.position, c.slug) AS "categoryIds",
      (SELECT coalesce(json_agg(json_build_object('sku', v.sku, 'options', v.options, 'price', v.price,
               'compareAtPrice', v.compare_at_price) ORDER BY v.position), '[]')
       FROM catalog.variants AS v WHERE v.product_id = products.id) AS variants
    FROM catalog.products WHERE id > ${p.after}::uuid ORDER BY id LIMIT ${p.limit}`,
);
