import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { Picture } from "../contract/picture.ts";

export interface CardRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly brand: string | null;
  readonly brandEn: string | null;
  readonly currency: Currency;
  readonly price: number;
  readonly compareAtPrice: number | null;
  readonly picture: Picture | null;
  readonly inStock: boolean;
  readonly ratingCount: number;
  readonly ratingSum: number;
}

/** What lists and suggestions show of these products. Those that are not shown any more are left out. */
export const findCards = prepared<{ ids: string[] }, CardRow>(
  (p) => sql`
    SELECT id, slug, name, translations #>> '{en,name}' AS "nameEn",
           brand, translations #>> '{en,brand}' AS "brandEn",
           currency, price, compare_at_price AS "compareAtPrice", pictures -> 0 AS picture,
           in_stock AS "inStock", rating_count AS "ratingCount", rating_sum AS "ratingSum"
    FROM catalog.products WHERE id = ANY (${p.ids}::uuid[]) AND status = 'active'`,
);
