import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface AssortedRow {
  readonly id: string;
  readonly name: string;
  readonly brand: string | null;
  readonly categoryIds: string[];
  readonly price: number;
  readonly inStock: boolean;
  readonly salesFrom: Date | null;
  readonly salesUntil: Date | null;
  readonly createdAt: Date;
}

const columns = sql`id, name, brand, price, in_stock AS "inStock", sales_from AS "salesFrom",
  sales_until AS "salesUntil", created_at AS "createdAt",
  ARRAY(SELECT category_id FROM catalog.product_categories WHERE product_id = products.id
        ORDER BY category_id) AS "categoryIds"`;

/** The shown products after an id, by their ids. */
export const listAssorted = prepared<{ after: string; limit: number }, AssortedRow>(
  (p) => sql`
    SELECT ${columns} FROM catalog.products
    WHERE id > ${p.after} AND status = 'active' ORDER BY id LIMIT ${p.limit}`,
);

/** Products that are not shown are left out. */
export const findAssorted = prepared<{ ids: string[] }, AssortedRow>(
  (p) => sql`
    SELECT ${columns} FROM catalog.products WHERE id = ANY (${p.ids}::uuid[]) AND status = 'active'`,
);
