/**
 * What is like a product, and what of a category is popular, kept until products or their popularity change:
 * it is looked for among thousands of products, and every visitor of a page asks for the same. Pure.
 */
import type { AssortedProduct } from "../catalog/contract/assortment.ts";
import type { Candidate, Reason } from "./ladder.ts";
import { productsLike } from "./likeness.ts";

interface Catalogue {
  find(id: string): AssortedProduct | undefined;
  inCategory(categoryId: string): Iterable<string>;
  /** Another number: other products, or something else of them than their stock. */
  readonly version: number;
}

interface Popular {
  readonly scores: ReadonlyMap<string, number>;
}

export interface Near {
  /** The most alike first. */
  like(id: string): readonly Candidate[];
  /** The most popular first. */
  popularIn(categoryIds: readonly string[]): readonly Candidate[];
}

/** Candidates of a list. */
const DEPTH = 100;
/** Lists that are kept: 10 MB. */
const MOST_KEPT = 2_000;

export const POPULAR: Reason = { kind: "popular" };

/** Returns a function that gives the lists of these products. */
export function nearLists(): (products: Catalogue, popular: Popular) => Near {
  let made: { readonly near: Near; readonly version: number; readonly of: readonly unknown[] } | null = null;
  return (products, popular) => {
    const isCurrent = made?.version === products.version && made.of[0] === products && made.of[1] === popular;
    if (made && isCurrent) return made.near;
    const near = listsOf(products, popular);
    made = { near, version: products.version, of: [products, popular] };
    return near;
  };
}

function listsOf(products: Catalogue, { scores }: Popular): Near {
  const kept = new Map<string, readonly Candidate[]>();
  const keep = (name: string, make: () => readonly Candidate[]): readonly Candidate[] => {
    const known = kept.get(name);
    if (known) return known;
    const list = make();
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(name, list);
    return list;
  };
  const score = (id: string): number => scores.get(id) ?? 0;
  return {
    like: (id) =>
      keep(id, () => {
        const reason: Reason = { kind: "similar", item: id };
        return productsLike(id, products, scores, DEPTH).map((item) => ({ item, reason }));
      }),
    popularIn: (categoryIds) =>
      keep(`in ${categoryIds.join()}`, () => {
        const inside = new Set(categoryIds.flatMap((category) => [...products.inCategory(category)]));
        return [...inside]
          .sort((a, b) => score(b) - score(a) || (a < b ? 1 : -1))
          .slice(0, DEPTH)
          .map((item) => ({ item, reason: POPULAR }));
      }),
  };
}
