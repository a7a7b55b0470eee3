import type { CatalogContext } from "../context.ts";
import { pickPage, tieOf } from "../product-index/pick-page.ts";
import { scoreProducts } from "../product-index/score-products.ts";
import { resolveSearch } from "../search/resolve-search.ts";

/** The first products of a search, as its list has them. Those of one `tie` are found as well as another. */
export async function rankSearch(
  { db, index }: Pick<CatalogContext, "db" | "index">,
  q: string,
  limit: number,
): Promise<{ productId: string; tie: number }[]> {
  const products = await index.get();
  const search = await resolveSearch(db, products, q);
  if (search === null) return [];
  const selection = { isSelected: null, scored: scoreProducts(products, search.plan.hits) };
  return pickPage(products, selection, "relevance", null, limit).map(({ id, key }) => ({
    productId: id,
    tie: tieOf(key),
  }));
}
