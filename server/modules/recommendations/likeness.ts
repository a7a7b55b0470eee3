/** What is like a product by what it is: for products without visitors yet. Pure. */
import type { AssortedProduct } from "../catalog/contract/assortment.ts";

/** Products of a category that are looked at. */
const DEPTH = 2_000;

interface Catalogue {
  find(id: string): AssortedProduct | undefined;
  inCategory(categoryId: string): Iterable<string>;
}

/** How alike two products are: categories most, then the brand, then the price. */
export function likenessOf(one: AssortedProduct, other: AssortedProduct): number {
  const shared = one.categoryIds.filter((id) => other.categoryIds.includes(id)).length;
  const categories = shared / Math.max(1, one.categoryIds.length, other.categoryIds.length);
  const brand = one.brand !== null && one.brand === other.brand ? 1 : 0;
  const price = Math.min(one.price, other.price) / Math.max(1, one.price, other.price);
  return 0.6 * categories + 0.25 * brand + 0.15 * price;
}

/** Ids of the products that are most like this one, the most alike first; of equals what sells better. */
export function productsLike(
  id: string,
  products: Catalogue,
  popularity: ReadonlyMap<string, number>,
  count: number,
): string[] {
  const self = products.find(id);
  if (!self) return [];
  const near = new Map<string, number>();
  for (const category of self.categoryIds) {
    let looked = 0;
    for (const otherId of products.inCategory(category)) {
      if (looked >= DEPTH) break;
      looked += 1;
      const other = otherId === id || near.has(otherId) ? undefined : products.find(otherId);
      if (other) near.set(otherId, likenessOf(self, other));
    }
  }
  return [...near]
    .sort(([a, one], [b, other]) => other - one || (popularity.get(b) ?? 0) - (popularity.get(a) ?? 0))
    .slice(0, count)
    .map(([otherId]) => otherId);
}
