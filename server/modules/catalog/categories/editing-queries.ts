/** Statements with which staff read and edit categories. */
import { sql } from "kysely";
import { editsSince, storedEdit } from "../../../platform/db/edit-queries.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Picture } from "../contract/picture.ts";
import type { CategoryTranslations } from "./category-input.ts";

const edits = { table: "catalog.category_edits", key: "category_id" } as const;

export interface StaffCategoryRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly parentId: string | null;
  /** Its place below its parent: 0, 1, 2 … */
  readonly position: number;
  readonly translations: CategoryTranslations;
  readonly picture: Picture | null;
  readonly version: number;
  /** Products of every status that lie in it, without those of the categories below. */
  readonly productCount: number;
}

/** Places are counted, so that gaps and ties in the stored positions are not seen. */
const placed = sql`
  (SELECT *, row_number() OVER (PARTITION BY parent_id ORDER BY position, slug)::int - 1 AS place
   FROM catalog.categories)`;

const columns = sql`id, slug, name, description, parent_id AS "parentId", place AS position, translations,
  picture, version, (SELECT count(*) FROM catalog.product_categories AS link
            WHERE link.category_id = tree.id) AS "productCount"`;

/** All of them, each before those below it. */
export const listForStaff = prepared<{ limit: number }, StaffCategoryRow>(
  (p) => sql`
    WITH RECURSIVE tree AS (
      SELECT * FROM ${placed} AS top WHERE parent_id IS NULL
      UNION ALL
      SELECT c.* FROM ${placed} AS c JOIN tree ON c.parent_id = tree.id
    ) SEARCH DEPTH FIRST BY place SET path
    SELECT ${columns} FROM tree ORDER BY path LIMIT ${p.limit}`,
);

export const findForStaff = prepared<{ id: string }, StaffCategoryRow>(
  (p) => sql`SELECT ${columns} FROM ${placed} AS tree WHERE id = ${p.id}`,
);

/** Two moves at the same time could make a circle, of which each one alone knows nothing. */
export const lockTree = prepared<object, { locked: unknown }>(
  () => sql`SELECT pg_advisory_xact_lock(hashtextextended('catalog.categories', 0)) AS locked`,
);

export const lockCategory = prepared<{ id: string }, { version: number }>(
  (p) => sql`SELECT version FROM catalog.categories WHERE id = ${p.id} FOR NO KEY UPDATE`,
);

/** A row: `id` is `parentId` or lies above it. */
export const findAmongAncestors = prepared<{ id: string; parentId: string }, { id: string }>(
  (p) => sql`
    WITH RECURSIVE above AS (
      SELECT id, parent_id FROM catalog.categories WHERE id = ${p.parentId}
      UNION
      SELECT c.id, c.parent_id FROM catalog.categories AS c JOIN above ON c.id = above.parent_id
    )
    SELECT id FROM above WHERE id = ${p.id}`,
);

interface CategoryColumns {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly parentId: string | null;
  /** JSON. */
  readonly translations: string;
}

/** Without a position, the category is the last below its parent. */
export const insertForStaff = prepared<CategoryColumns & { position: number | null }, { id: string }>(
  (p) => sql`
    INSERT INTO catalog.categories (id, slug, name, description, parent_id, translations, position)
    SELECT ${p.id}, ${p.slug}, ${p.name}, ${p.description}, ${p.parentId}::uuid, ${p.translations}::jsonb,
      coalesce(${p.position}::int, (
        SELECT coalesce(max(position) + 1, 0) FROM catalog.categories
        WHERE parent_id IS NOT DISTINCT FROM ${p.parentId}::uuid))
    RETURNING id`,
);

/** How many lie below a parent (null: at the top), without the category `id`. */
export const countBelow = prepared<{ parentId: string | null; id: string }, { count: number }>(
  (p) => sql`
    SELECT count(*)::int AS count FROM catalog.categories
    WHERE parent_id IS NOT DISTINCT FROM ${p.parentId}::uuid AND id <> ${p.id}`,
);

