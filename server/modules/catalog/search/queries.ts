import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { Picture } from "../contract/picture.ts";
import type { Translations } from "../contract/texts.ts";
import { type SearchedTexts, TELLING_WEIGHT } from "./product-words.ts";

interface TextsRow extends SearchedTexts {
  readonly id: string;
}

const texts = sql`
    id, name, description, brand, translations, ARRAY(
      SELECT DISTINCT pair.value FROM catalog.variants AS v, jsonb_each_text(v.options) AS pair
      WHERE v.product_id = products.id ORDER BY 1) AS values`;

/** The texts of these products, which stay locked until their words are stored. */
export const lockTexts = prepared<{ ids: string[] }, TextsRow>(
  (p) => sql`
    SELECT ${texts} FROM catalog.products
    WHERE id = ANY (${p.ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
);

/** The products whose words older rules made. Another worker's are skipped. */
export const lockOutdated = prepared<{ version: number; limit: number }, TextsRow>(
  (p) => sql`
    SELECT ${texts} FROM catalog.products
    WHERE search_version < ${p.version} ORDER BY search_version, id LIMIT ${p.limit}
    FOR NO KEY UPDATE SKIP LOCKED`,
);

/**
 * Replaces the words that find these products. `words` is JSON: productId, word, jamo, initials, weight.
 * New words are inserted in their order, so that two transactions with the same ones cannot deadlock.
 */
export const replaceWords = prepared<{ ids: string[]; words: string; version: number }, { id: string }>(
  (p) => sql`
    WITH input AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${p.words}::jsonb) AS each (
        "productId" uuid, word text, jamo text, initials text, weight smallint)
    ), words AS (
      INSERT INTO catalog.search_words AS old (word, jamo, initials, telling)
      SELECT word COLLATE "C", min(jamo), min(initials), bool_or(weight >= ${sql.lit(TELLING_WEIGHT)})
      FROM input GROUP BY 1 ORDER BY 1
      ON CONFLICT (word) DO UPDATE SET telling = true WHERE excluded.telling AND NOT old.telling
    ), gone AS (
      DELETE FROM catalog.search_postings AS old
      WHERE product_id = ANY (${p.ids}::uuid[]) AND NOT EXISTS (
        SELECT FROM input WHERE input."productId" = old.product_id AND input.word = old.word)
    ), postings AS (
      INSERT INTO catalog.search_postings AS old (word, product_id, weight)
      SELECT word, "productId", weight FROM input ORDER BY word COLLATE "C", "productId"
      ON CONFLICT (word, product_id) DO UPDATE SET weight = excluded.weight
      WHERE old.weight <> excluded.weight
    )
    UPDATE catalog.products SET search_version = ${p.version} WHERE id = ANY (${p.ids}::uuid[])
    RETURNING id`,
);

/** How a word of the shop answers to a form of a word that was typed. */
export type MatchKind =
  | "whole"
  | "synonym"
  | "prefix"
  | "partial"
  | "suffix"
  | "middle"
  | "initials"
  | "fuzzy"
  | "category"
  | "sku";

export interface MatchRow {
  /** The number of the form. */
  readonly form: number;
  readonly kind: MatchKind;
  /** A word of the shop; of a category the word that its name contains; of a SKU the SKU. */
  readonly word: string;
  /** The category or the product. */
  readonly id: string | null;
  readonly slug: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  /** Letters to change, for `fuzzy`. */
  readonly distance: number;
}

/** The end of the range of texts that begin with `jamo`. */
const after = sql`chr(1114111)`;

/**
 * Finds the words of the shop that answer to the forms of a query (`forms` is JSON: query.ts). `part`
 * and `narrower` match whole words alone. Near words are looked for where a word found nothing.
 */
export const findMatches = prepared<{ forms: string }, MatchRow>(
  (p) => sql`
    WITH forms AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${p.forms}::jsonb) AS each (
        form int, token int, kind text, text text, jamo text)
    ), meant AS MATERIALIZED (
      SELECT form, token, other.word FROM forms
      JOIN catalog.synonyms AS own ON own.word = forms.text
      JOIN catalog.synonyms AS other ON other.set = own.set AND other.word <> own.word
      WHERE kind <> 'narrower'
    ), found AS MATERIALIZED (
      SELECT form, token, 'whole' AS kind, word FROM forms
      JOIN catalog.search_words ON word = forms.text
      UNION ALL
      SELECT form, token, 'synonym', word FROM meant JOIN catalog.search_words USING (word)
      UNION ALL
      SELECT form, token, CASE WHEN word ^@ forms.text THEN 'prefix' ELSE 'partial' END, word
      FROM forms CROSS JOIN LATERAL (
        SELECT word FROM catalog.search_words AS w
        WHERE w.jamo >= forms.jamo AND w.jamo < forms.jamo || ${after} AND w.word <> forms.text
          AND (w.telling OR w.word ^@ forms.text) AND (w.word !~ '[0-9]' OR forms.text ~ '[0-9]')
        ORDER BY w.jamo LIMIT 300) AS w
      WHERE kind IN ('typed', 'joined', 'keyboard') AND forms.text !~ '^[ㄱ-ㅎ]+$'
      UNION ALL
      SELECT form, token, 'suffix', word FROM forms CROSS JOIN LATERAL (
        SELECT word FROM catalog.search_words AS w
        WHERE w.reversed > reverse(forms.text) AND w.reversed < reverse(forms.text) || ${after} AND w.telling
        ORDER BY w.reversed LIMIT 300) AS w
      WHERE kind = 'typed' AND forms.text !~ '^[ㄱ-ㅎ]+$'
      UNION ALL
      SELECT form, token, 'middle', word FROM forms CROSS JOIN LATERAL (
        SELECT word FROM catalog.search_words AS w
        WHERE w.jamo LIKE '%' || regexp_replace(forms.jamo, '([\\\\%_])', '\\\\\\1', 'g') || '%'
          AND strpos(w.word, forms.text) > 1 AND w.telling
        ORDER BY w.word LIMIT 300) AS w
      WHERE kind = 'typed' AND (length(forms.text) > 1 AND length(forms.jamo) > 2
        OR forms.text !~ '[[:alnum:]]')
      UNION ALL
      SELECT form, token, 'initials', word FROM forms CROSS JOIN LATERAL (
        SELECT word FROM catalog.search_words AS w
        WHERE w.initials >= forms.text AND w.initials < forms.text || ${after} AND w.telling
        ORDER BY w.initials LIMIT 300) AS w
      WHERE kind = 'typed' AND forms.text ~ '^[ㄱ-ㅎ]+$'
    ), near AS (
      SELECT form, token, word, levenshtein_less_equal(w.jamo, forms.jamo, 2) AS distance
      FROM forms JOIN catalog.search_words AS w ON w.jamo % forms.jamo
      WHERE kind = 'typed' AND w.telling AND length(forms.jamo) BETWEEN 4 AND 80
        AND abs(length(w.jamo) - length(forms.jamo)) <= 2
        AND NOT EXISTS (SELECT FROM found JOIN forms AS other USING (form)
          WHERE found.token = forms.token AND other.kind <> 'part'
            AND found.kind IN ('whole', 'synonym', 'prefix', 'initials', 'suffix', 'middle'))
    )
    SELECT form, kind, word, NULL AS id, NULL AS slug, NULL AS name, NULL AS "nameEn", 0 AS distance
    FROM found
    WHERE EXISTS (SELECT FROM catalog.search_postings AS posting WHERE posting.word = found.word)
    UNION ALL
    (SELECT form, 'fuzzy', word, NULL, NULL, NULL, NULL, distance FROM near
     JOIN forms USING (form, token)
     WHERE distance <= CASE WHEN length(jamo) < 6 THEN 1 ELSE 2 END AND EXISTS (
       SELECT FROM catalog.search_postings AS posting
       JOIN catalog.products ON products.id = posting.product_id AND status = 'active'
       WHERE posting.word = near.word)
     ORDER BY distance, word LIMIT 50)
    UNION ALL
    SELECT form, 'category', asked.word, c.id::text, c.slug, c.name, c.translations -> 'en' ->> 'name', 0
    FROM (SELECT form, text AS word FROM forms WHERE kind <> 'narrower'
          UNION SELECT form, word FROM meant) AS asked
    JOIN catalog.categories AS c
      ON strpos(lower(c.name || ' ' || coalesce(c.translations -> 'en' ->> 'name', '')), asked.word) > 0
    UNION ALL
    SELECT form, 'sku', lower(sku), product_id::text, NULL, NULL, NULL, 0
    FROM forms CROSS JOIN LATERAL (
      SELECT sku, product_id FROM catalog.variants
      WHERE lower(sku) COLLATE "C" >= forms.text AND lower(sku) COLLATE "C" < forms.text || ${after}
      ORDER BY lower(sku) COLLATE "C" LIMIT 200) AS v
    WHERE kind = 'typed' AND text ~ '^(?=.*[0-9._-])[a-z0-9][a-z0-9._-]{2,63}$'`,
);

/**
 * The products that a search finds, with their score: for each word the best field, and a fifth of the other
 * on top if both a field of the product and its category (`folder`) answer. When no product answers
 * to all of its words, those
 * that answer to the most.
 */
export const matchedBy = (json: RawBuilder<string>) => sql`
    hits AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS each (
        token int, word text, category uuid, product uuid, factor real, least int)
    ), answers AS (
      SELECT product_id, token, max(greatest(score, folder)) + 0.2 * least(max(score), max(folder)) AS score
      FROM (
        SELECT posting.product_id, token, weight * factor AS score, 0 AS folder FROM hits
        JOIN catalog.search_postings AS posting ON posting.word = hits.word AND weight >= least
        UNION ALL
        SELECT link.product_id, token, 0, 100 * factor FROM hits
        JOIN catalog.product_categories AS link ON link.category_id = hits.category
        UNION ALL
        SELECT product, token, 100 * factor, 0 FROM hits WHERE product IS NOT NULL) AS each
      GROUP BY product_id, token
    ), answering AS MATERIALIZED (
      SELECT product_id, count(*) AS tokens, round(sum(score))::int AS score FROM answers
      JOIN catalog.products ON products.id = product_id AND status = 'active' GROUP BY product_id
    ), matched AS (
      SELECT product_id, score, tokens FROM answering
      WHERE tokens = (SELECT max(tokens) FROM answering)
    )`;

export interface SuggestedRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly translations: Translations;
  readonly currency: Currency;
  readonly price: number;
  readonly picture: Picture | null;
}

/** The first products of a search. */
export const findSuggested = prepared<{ hits: string; limit: number }, SuggestedRow>(
  (p) => sql`
    WITH ${matchedBy(p.hits)}, first AS (
      SELECT product_id, row_number() OVER (ORDER BY score DESC, in_stock DESC, created_at DESC, id) AS place
      FROM matched JOIN catalog.products ON products.id = product_id
      ORDER BY place LIMIT ${p.limit}
    )
    SELECT id, slug, name, jsonb_build_object('en', (translations -> 'en') - 'description') AS translations,
           currency, price, pictures -> 0 AS picture
    FROM first JOIN catalog.products ON products.id = product_id ORDER BY place`,
);
