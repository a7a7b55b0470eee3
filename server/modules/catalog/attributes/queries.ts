/** Statements that read attributes for products. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { AttributeType, AttributeValue } from "../contract/attributes.ts";
import type { AttributeChoice, AttributeTranslations } from "./attribute-input.ts";
import type { AttributeRule } from "./value-problems.ts";

/** A value of a product with what its page shows of the attribute. */
export interface ProductAttribute {
  readonly id: string;
  readonly code: string;
  readonly type: AttributeType;
  readonly name: string;
  readonly unit: string | null;
  readonly translations: AttributeTranslations;
  readonly choices: AttributeChoice[];
  readonly value: AttributeValue;
}

/** JSON: the attributes of the product of this row, in their order. */
export const attributesOf = (product: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (SELECT coalesce(json_agg(json_build_object('id', a.id, 'code', a.code, 'type', a.type, 'name', a.name,
            'unit', a.unit, 'translations', a.translations, 'choices', a.choices,
            'value', ${product}.attributes -> a.code) ORDER BY a.position, a.code), '[]')
   FROM catalog.attributes AS a WHERE ${product}.attributes ? a.code)`;

/**
 * The rules of these attributes and, if `required`, of those that a product in these categories needs. They
 * stay as they are until the transaction ends.
 */
export const lockRules = prepared<
  { codes: string[]; categoryIds: string[]; required: boolean },
  AttributeRule
>(
  (p) => sql`
    WITH RECURSIVE above AS (
      SELECT id, parent_id FROM catalog.categories WHERE id = ANY (${p.categoryIds}::uuid[])
      UNION
      SELECT c.id, c.parent_id FROM catalog.categories AS c JOIN above ON c.id = above.parent_id
    ), applying AS (
      SELECT attribute_id AS id FROM catalog.attribute_categories JOIN above ON above.id = category_id
    )
    SELECT code, type, several, choices, required,
           everywhere OR id IN (SELECT id FROM applying) AS applies
    FROM catalog.attributes
    WHERE code = ANY (${p.codes}::text[])
       OR (${p.required}::boolean AND required AND (everywhere OR id IN (SELECT id FROM applying)))
    ORDER BY code FOR SHARE OF attributes`,
);
