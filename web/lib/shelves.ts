import type { ProductCard } from "./api/types.ts";
import { discountPercent } from "./money.ts";

/** Ids are UUIDv7: later ids sort after earlier ones. */
const newestFirst = (a: ProductCard, b: ProductCard): number => (a.id < b.id ? 1 : -1);

/**
 * The newest product of each category, newest first, so that a shelf of news is not eight pairs of socks.
 * @param byCategory each category's products, newest first
 */
export function freshShelf(byCategory: ProductCard[][], size: number): ProductCard[] {
  const shelf = new Map<string, ProductCard>();
  for (
    let depth = 0;
    shelf.size < size && byCategory.some((products) => products.length > depth);
    depth += 1
  ) {
    const row = byCategory.flatMap((products) => products[depth] ?? []).filter(({ inStock }) => inStock);
    for (const product of row.sort(newestFirst)) if (shelf.size < size) shelf.set(product.id, product);
  }
  return [...shelf.values()];
}

/** The largest discounts, without products of another shelf. */
export function saleShelf(products: ProductCard[], shown: ProductCard[], size: number): ProductCard[] {
  const taken = new Set(shown.map(({ id }) => id));
  const percent = ({ price, compareAtPrice }: ProductCard) => discountPercent(price, compareAtPrice);
  return [...new Map(products.map((product) => [product.id, product])).values()]
    .filter((product) => product.inStock && percent(product) > 0 && !taken.has(product.id))
    .sort((a, b) => percent(b) - percent(a) || newestFirst(a, b))
    .slice(0, size);
}
