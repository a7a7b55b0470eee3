import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Picture } from "../contract/picture.ts";

export interface ReferenceRow {
  readonly productId: string;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly picture: Picture | null;
  /** It is active: shoppers see it. */
  readonly isShown: boolean;
}

export const findSkus = prepared<{ skus: string[] }, { sku: string; variantId: string }>(
  (p) => sql`
    SELECT sku, id AS "variantId" FROM catalog.variants WHERE sku = ANY (${p.skus}::text[])`,
);

export const findReferences = prepared<{ ids: string[]; slugs: string[] }, ReferenceRow>(
  (p) => sql`
    SELECT id AS "productId", slug, name, translations -> 'en' ->> 'name' AS "nameEn",
           pictures -> 0 AS picture, status = 'active' AS "isShown"
    FROM catalog.products
    WHERE id = ANY (${p.ids}::uuid[]) OR slug = ANY (${p.slugs}::text[])
       OR id IN (SELECT product_id FROM catalog.former_slugs WHERE slug = ANY (${p.slugs}::text[]))`,
);
