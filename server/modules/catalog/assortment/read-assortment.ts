/** The shown products, for modules that choose among all of them. */
import type { Db } from "../../../platform/db/db.ts";
import { FIRST_ID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { listCategories } from "../categories/queries.ts";
import {
  ASSORTED_AT_ONCE,
  type AssortedCategory,
  type AssortedProduct,
  type ProductCard,
} from "../contract/assortment.ts";
import { presentCard } from "../lists/present.ts";
import { findCards } from "../products/card-queries.ts";
import * as queries from "./queries.ts";

const present = ({ createdAt, salesFrom, salesUntil, ...row }: queries.AssortedRow): AssortedProduct => ({
  ...row,
  salesFrom: salesFrom?.toISOString() ?? null,
  salesUntil: salesUntil?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

export async function listAssortment(db: Db, after: string | null) {
  const limit = ASSORTED_AT_ONCE;
  const rows = await db.rows(queries.listAssorted, { after: after ?? FIRST_ID, limit });
  return { products: rows.map(present), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

export const findAssorted = async (db: Db, ids: string[]): Promise<AssortedProduct[]> =>
  (await db.rows(queries.findAssorted, { ids })).map(present);

export const cardsOf = async (db: Db, ids: string[], language: Language): Promise<ProductCard[]> =>
  (await db.lookUpAtOnce(findCards, ids)).map((row) => presentCard(row, language));

export const assortedCategories = async (db: Db): Promise<AssortedCategory[]> =>
  (await db.rows(listCategories, {})).map(({ id, slug, parentId }) => ({ id, slug, parentId }));
