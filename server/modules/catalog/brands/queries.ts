/** Statements of brands. A product's brand is a text, which follows the name of its brand. */
import { sql } from "kysely";
import { editsSince, storedEdit } from "../../../platform/db/edit-queries.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Picture } from "../contract/picture.ts";
import type { BrandTranslations } from "./brand-input.ts";

const edits = { table: "catalog.brand_edits", key: "brand_id" } as const;

export interface StaffBrandRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly translations: BrandTranslations;
  readonly logo: Picture | null;
  readonly formerNames: string[];
  readonly productCount: number;
  readonly version: number;
}

const columns = sql`id, name, slug, description, translations, logo, version,
  ARRAY(SELECT key FROM catalog.brand_names AS n
        WHERE n.brand_id = brands.id AND NOT is_current ORDER BY key) AS "formerNames",
  (SELECT count(*)::int FROM catalog.products AS p WHERE p.brand_id = brands.id) AS "productCount"`;

interface BrandPage {
  readonly items: StaffBrandRow[];
  readonly total: number;
}

/** Brands of which a name has the pattern, those after a place. */
export const listBrands = prepared<
  { pattern: string; afterName: string | null; afterId: string | null; limit: number },
  BrandPage
>(
  (p) => sql`
    WITH matching AS MATERIALIZED (
      SELECT id, name FROM catalog.brands
      WHERE EXISTS (
          SELECT FROM catalog.brand_names AS n WHERE n.brand_id = brands.id AND n.key LIKE ${p.pattern})
        OR catalog.brand_key(translations #>> '{en,name}') LIKE ${p.pattern}
    ), page AS (
      SELECT ${columns} FROM catalog.brands
      WHERE id IN (
        SELECT id FROM matching
        WHERE ${p.afterId}::uuid IS NULL OR (name, id) > (${p.afterName}::text, ${p.afterId}::uuid)
        ORDER BY name, id LIMIT ${p.limit})
    )
    SELECT (SELECT coalesce(json_agg(page ORDER BY name, id), '[]') FROM page) AS items,
           (SELECT count(*)::int FROM matching) AS total`,
);

export const findBrand = prepared<{ id: string }, StaffBrandRow>(
  (p) => sql`SELECT ${columns} FROM catalog.brands WHERE id = ${p.id}`,
);

/** The brand that a spelling leads to. */
export const findByName = prepared<
  { name: string },
  { id: string; name: string; nameEn: string | null; isCurrent: boolean }
>(
  (p) => sql`
    SELECT b.id, b.name, b.translations #>> '{en,name}' AS "nameEn", n.is_current AS "isCurrent"
    FROM catalog.brand_names AS n JOIN catalog.brands AS b ON b.id = n.brand_id
    WHERE n.key = catalog.brand_key(${p.name})`,
);

export interface ShownBrandRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly translations: BrandTranslations;
  readonly logo: Picture | null;
  readonly productCount: number;
}

/** The brands of active products, also of those that are not sold now: lists do not count these. */
export const listShown = prepared<{ now: Date }, ShownBrandRow>(
  (p) => sql`
    SELECT b.id, b.name, b.slug, b.description, b.translations, b.logo, p.count::int AS "productCount"
    FROM (
      SELECT brand_id, count(*) FILTER (
          WHERE coalesce(sales_from <= ${p.now}::timestamptz, true)
            AND coalesce(${p.now}::timestamptz < sales_until, true))
      FROM catalog.products WHERE status = 'active' AND brand_id IS NOT NULL GROUP BY brand_id
    ) AS p JOIN catalog.brands AS b ON b.id = p.brand_id
    ORDER BY b.name, b.id LIMIT 1000`,
);

/** The names of the brands that spellings lead to. */
export const findSpellings = prepared<{ names: string[] }, { spelling: string; name: string }>(
  (p) => sql`
    SELECT spelling, b.name
    FROM unnest(${p.names}::text[]) AS spelling
    JOIN catalog.brand_names AS n ON n.key = catalog.brand_key(spelling)
    JOIN catalog.brands AS b ON b.id = n.brand_id
    WHERE b.name <> spelling`,
);

/** What gives a name to a brand waits here for others that give the same one. */
export const lockName = prepared<{ name: string }, { locked: unknown }>(
  (p) => sql`SELECT catalog.lock_brand_name(${p.name}) AS locked`,
);

/** Locks the products of a brand in the order of their ids, as all that lock several do. */
export const lockProducts = prepared<{ id: string }, { id: string }>(
  (p) => sql`SELECT id FROM catalog.products WHERE brand_id = ${p.id} ORDER BY id FOR NO KEY UPDATE`,
);

/** Waits for the transactions that give one of these brands to products. */
export const lockBrands = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`SELECT id FROM catalog.brands WHERE id = ANY (${p.ids}::uuid[]) ORDER BY id FOR UPDATE`,
);

export const makeBrand = prepared<{ name: string; nameEn: string | null }, { id: string }>(
  (p) => sql`SELECT catalog.make_brand(${p.name}, ${p.nameEn}::text) AS id`,
);

/** Frees a former name of other brands. */
export const releaseName = prepared<{ name: string; id: string | null }, { key: string }>(
  (p) => sql`
    DELETE FROM catalog.brand_names
    WHERE key = catalog.brand_key(${p.name}) AND NOT is_current AND brand_id IS DISTINCT FROM ${p.id}::uuid
    RETURNING key`,
);

