/**
 * Finds the products that a list shows and counts its facets, in one pass over the candidates.
 *
 * Always: a facet counts the products that match the search and every filter but the facet's own, so that
 * the count beside a value says what choosing it would find. Options, price, stock and sale are filters of
 * variants: a product passes if one of its variants passes all of them.
 * How: a variant misses some of the chosen options. Those that miss none say whether the product is in stock,
 * and at which prices; one that misses a single option counts for the values of this option alone. Most lists
 * are of products whose variants fare alike: these are counted by their totals, without a look at each
 * variant.
 * Attributes are the same for products: one that misses a single one counts for the values of this alone.
 * The loops run over a hundred thousand products: they read columns, and make no objects.
 */
import type { ProductIndex } from "../product-index/product-index.ts";
import { NONE, type ProductTable } from "../product-index/product-table.ts";
import { include, type SlotSet, slotSet } from "../product-index/slot-set.ts";
import { attributeCounter } from "./count-attributes.ts";
import { categoryCounter, valueCounter } from "./count-values.ts";
import type { CodedFilters } from "./filters.ts";
import { type PriceRanges, priceCollector } from "./price-ranges.ts";
import { isIn, productsAlike } from "./products-alike.ts";
import { IN_STOCK, MISSES_MORE, MISSES_NONE, SOLD_OUT, stockOf, variantJudge } from "./variant-judge.ts";

export interface FacetCounts {
  /** What the list shows. */
  readonly isSelected: SlotSet;
  readonly total: number;
  readonly inStock: number;
  readonly onSale: number;
  /** By code, as the other counts. */
  readonly categories: Int32Array;
  readonly brands: Int32Array;
  readonly optionValues: Int32Array;
  readonly attributeValues: Int32Array;
  /** Null: not counted. */
  readonly prices: PriceRanges | null;
}

/** `candidates` are slots; without them, the pass looks at every product. */
export function countFacets(
  index: ProductIndex,
  filters: CodedFilters,
  candidates: Int32Array | null,
  { withPrices }: { readonly withPrices: boolean },
): FacetCounts {
  const pass = startPass(index, filters, withPrices);
  const alike = productsAlike(index.table, filters, candidates, pass.attributes);
  countWhole(pass, index.table, alike.whole);
  if (pass.prices) for (const slot of alike.notByPrice) pass.prices.collectWhole(slot);
  for (const slot of alike.others) countOne(pass, index.table, filters, slot);
  const { isSelected, total, inStock, onSale, brands, categories, values, attributes, prices } = pass;
  return {
    isSelected,
    total,
    inStock,
    onSale,
    categories: categories.counts(),
    brands,
    optionValues: values.counts,
    attributeValues: attributes.counts,
    prices: prices?.ranges() ?? null,
  };
}

type Pass = ReturnType<typeof startPass>;

function startPass(index: ProductIndex, filters: CodedFilters, withPrices: boolean) {
  const { table } = index;
  const least: number = filters.inStock === true ? IN_STOCK : SOLD_OUT;
  const most: number = filters.inStock === false ? SOLD_OUT : IN_STOCK;
  return {
    least,
    most,
    isSelected: slotSet(table.size),
    brands: new Int32Array(table.brands.size),
    judge: variantJudge(table, filters),
    values: valueCounter(table, least, most),
    attributes: attributeCounter(table, filters),
    categories: categoryCounter(index),
    prices: withPrices ? priceCollector(table, filters) : null,
    total: 0,
    inStock: 0,
    onSale: 0,
  };
}

/** Counts products of which all variants fit every filter but that of the stock. */
function countWhole(pass: Pass, { totals, brand }: ProductTable, slots: Int32Array): void {
  const { least, most, isSelected, brands, values, attributes, categories, prices } = pass;
  const [stocked, saleStocked, brandOf] = [totals.stocked.values, totals.saleStocked.values, brand.values];
  let total = 0;
  let inStock = 0;
  let onSale = 0;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] ?? 0;
    const stock = stockOf(stocked[slot] ?? 0);
    if (stock === IN_STOCK) inStock += 1;
    const saleStock = stockOf(saleStocked[slot] ?? 0);
    if (saleStock >= least && saleStock <= most) onSale += 1;
    values.countAll(slot);
    if (stock < least || stock > most) continue;
    include(isSelected, slot);
    total += 1;
    const own = brandOf[slot] ?? NONE;
    if (own !== NONE) brands[own] = (brands[own] ?? 0) + 1;
    attributes.count(slot, MISSES_NONE);
    categories.count(slot);
    prices?.collectWhole(slot);
  }
  pass.total += total;
  pass.inStock += inStock;
  pass.onSale += onSale;
}

/** Counts a product of which some variants may fit, or that fits all filters but its category or brand. */
function countOne(pass: Pass, table: ProductTable, filters: CodedFilters, slot: number): void {
  const { least, most, judge, brands } = pass;
  const fitsCategory = filters.categories === null || isIn(table, slot, filters.categories);
  const brand = table.brand.values[slot] ?? NONE;
  const fitsBrand = filters.brands === null || filters.brands.has(brand);
  if (!fitsCategory && !fitsBrand) return;
  const lacks = pass.attributes.missed(slot);
  if (lacks === MISSES_MORE || (lacks !== MISSES_NONE && !(fitsCategory && fitsBrand))) return;
  judge.look(slot);
  const { stock, saleStock, priceStock } = judge;
  const isShown = stock >= least && stock <= most;
  if (fitsCategory && fitsBrand && isShown) pass.attributes.count(slot, lacks);
  if (lacks !== MISSES_NONE) return;
  if (fitsBrand && isShown) pass.categories.count(slot);
  if (!fitsCategory) return;
  if (isShown && brand !== NONE) brands[brand] = (brands[brand] ?? 0) + 1;
  if (!fitsBrand) return;
  if (isShown) {
    include(pass.isSelected, slot);
    pass.total += 1;
  }
  if (stock === IN_STOCK) pass.inStock += 1;
  if (saleStock >= least && saleStock <= most) pass.onSale += 1;
  if (priceStock >= least && priceStock <= most) pass.prices?.collect(slot, judge.missed);
  pass.values.countEach(slot, judge.missed);
}
