import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { catalog } from "../contract.ts";
import type { ProductPicture } from "./product-picture.ts";

export interface PicturesRow {
  readonly name: string;
  readonly pictures: ProductPicture[];
  readonly variants: { readonly sku: string; readonly key: string | null }[];
}

/** Locks a product and returns its pictures, with the key of the picture that each variant shows. */
export const lockPictures = prepared<{ productId: string }, PicturesRow>(
  (p) => sql`
    SELECT name, pictures,
           (SELECT coalesce(json_agg(json_build_object('sku', sku, 'key', picture ->> 'key')
                    ORDER BY position), '[]')
            FROM catalog.variants WHERE product_id = products.id) AS variants
    FROM catalog.products WHERE id = ${p.productId} FOR NO KEY UPDATE`,
);

/**
 * Stores all pictures of a product. The caller has locked it. The version stays: an edit of the product does
 * not touch its pictures, so it cannot undo this.
 */
export const updatePictures = prepared<
  { productId: string; pictures: string; now: Date },
  { productId: string }
>(
  (p) => sql`
    UPDATE catalog.products SET pictures = ${p.pictures}::jsonb, updated_at = ${p.now}
    WHERE id = ${p.productId} RETURNING id AS "productId"`,
);

/** Shows a picture at these variants of the product, and at no other of its variants. */
export const updateVariantPictures = prepared<
  { productId: string; picture: string; skus: string[] },
  { sku: string }
>(
  (p) => sql`
    UPDATE catalog.variants
    SET picture = CASE WHEN sku = ANY (${p.skus}::text[]) THEN ${p.picture}::jsonb END
    WHERE product_id = ${p.productId}
      AND (sku = ANY (${p.skus}::text[]) OR picture ->> 'key' = ${p.picture}::jsonb ->> 'key')
    RETURNING sku`,
);

/** Publishes that files of a product's new pictures have to be made. */
export const publishUploaded = prepared<{ productId: string; pictureIds: string[] }, object>(
  (p) => sql`
    SELECT ${publish(catalog.events.picturesUploaded, {
      productId: sql`${p.productId}::uuid`,
      pictureIds: sql`to_jsonb(${p.pictureIds}::text[])`,
    })}`,
);

/** The pictures of a product, without a lock. No row: the product does not exist. */
export const findPictures = prepared<{ productId: string }, { pictures: ProductPicture[] }>(
  (p) => sql`SELECT pictures FROM catalog.products WHERE id = ${p.productId}`,
);

/** Stores the widths of a picture's files, with the product and with each of its variants that shows it. */
export const updateWidths = prepared<
  { productId: string; key: string; widths: string },
  { productId: string }
>(
  (p) => sql`
    WITH variants AS (
      UPDATE catalog.variants SET picture = jsonb_set(picture, '{widths}', ${p.widths}::jsonb)
      WHERE product_id = ${p.productId} AND picture ->> 'key' = ${p.key}
    )
    UPDATE catalog.products SET pictures = (
      SELECT coalesce(jsonb_agg(CASE WHEN picture ->> 'key' = ${p.key}
        THEN jsonb_set(picture, '{widths}', ${p.widths}::jsonb) ELSE picture END ORDER BY position), '[]')
      FROM jsonb_array_elements(pictures) WITH ORDINALITY AS each (picture, position))
    WHERE id = ${p.productId} RETURNING id AS "productId"`,
);
