import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Picture } from "../contract/picture.ts";
import type { Translations } from "../contract/texts.ts";

export interface CategoryRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly translations: Translations;
  readonly picture: Picture | null;
  readonly productCount: number;
}

export const listCategories = prepared<object, CategoryRow>(
  () => sql`
    SELECT id, slug, name, description, translations, picture,
           (SELECT count(*) FROM catalog.product_categories AS link
            JOIN catalog.products ON products.id = link.product_id AND status = 'active'
            WHERE link.category_id = categories.id) AS "productCount"
    FROM catalog.categories ORDER BY position, slug LIMIT 500`,
);

export const insertCategory = prepared<
  {
    id: string;
    slug: string;
    name: string;
    description: string;
    translations: string;
    picture: string | null;
    position: number;
  },
  { id: string }
>(
  (p) => sql`
    INSERT INTO catalog.categories (id, slug, name, description, translations, picture, position)
    VALUES (${p.id}, ${p.slug}, ${p.name}, ${p.description}, ${p.translations}::jsonb,
            ${p.picture}::jsonb, ${p.position})
    ON CONFLICT (slug) DO NOTHING RETURNING id`,
);

export const findCategoryIds = prepared<{ slugs: string[] }, { id: string; slug: string }>(
  (p) => sql`SELECT id, slug FROM catalog.categories WHERE slug = ANY (${p.slugs}::text[])`,
);
