import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { MatchRow } from "./match.ts";

/** The end of the range of texts that begin with a text. */
const after = sql`chr(1114111)`;

/**
 * The SKUs that begin with what was typed, and those that contain its parts in their order, if these are long
 * enough for an index of trigrams to be quick. `forms` is JSON: WantedSku, each with a number of its own.
 */
export const findSkus = prepared<{ forms: string }, MatchRow>(
  (p) => sql`
    SELECT DISTINCT form, 'sku' AS kind, lower(sku) AS word, true AS telling, product_id::text AS id,
           NULL AS slug, NULL AS name, NULL AS "nameEn", 0 AS distance
    FROM jsonb_to_recordset(${p.forms}::jsonb) AS forms (form int, text text, parts text, pattern text)
    CROSS JOIN LATERAL (
      (SELECT sku, product_id FROM catalog.variants
       WHERE lower(sku) COLLATE "C" >= forms.text AND lower(sku) COLLATE "C" < forms.text || ${after}
       ORDER BY lower(sku) COLLATE "C" LIMIT 200)
      UNION ALL
      (SELECT sku, product_id FROM catalog.variants
       WHERE length(forms.parts) >= 4 AND forms.parts ~ '[a-z0-9]{3}'
         AND catalog.joined_sku(sku) LIKE '%' || forms.parts || '%'
         -- Of what the index of the parts has found: an index of trigrams would look the pattern up too.
         AND lower(sku) || '' ~ forms.pattern LIMIT 200)
    ) AS v`,
);
