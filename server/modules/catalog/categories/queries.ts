import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Picture } from "../contract/picture.ts";
import type { Translations } from "../contract/texts.ts";

export interface CategoryRow {
  readonly id: string;
  readonly slug: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly description: string;
  readonly translations: Translations;
  readonly picture: Picture | null;
}

/** Each category before those below it. */
export const listCategories = prepared<object, CategoryRow>(
  () => sql`
    WITH RECURSIVE tree AS (
      SELECT * FROM catalog.categories WHERE parent_id IS NULL
      UNION ALL
      SELECT c.* FROM catalog.categories AS c JOIN tree ON c.parent_id = tree.id
    ) SEARCH DEPTH FIRST BY position, slug SET path
    SELECT id, slug, parent_id AS "parentId", name, description, translations, picture
    FROM tree ORDER BY path LIMIT 2000`,
);

/** Former slugs of categories, each with the present one; of many the newest. */
export const listMoved = prepared<{ limit: number }, { slug: string; to: string }>(
  (p) => sql`
    SELECT f.slug, c.slug AS to FROM catalog.former_category_slugs AS f
    JOIN catalog.categories AS c ON c.id = f.category_id ORDER BY f.left_at DESC, f.slug LIMIT ${p.limit}`,
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

/** The categories of each product, with those above them. */
export const findCategoriesOf = prepared<
  { productIds: string[] },
  { productId: string; categoryIds: string[] }
>(
  (p) => sql`
    WITH RECURSIVE above AS (
      SELECT product_id, category_id AS id FROM catalog.product_categories
      WHERE product_id = ANY (${p.productIds}::uuid[])
      UNION
      SELECT above.product_id, c.parent_id FROM catalog.categories AS c JOIN above ON c.id = above.id
      WHERE c.parent_id IS NOT NULL
    )
    SELECT product_id AS "productId", array_agg(id) AS "categoryIds" FROM above GROUP BY product_id`,
);
