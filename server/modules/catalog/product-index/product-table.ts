/**
 * The active products in columns, with their variants.
 *
 * Stores, for each slot: the numbers of the product, where its variants and categories begin, and whether it
 * is live. Each change of a product appends a new slot and marks the former one dead, so that nothing in a
 * column ever changes but this mark; when the dead ones are many, the index is loaded anew.
 */
import { ownField } from "../../../platform/own-field.ts";
import { normalForm } from "../words/normal-form.ts";
import { attributeColumns } from "./attribute-columns.ts";
import type { CategoryTree } from "./category-tree.ts";
import { type Column, flags, integers, numbers } from "./columns.ts";
import type { IndexedProduct } from "./indexed-product.ts";
import { labelledCodes } from "./labelled-codes.ts";
import { productTotals } from "./product-totals.ts";
import { slotIds } from "./slot-ids.ts";

/** Options of a product, at most (`NewProduct`). */
export const MOST_OPTIONS = 3;
/** Stands for no brand, and for no further option. */
export const NONE = -1;

/** Names are listed without regard to case and accents; Hangul is in its own order by its code points. */
const nameKey = (name: string): string =>
  normalForm(name).replaceAll(/[\u00c0-\u024f]/g, (letter) => letter.normalize("NFD").charAt(0));

function createColumns() {
  const columns = {
    ids: slotIds(),
    /** What lists that are sorted by name compare, by language. */
    names: { ko: [] as string[], en: [] as string[] },
    live: flags(),
    /** Microseconds since 1970. */
    createdAt: numbers(),
    price: numbers(),
    inStock: flags(),
    ratingRank: numbers(),
    soldLately: integers(),
    brand: integers(),
    /** The first variant and the first category of each slot; both end where those of the next slot begin. */
    firstVariant: integers(),
    firstCategory: integers(),
    categories: integers(),
    /** The slots of each category's own products, by its code. */
    ofCategory: [] as Column<Int32Array>[],
    variant: {
      price: numbers(),
      onSale: flags(),
      inStock: flags(),
      /** MOST_OPTIONS codes of each variant. */
      values: integers(),
    },
    brands: labelledCodes(),
    optionNames: labelledCodes(),
    /** By the name's code and the value: "2 블랙". */
    optionValues: labelledCodes(),
    nameOfValue: integers(),
    totals: productTotals(),
    attributes: attributeColumns(),
  };
  columns.firstVariant.push(0);
  columns.firstCategory.push(0);
  return columns;
}
type Columns = ReturnType<typeof createColumns>;

export type ProductTable = ReturnType<typeof productTable>;

export function productTable(tree: CategoryTree) {
  const columns = createColumns();
  const { ids, names, live } = columns;
  let count = 0;

  function slotOf(id: string): number | undefined {
    const slot = ids.find(id);
    return slot !== undefined && live.values[slot] === 1 ? slot : undefined;
  }

  /** Marks the product's slot dead. False: there is none. */
  function remove(id: string): boolean {
    const slot = slotOf(id);
    if (slot === undefined) return false;
    live.values[slot] = 0;
    count -= 1;
    dropTexts(columns, slot);
    columns.attributes.drop(slot);
    return true;
  }

  return {
    ...columns,
    remove,
    /** Returns the slot of the product, which replaces its former one. */
    append(product: IndexedProduct): number {
      remove(product.id);
      const slot = ids.size;
      ids.push(product.id);
      count += 1;
      const ko = nameKey(product.name);
      names.ko.push(ko);
      names.en.push(product.nameEn === null ? ko : nameKey(product.nameEn));
      live.push(1);
      columns.createdAt.push(product.createdAt);
      columns.price.push(product.price);
      columns.inStock.push(Number(product.inStock));
      columns.ratingRank.push(product.ratingRank);
      columns.soldLately.push(product.soldLately);
      columns.brand.push(product.brand === null ? NONE : columns.brands.use(product.brand, product.brandEn));
      appendCategories(columns, slot, product.categoryIds.map(tree.codeOf));
      appendVariants(columns, product);
      columns.attributes.append(product.attributes);
      return slot;
    },
    slotOf,
    valueText: (code: number) => columns.optionValues.text(code).replace(/^\d+ /, ""),
    /** Products that are live. */
    get count() {
      return count;
    },
    /** Slots in use, dead ones included. */
    get size() {
      return ids.size;
    },
  };
}

function appendCategories(
  { categories, firstCategory, ofCategory }: Columns,
  slot: number,
  codes: readonly number[],
): void {
  for (const code of codes) {
    categories.push(code);
    const products = ofCategory[code] ?? integers();
    ofCategory[code] = products;
    products.push(slot);
  }
  firstCategory.push(categories.length);
}

function appendVariants({ variant, firstVariant, ...columns }: Columns, product: IndexedProduct): void {
  const coded = product.variants.map(({ options, ...rest }) => ({
    ...rest,
    values: Object.entries(options)
      .slice(0, MOST_OPTIONS)
      .map(([name, value]) => useValue(columns, name, value, product.labels)),
  }));
  for (const { price, onSale, inStock, values } of coded) {
    variant.price.push(price);
    variant.onSale.push(Number(onSale));
    variant.inStock.push(Number(inStock));
    for (let at = 0; at < MOST_OPTIONS; at += 1) variant.values.push(values[at] ?? NONE);
  }
  firstVariant.push(variant.price.length);
  columns.totals.append(coded);
}

function useValue(
  { optionNames, optionValues, nameOfValue }: Pick<Columns, "optionNames" | "optionValues" | "nameOfValue">,
  name: string,
  value: string,
  labels: IndexedProduct["labels"],
): number {
  const nameCode = optionNames.use(name, ownField(labels, name));
  const code = optionValues.use(`${nameCode} ${value}`, ownField(labels, value));
  if (code === nameOfValue.length) nameOfValue.push(nameCode);
  return code;
}

/** The product of the slot does not use its brand and its options' values any more. */
function dropTexts(columns: Columns, slot: number): void {
  const { brand, brands, firstVariant, variant, optionNames, optionValues, nameOfValue } = columns;
  const brandCode = brand.values[slot] ?? NONE;
  if (brandCode !== NONE) brands.drop(brandCode);
  const end = (firstVariant.values[slot + 1] ?? 0) * MOST_OPTIONS;
  for (let at = (firstVariant.values[slot] ?? 0) * MOST_OPTIONS; at < end; at += 1) {
    const code = variant.values.values[at] ?? NONE;
    if (code === NONE) continue;
    optionValues.drop(code);
    optionNames.drop(nameOfValue.values[code] ?? 0);
  }
}
