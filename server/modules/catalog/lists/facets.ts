/** The facets of a list, as texts and counts. Pure. */
import type { AttributeColumns } from "../product-index/attribute-columns.ts";
import type { IndexedAttribute } from "../product-index/indexed-product.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import type { ProductTable } from "../product-index/product-table.ts";
import type { FacetCounts } from "./count-facets.ts";
import type { PriceRanges } from "./price-ranges.ts";

export interface Facets extends PriceRanges {
  readonly categories: readonly { slug: string; name: string; nameEn: string | null; count: number }[];
  readonly brands: readonly { name: string; nameEn: string | null; count: number }[];
  readonly inStock: number;
  readonly onSale: number;
  readonly options: readonly {
    name: string;
    nameEn: string | null;
    values: readonly { value: string; valueEn: string | null; count: number }[];
  }[];
  readonly attributes: readonly AttributeFacet[];
}

export interface AttributeFacet {
  readonly attribute: IndexedAttribute;
  /** As filters name them: numbers may be ranges. */
  readonly values: readonly { value: string; count: number }[];
}

const MOST_BRANDS = 100;
const MOST_VALUES = 100;
/** More numbers than these are put into ranges. */
const MOST_NUMBERS = 6;

export function facetsOf(
  index: ProductIndex,
  counts: FacetCounts,
  categories: Int32Array,
  prices: PriceRanges,
): Facets {
  return {
    categories: categoriesOf(index, categories),
    brands: brandsOf(index.table, counts.brands),
    ...prices,
    inStock: counts.inStock,
    onSale: counts.onSale,
    options: optionsOf(index.table, counts.optionValues),
    attributes: attributesOf(index.table.attributes, counts.attributeValues),
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The codes that count something, with their counts. */
const counted = (counts: Int32Array): { code: number; count: number }[] =>
  [...counts].flatMap((count, code) => (count > 0 ? [{ code, count }] : []));

const categoriesOf = ({ tree }: ProductIndex, counts: Int32Array): Facets["categories"] =>
  counted(counts)
    .flatMap(({ code, count }) => {
      const category = tree.at(code);
      return category ? [{ ...category, count }] : [];
    })
    .sort((a, b) => a.position - b.position || byText(a.slug, b.slug))
    .map(({ slug, name, nameEn, count }) => ({ slug, name, nameEn, count }));

const brandsOf = ({ brands }: ProductTable, counts: Int32Array): Facets["brands"] =>
  counted(counts)
    .map(({ code, count }) => ({ name: brands.text(code), nameEn: brands.label(code), count }))
    .sort((a, b) => b.count - a.count || byText(a.name, b.name))
    .slice(0, MOST_BRANDS);

function optionsOf(table: ProductTable, counts: Int32Array): Facets["options"] {
  const byName = Map.groupBy(counted(counts), ({ code }) => table.nameOfValue.values[code] ?? 0);
  return [...byName]
    .map(([code, values]) => ({
      name: table.optionNames.text(code),
      nameEn: table.optionNames.label(code),
      uses: values.reduce((sum, { count }) => sum + count, 0),
      values: values
        .map((each) => ({
          value: table.valueText(each.code),
          valueEn: table.optionValues.label(each.code),
          count: each.count,
        }))
        .sort((a, b) => b.count - a.count || byText(a.value, b.value)),
    }))
    .sort((a, b) => b.uses - a.uses || byText(a.name, b.name))
    .map(({ name, nameEn, values }) => ({ name, nameEn, values }));
}

function attributesOf(columns: AttributeColumns, counts: Int32Array): Facets["attributes"] {
  const byName = Map.groupBy(counted(counts), ({ code }) => columns.attributeOf.values[code] ?? 0);
  return [...columns.filterable.values()].flatMap((attribute) => {
    const found = byName.get(columns.names.find(attribute.code) ?? -1);
    if (!found) return [];
    const values =
      attribute.type === "number"
        ? numbersOf(found.map(({ code, count }) => ({ number: columns.numberOf.values[code] ?? 0, count })))
        : found
            .map(({ code, count }) => ({ value: columns.text(code), count }))
            .sort((a, b) => b.count - a.count || byText(a.value, b.value))
            .slice(0, MOST_VALUES);
    return [{ attribute, values }];
  });
}

/** The numbers, or where they are many, ranges with about as many products in each. */
function numbersOf(found: { readonly number: number; readonly count: number }[]) {
  const sorted = found.sort((a, b) => a.number - b.number);
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  const share = sorted.length > MOST_NUMBERS ? all / MOST_NUMBERS : 1;
  const ranges: { from: number; to: number; count: number }[] = [];
  let passed = 0;
  let last = -1;
  for (const { number, count } of sorted) {
    const place = sorted.length > MOST_NUMBERS ? Math.floor(passed / share) : ranges.length;
    const open = place === last ? ranges.at(-1) : undefined;
    if (open) {
      open.to = number;
      open.count += count;
    } else ranges.push({ from: number, to: number, count });
    last = place;
    passed += count;
  }
  return ranges.map(({ from, to, count }) => ({ value: from === to ? `${from}` : `${from}..${to}`, count }));
}
