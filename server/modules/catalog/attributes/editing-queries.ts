/** Statements with which staff read and edit attributes. */
import { sql } from "kysely";
import { editsSince, storedEdit } from "../../../platform/db/edit-queries.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import type { AttributeType } from "../contract/attributes.ts";
import type { AttributeChoice, AttributeTranslations } from "./attribute-input.ts";

const edits = { table: "catalog.attribute_edits", key: "attribute_id" } as const;

export interface StaffAttributeRow {
  readonly id: string;
  readonly code: string;
  readonly type: AttributeType;
  readonly several: boolean;
  readonly name: string;
  readonly unit: string | null;
  readonly translations: AttributeTranslations;
  readonly choices: AttributeChoice[];
  readonly facet: boolean;
  readonly required: boolean;
  readonly everywhere: boolean;
  readonly categoryIds: string[];
  readonly position: number;
  readonly version: number;
}

const columns = sql`id, code, type, several, name, unit, translations, choices, facet, required, everywhere,
  ARRAY(SELECT category_id FROM catalog.attribute_categories AS link WHERE link.attribute_id = attributes.id
        ORDER BY category_id) AS "categoryIds",
  position, version`;

export const listForStaff = prepared<{ limit: number }, StaffAttributeRow>(
  (p) => sql`SELECT ${columns} FROM catalog.attributes ORDER BY position, code LIMIT ${p.limit}`,
);

export const findForStaff = prepared<{ id: string }, StaffAttributeRow>(
  (p) => sql`SELECT ${columns} FROM catalog.attributes WHERE id = ${p.id}`,
);

/** One that creates an attribute waits for the others, so that the limit holds. */
export const lockAttributes = prepared<object, { locked: unknown }>(
  () => sql`SELECT pg_advisory_xact_lock(hashtextextended('catalog.attributes', 0)) AS locked`,
);

export const countAttributes = prepared<object, { count: number }>(
  () => sql`SELECT count(*)::int AS count FROM catalog.attributes`,
);

/** Waits for the transactions that give values of it to products. */
export const lockAttribute = prepared<{ id: string }, { version: number }>(
  (p) => sql`SELECT version FROM catalog.attributes WHERE id = ${p.id} FOR UPDATE`,
);

interface AttributeColumns {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  /** JSON. */
  readonly translations: string;
  /** JSON. */
  readonly choices: string;
  readonly facet: boolean;
  readonly required: boolean;
  readonly everywhere: boolean;
  readonly categoryIds: string[];
}

/** Without a position, the attribute is the last. */
export const insertAttribute = prepared<
  AttributeColumns & { code: string; type: AttributeType; several: boolean; position: number | null },
  { id: string }
>(
  (p) => sql`
    WITH added AS (
      INSERT INTO catalog.attributes (id, code, type, several, name, unit, translations, choices, facet,
        required, everywhere, position)
      SELECT ${p.id}, ${p.code}, ${p.type}, ${p.several}::boolean, ${p.name}, ${p.unit}::text,
        ${p.translations}::jsonb, ${p.choices}::jsonb, ${p.facet}::boolean, ${p.required}::boolean,
        ${p.everywhere}::boolean,
        coalesce(${p.position}::int, (SELECT coalesce(max(position) + 1, 0) FROM catalog.attributes))
      RETURNING id
    ), linked AS (
      INSERT INTO catalog.attribute_categories (attribute_id, category_id)
      SELECT added.id, category_id FROM added, unnest(${p.categoryIds}::uuid[]) AS category_id
    )
    SELECT id FROM added`,
);

/** `differences` is JSON. The last fifty edits are kept. */
export const updateAttribute = prepared<
  AttributeColumns & { position: number; differences: string; now: Date },
  { version: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE catalog.attributes SET name = ${p.name}, unit = ${p.unit}::text,
        translations = ${p.translations}::jsonb, choices = ${p.choices}::jsonb, facet = ${p.facet}::boolean,
        required = ${p.required}::boolean, everywhere = ${p.everywhere}::boolean,
        position = ${p.position}::int, version = version + 1
      WHERE id = ${p.id} RETURNING id, version
    ), unlinked AS (
      DELETE FROM catalog.attribute_categories AS link USING changed
      WHERE link.attribute_id = changed.id AND link.category_id <> ALL (${p.categoryIds}::uuid[])
    ), linked AS (
      INSERT INTO catalog.attribute_categories (attribute_id, category_id)
      SELECT changed.id, category_id FROM changed, unnest(${p.categoryIds}::uuid[]) AS category_id
      ON CONFLICT DO NOTHING
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

export const findEditsSince = editsSince(edits);

/** Products of every status that have the attribute; with `choices`, one of these. */
export const countUses = prepared<{ code: string; choices: string[] | null }, { products: number }>(
  (p) => sql`
    SELECT count(*)::int AS products FROM catalog.products
    WHERE attributes ? ${p.code}::text
      AND (${p.choices}::text[] IS NULL OR attributes -> ${p.code}::text ?| ${p.choices}::text[])`,
);

/** Lets every process read the products anew that have the attribute, and the job index their words. */
export const renewProducts = prepared<{ code: string }, { id: string }>(
  (p) => sql`
    UPDATE catalog.product_words SET version = 0
    WHERE product_id IN (
      SELECT id FROM catalog.products WHERE attributes ? ${p.code}::text ORDER BY id FOR NO KEY UPDATE)
    RETURNING product_id AS id`,
);

/** Locks the products that have the attribute in the order of their ids, as all that lock several do. */
export const lockProductsWith = prepared<{ code: string }, { id: string }>(
  (p) => sql`
    SELECT id FROM catalog.products WHERE attributes ? ${p.code}::text ORDER BY id FOR NO KEY UPDATE`,
);

/** Takes the attribute from all products: an edit of each. Their words are indexed by the job. */
export const removeValues = prepared<{ code: string; now: Date }, { id: string }>(
  (p) => sql`
    WITH edited AS (
      UPDATE catalog.products SET attributes = products.attributes - ${p.code}::text, version = version + 1
      WHERE attributes ? ${p.code}::text
      RETURNING id, products.version, old.attributes -> ${p.code}::text AS was
    ), recorded AS (
      INSERT INTO catalog.product_edits (product_id, version, differences, edited_at)
      SELECT id, version, jsonb_build_array(jsonb_build_object(
        'pointer', '/attributes/' || ${p.code}::text, 'was', was, 'now', NULL)), ${p.now}::timestamptz
      FROM edited
    ), outdated AS (
      UPDATE catalog.product_words SET version = 0 WHERE product_id IN (SELECT id FROM edited)
    )
    SELECT id FROM edited`,
);

export const deleteAttribute = prepared<{ id: string }, { id: string }>(
  (p) => sql`DELETE FROM catalog.attributes WHERE id = ${p.id} RETURNING id`,
);
