import type { Db } from "../../../platform/db/db.ts";
import { listSold, type SoldVariant } from "../sales-queries.ts";

/** Variants of a page. */
const PAGE = 5_000;

/** What was sold since a moment, a page of variants at a time. */
export async function sold(
  db: Db,
  since: Date,
  after: string | null,
): Promise<{ variants: SoldVariant[]; next: string | null }> {
  const variants = await db.rows(listSold, { since, after, limit: PAGE });
  return { variants, next: variants.length < PAGE ? null : (variants.at(-1)?.variantId ?? null) };
}