/** Gives a category the place `position` below its parent: the others make room. The tree is locked. */
export const placeCategory = prepared<
  { id: string; parentId: string | null; position: number },
  { id: string }
>(
  (p) => sql`
    WITH others AS (
      SELECT id, row_number() OVER (ORDER BY position, slug)::int - 1 AS place FROM catalog.categories
      WHERE parent_id IS NOT DISTINCT FROM ${p.parentId}::uuid AND id <> ${p.id}
    ), ordered AS (
      SELECT id, place + (place >= ${p.position}::int)::int AS place FROM others
      UNION ALL SELECT ${p.id}::uuid, ${p.position}::int
    )
    UPDATE catalog.categories SET position = ordered.place FROM ordered
    WHERE ordered.id = categories.id AND position <> ordered.place RETURNING categories.id`,
);

/** `differences` is JSON. The last fifty edits are kept. */
export const updateCategory = prepared<
  CategoryColumns & { position: number; differences: string; now: Date },
  { version: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE catalog.categories SET slug = ${p.slug}, name = ${p.name}, description = ${p.description},
        parent_id = ${p.parentId}::uuid, translations = ${p.translations}::jsonb,
        position = ${p.position}::int, version = version + 1
      WHERE id = ${p.id} RETURNING id, version
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

export const findEditsSince = editsSince(edits);

/** Locks the products of a category in the order of their ids, as all that lock several do. */
export const lockProductsIn = prepared<{ id: string }, { id: string }>(
  (p) => sql`
    SELECT id FROM catalog.products
    WHERE id IN (SELECT product_id FROM catalog.product_categories WHERE category_id = ${p.id})
    ORDER BY id FOR NO KEY UPDATE`,
);

/**
 * Takes the products of a category out of it, into another one if `target` is given: an edit of each
 * product. They are locked.
 */
export const moveProducts = prepared<{ id: string; target: string | null; now: Date }, { id: string }>(
  (p) => sql`
    WITH moved AS (
      SELECT product_id AS id,
        ARRAY(SELECT own.category_id FROM catalog.product_categories AS own
              WHERE own.product_id = link.product_id ORDER BY own.category_id) AS was
      FROM catalog.product_categories AS link WHERE category_id = ${p.id}
    ), unlinked AS (
      DELETE FROM catalog.product_categories WHERE category_id = ${p.id}
    ), linked AS (
      INSERT INTO catalog.product_categories (product_id, category_id)
      SELECT id, ${p.target}::uuid FROM moved WHERE ${p.target}::uuid IS NOT NULL
      ON CONFLICT DO NOTHING
    ), edited AS (
      UPDATE catalog.products SET version = version + 1 FROM moved WHERE products.id = moved.id
      RETURNING products.id, version, was
    ), recorded AS (
      INSERT INTO catalog.product_edits (product_id, version, differences, edited_at)
      SELECT id, version, jsonb_build_array(jsonb_build_object(
        'pointer', '/categoryIds', 'was', to_jsonb(was),
        'now', (SELECT coalesce(jsonb_agg(each ORDER BY each), '[]') FROM (
          SELECT unnest(was) AS each UNION SELECT ${p.target}::uuid) AS category
          WHERE each <> ${p.id} AND each IS NOT NULL))), ${p.now}::timestamptz
      FROM edited
    )
    SELECT id FROM edited`,
);

/** The slug of a category, and those that it had before, lead to another from now on. */
export const moveSlugs = prepared<{ id: string; slug: string; target: string }, { slug: string }>(
  (p) => sql`
    INSERT INTO catalog.former_category_slugs (slug, category_id)
    SELECT slug, ${p.target}::uuid FROM catalog.former_category_slugs WHERE category_id = ${p.id}
    UNION SELECT ${p.slug}, ${p.target}::uuid
    ON CONFLICT (slug) DO UPDATE SET category_id = excluded.category_id RETURNING slug`,
);

export const deleteCategory = prepared<{ id: string }, { id: string }>(
  (p) => sql`DELETE FROM catalog.categories WHERE id = ${p.id} RETURNING id`,
);
