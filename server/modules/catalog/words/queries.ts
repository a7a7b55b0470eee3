import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { SearchedTexts } from "./product-words.ts";

interface TextsRow extends SearchedTexts {
  readonly id: string;
}

const texts = sql`
    products.id, name, description, brand, translations, ARRAY(
      SELECT DISTINCT pair.value FROM catalog.variants AS v, jsonb_each_text(v.options) AS pair
      WHERE v.product_id = products.id ORDER BY 1) AS values,
    ARRAY(
      SELECT DISTINCT told.word FROM catalog.attributes AS a
      CROSS JOIN LATERAL (
        SELECT products.attributes ->> a.code WHERE a.type = 'text'
        UNION ALL
        SELECT choice ->> 'name' FROM jsonb_array_elements(a.choices) AS choice
        WHERE products.attributes -> a.code ? (choice ->> 'code')
        UNION ALL
        SELECT choice #>> '{translations,en,name}' FROM jsonb_array_elements(a.choices) AS choice
        WHERE products.attributes -> a.code ? (choice ->> 'code')
      ) AS told (word)
      WHERE products.attributes ? a.code AND told.word IS NOT NULL ORDER BY 1) AS "attributeWords"`;

/** The texts of these products, which stay locked until their words are stored. */
export const lockTexts = prepared<{ ids: string[] }, TextsRow>(
  (p) => sql`
    SELECT ${texts} FROM catalog.products
    WHERE id = ANY (${p.ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
);

/** The products whose words older rules made. Another worker's are skipped. */
export const lockOutdated = prepared<{ version: number; limit: number }, TextsRow>(
  (p) => sql`
    SELECT ${texts} FROM catalog.product_words JOIN catalog.products ON products.id = product_id
    WHERE product_words.version < ${p.version} ORDER BY product_words.version, product_id LIMIT ${p.limit}
    FOR NO KEY UPDATE SKIP LOCKED`,
);

/** Replaces the words that find these products: lines of a word and its weight. */
export const replaceWords = prepared<{ ids: string[]; words: string[]; version: number }, never>(
  (p) => sql`
    INSERT INTO catalog.product_words AS own (product_id, version, words)
    SELECT id, ${p.version}::int, words FROM unnest(${p.ids}::uuid[], ${p.words}::text[]) AS each (id, words)
    ON CONFLICT (product_id) DO UPDATE SET version = excluded.version, words = excluded.words
    WHERE own.version <> excluded.version OR own.words <> excluded.words`,
);
