/**
 * Selects the products of a list, and counts its facets.
 *
 * Stores: the selections of the last lists, until the index changes, so that the pages of a list share one
 * pass over its products. The counts of the categories and the ranges of prices are stored by themselves:
 * those do not depend on the category that is chosen, nor these on the prices, so that many lists share them.
 */
import { LRUCache } from "lru-cache";
import type { ProductSelection } from "../product-index/pick-page.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import { type ScoredProducts, scoreProducts } from "../product-index/score-products.ts";
import { has, include, type SlotSet, slotSet } from "../product-index/slot-set.ts";
import type { SearchPlan } from "../search/matches.ts";
import { countFacets, type FacetCounts } from "./count-facets.ts";
import { type Facets, facetsOf } from "./facets.ts";
import { type CodedFilters, codeFilters } from "./filters.ts";
import type { ListFilters } from "./listing.ts";
import { countPriced, type PriceBlocks, priceBlocks } from "./price-blocks.ts";
import { noPrices, type PriceRanges } from "./price-ranges.ts";

export interface Selection extends ProductSelection {
  readonly total: number;
  readonly facets: Facets;
  readonly isSelected: SlotSet;
}

interface Memory {
  readonly version: number;
  readonly selections: LRUCache<string, Selection>;
  readonly categoryCounts: LRUCache<string, Int32Array>;
  readonly priceRanges: LRUCache<string, PriceRanges>;
  /** By the filter of the stock: lists that were filtered by prices alone, and what counts further ones. */
  readonly priced: Map<boolean | null, { lists: number; blocks: PriceBlocks | null }>;
}

/** Bytes of stored selections. */
const MOST_BYTES = 16_000_000;
/** Of a selection, as objects and as JSON in one language: measured. */
const FACETS_BYTES = 25_000;
const MOST_COUNTS = 200;
const FIRST_WITH_BLOCKS = 3;
const memories = new WeakMap<ProductIndex, Memory>();

export function selectProducts(
  index: ProductIndex,
  plan: SearchPlan | null,
  filters: ListFilters,
): Selection {
  const { selections } = memoryOf(index);
  const key = JSON.stringify([filters, plan?.hits]);
  const known = selections.get(key);
  if (known) return known;
  const selection = select(index, plan, filters);
  selections.set(key, selection);
  return selection;
}

function memoryOf(index: ProductIndex): Memory {
  const known = memories.get(index);
  if (known?.version === index.version) return known;
  const memory = {
    version: index.version,
    selections: new LRUCache<string, Selection>({
      maxSize: MOST_BYTES,
      sizeCalculation: ({ isSelected, scored }, key) =>
        isSelected.length + (scored ? scored.slots.length * 6 : 0) + key.length * 2 + FACETS_BYTES,
    }),
    categoryCounts: new LRUCache<string, Int32Array>({ max: MOST_COUNTS }),
    priceRanges: new LRUCache<string, PriceRanges>({ max: MOST_COUNTS }),
    priced: new Map(),
  };
  memories.set(index, memory);
  return memory;
}

function select(index: ProductIndex, plan: SearchPlan | null, filters: ListFilters): Selection {
  const memory = memoryOf(index);
  const scored = plan && scoreProducts(index, plan.hits);
  const pricesKey = JSON.stringify([{ ...filters, minPrice: null, maxPrice: null }, plan?.hits]);
  const knownPrices = memory.priceRanges.get(pricesKey);
  const candidates = candidatesOf(index, scored, filters.category);
  const withPrices = knownPrices === undefined;
  const coded = codeFilters(index, filters);
  const blocks = candidates === null && !withPrices ? blocksFor(index, coded) : null;
  const counts = blocks
    ? countPriced(index, coded, blocks)
    : countFacets(index, coded, candidates, { withPrices });
  const prices = knownPrices ?? counts.prices ?? noPrices;
  memory.priceRanges.set(pricesKey, prices);
  const categories =
    filters.category === null ? counts.categories : countCategories(index, plan, scored, filters);
  const { total, isSelected } = counts;
  return { total, facets: facetsOf(index, counts, categories, prices), isSelected, scored };
}

/** Null: the list is filtered by more than its prices, or the first such lists of this state of the index. */
function blocksFor(index: ProductIndex, coded: CodedFilters): PriceBlocks | null {
  const { brands, options, attributes, onSale, minPrice, maxPrice, inStock } = coded;
  if (brands !== null || options.length + attributes.length > 0 || onSale !== null) return null;
  if (minPrice === 0 && maxPrice === Number.POSITIVE_INFINITY) return null;
  const { priced } = memoryOf(index);
  const known = priced.get(inStock) ?? { lists: 0, blocks: null };
  priced.set(inStock, known);
  known.lists += 1;
  // Making the blocks costs about two passes.
  if (known.lists === FIRST_WITH_BLOCKS) known.blocks = priceBlocks(index, coded);
  return known.blocks;
}

/** What other categories would show, with the same search and the other filters. */
function countCategories(
  index: ProductIndex,
  plan: SearchPlan | null,
  scored: ScoredProducts | null,
  filters: ListFilters,
): FacetCounts["categories"] {
  const { categoryCounts } = memoryOf(index);
  const everywhere = { ...filters, category: null };
  const key = JSON.stringify([everywhere, plan?.hits]);
  const known = categoryCounts.get(key);
  if (known) return known;
  const candidates = candidatesOf(index, scored, null);
  const coded = codeFilters(index, everywhere);
  const { categories } = countFacets(index, coded, candidates, { withPrices: false });
  categoryCounts.set(key, categories);
  return categories;
}

/** Null: every product. */
function candidatesOf(
  { table, tree }: ProductIndex,
  scored: ScoredProducts | null,
  category: string | null,
): Int32Array | null {
  if (scored) return scored.slots;
  if (category === null) return null;
  const all = [...tree.below(category)].flatMap((code) => table.ofCategory[code] ?? []);
  const [only] = all;
  if (only && all.length === 1) return only.values.subarray(0, only.length);
  const seen = slotSet(table.size);
  const slots = new Int32Array(all.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const { values, length } of all) {
    for (let at = 0; at < length; at += 1) {
      const slot = values[at] ?? 0;
      if (has(seen, slot)) continue;
      include(seen, slot);
      slots[count] = slot;
      count += 1;
    }
  }
  return slots.subarray(0, count);
}
