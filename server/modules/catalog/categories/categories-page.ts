import type { CacheFill } from "../../../platform/http/response-cache.ts";
import type { Language } from "../../../platform/language.ts";
import { LIST_AGE_MS, LISTS } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { presentCategory } from "./present.ts";
import { listCategories } from "./queries.ts";

export async function categoriesPage({ db }: CatalogContext, language: Language): Promise<CacheFill> {
  const rows = await db.rows(listCategories, {});
  return {
    body: { items: rows.map((row) => presentCategory(row, language)) },
    tags: [LISTS],
    maxAgeMs: LIST_AGE_MS,
  };
}