/** The present name of the brand becomes a former one. */
export const retireName = prepared<{ id: string }, { key: string }>(
  (p) => sql`
    UPDATE catalog.brand_names SET is_current = false WHERE brand_id = ${p.id} AND is_current RETURNING key`,
);

/** Makes a name that no other brand has the present one of the brand. */
export const takeName = prepared<{ id: string; name: string }, { key: string }>(
  (p) => sql`
    INSERT INTO catalog.brand_names (key, brand_id, is_current)
    VALUES (catalog.brand_key(${p.name}), ${p.id}, true)
    ON CONFLICT (key) DO UPDATE SET is_current = true WHERE brand_names.brand_id = excluded.brand_id
    RETURNING key`,
);

interface BrandColumns {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  /** JSON. */
  readonly translations: string;
  /** JSON. */
  readonly differences: string;
  readonly now: Date;
}

/** The last fifty edits are kept. */
export const updateBrand = prepared<BrandColumns, { version: number }>(
  (p) => sql`
    WITH changed AS (
      UPDATE catalog.brands SET name = ${p.name}, slug = ${p.slug}, description = ${p.description},
        translations = ${p.translations}::jsonb, version = version + 1
      WHERE id = ${p.id} RETURNING id, version
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

/** `logo` is JSON. Returns the former one. The version stays: an edit of the brand leaves its logo alone. */
export const updateLogo = prepared<{ id: string; logo: string | null }, { former: Picture | null }>(
  (p) => sql`
    UPDATE catalog.brands SET logo = ${p.logo}::jsonb WHERE id = ${p.id} RETURNING old.logo AS former`,
);

export const findEditsSince = editsSince(edits);

/** The small letters without spaces that the search of staff looks through; see words/search-text.ts. */
const squeezed = (text: ReturnType<typeof sql>) =>
  sql`nullif(lower(regexp_replace(normalize(${text}, NFC), '\\s+', '', 'g') COLLATE pg_c_utf8), '')`;

/**
 * Gives the products of a brand the name of another, or its own new one, in both languages: an edit of each.
 * Their words are indexed by the job.
 */
export const renameProducts = prepared<
  { from: string; name: string; nameEn: string | null; now: Date },
  { id: string }
>(
  (p) => sql`
    WITH edited AS (
      UPDATE catalog.products SET brand = ${p.name}::text,
        translations = CASE WHEN ${p.nameEn}::text IS NULL THEN translations #- '{en,brand}' ELSE
          jsonb_set(jsonb_build_object('en', '{}'::jsonb) || translations, '{en,brand}',
            to_jsonb(${p.nameEn}::text)) END,
        search = concat_ws(' ', ${squeezed(sql`products.name`)},
          ${squeezed(sql`translations #>> '{en,name}'`)}, ${squeezed(sql`${p.name}::text`)},
          ${squeezed(sql`${p.nameEn}::text`)},
          (SELECT string_agg(lower(sku), ' ' ORDER BY position) FROM catalog.variants AS v
           WHERE v.product_id = products.id)),
        search_version = 0, version = version + 1, updated_at = ${p.now}::timestamptz
      WHERE brand_id = ${p.from}
      RETURNING products.id, products.version, old.brand AS was, new.brand AS now,
        old.translations #> '{en,brand}' AS was_en, new.translations #> '{en,brand}' AS now_en
    ), recorded AS (
      INSERT INTO catalog.product_edits (product_id, version, differences, edited_at)
      SELECT id, version, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('pointer', pointer, 'was', was, 'now', now)), '[]')
        FROM (VALUES ('/brand', to_jsonb(edited.was), to_jsonb(edited.now)),
                     ('/translations/en/brand', was_en, now_en)) AS each (pointer, was, now)
        WHERE each.was IS DISTINCT FROM each.now), ${p.now}::timestamptz
      FROM edited
    )
    SELECT id FROM edited`,
);

/** The names of a brand lead to another from now on. */
export const moveNames = prepared<{ from: string; into: string }, { key: string }>(
  (p) => sql`
    UPDATE catalog.brand_names SET brand_id = ${p.into}, is_current = false
    WHERE brand_id = ${p.from} RETURNING key`,
);

/** The slugs that a brand had before. */
export const findFormerSlugs = prepared<{ id: string }, { slug: string }>(
  (p) => sql`SELECT slug FROM catalog.former_brand_slugs WHERE brand_id = ${p.id}`,
);

/** The slugs of a brand that is gone lead to another from now on. */
export const moveSlugs = prepared<{ slugs: string[]; into: string }, { slug: string }>(
  (p) => sql`
    INSERT INTO catalog.former_brand_slugs (slug, brand_id)
    SELECT slug, ${p.into}::uuid FROM unnest(${p.slugs}::text[]) AS slug
    ON CONFLICT (slug) DO UPDATE SET brand_id = excluded.brand_id RETURNING slug`,
);

/** Former slugs of brands, each with the present one; of many the newest. */
export const listMoved = prepared<{ limit: number }, { slug: string; to: string }>(
  (p) => sql`
    SELECT f.slug, b.slug AS to FROM catalog.former_brand_slugs AS f
    JOIN catalog.brands AS b ON b.id = f.brand_id ORDER BY f.left_at DESC, f.slug LIMIT ${p.limit}`,
);

export const deleteBrand = prepared<{ id: string }, { logo: Picture | null }>(
  (p) => sql`DELETE FROM catalog.brands WHERE id = ${p.id} RETURNING logo`,
);
