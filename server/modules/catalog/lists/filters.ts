/** The filters of a list in the codes of the product index. */

import type { AttributeColumns } from "../product-index/attribute-columns.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import { NONE } from "../product-index/product-table.ts";
import type { Choice, ListFilters } from "./listing.ts";

export interface CodedFilters {
  /** Codes of categories, of which a product must have one; null: any. */
  readonly categories: ReadonlySet<number> | null;
  readonly brands: ReadonlySet<number> | null;
  /** One value of each option that is named. An option that the shop does not have fits no variant. */
  readonly options: readonly { readonly name: number; readonly values: ReadonlySet<number> }[];
  /**
   * Of each attribute that is named, a mark beside the codes of the values that fit. Null: no product has the
   * attribute.
   */
  readonly attributes: readonly { readonly attribute: number | null; readonly isWanted: Uint8Array }[];
  readonly minPrice: number;
  readonly maxPrice: number;
  readonly inStock: boolean | null;
  readonly onSale: boolean | null;
}

export function codeFilters({ table, tree }: ProductIndex, filters: ListFilters): CodedFilters {
  const { brands, optionNames, optionValues } = table;
  return {
    categories: filters.category === null ? null : tree.below(filters.category),
    brands: filters.brands === null ? null : codesOf(filters.brands, (brand) => brands.find(brand)),
    options: Object.entries(filters.options).map(([option, choice]) => {
      const name = optionNames.find(option) ?? NONE;
      return { name, values: codesOf(choice, (value) => optionValues.find(`${name} ${value}`)) };
    }),
    attributes: Object.entries(filters.attributes).map(([code, choice]) =>
      codeAttribute(table.attributes, code, choice),
    ),
    minPrice: filters.minPrice ?? 0,
    maxPrice: filters.maxPrice ?? Number.POSITIVE_INFINITY,
    inStock: filters.inStock,
    onSale: filters.onSale,
  };
}

/** A single value with commas between is one value if the shop has it, else the values between the commas. */
function codesOf({ whole, values }: Choice, find: (text: string) => number | undefined): Set<number> {
  const single = whole === null ? undefined : find(whole);
  if (single !== undefined) return new Set([single]);
  return new Set(values.flatMap((value) => find(value) ?? []));
}

function codeAttribute(columns: AttributeColumns, code: string, choice: Choice) {
  const attribute = columns.filterable.has(code) ? columns.names.find(code) : undefined;
  const isWanted = new Uint8Array(columns.size);
  if (attribute === undefined) return { attribute: null, isWanted };
  if (columns.filterable.get(code)?.type === "number") markNumbers(columns, attribute, choice, isWanted);
  else for (const value of codesOf(choice, (text) => columns.find(attribute, text))) isWanted[value] = 1;
  return { attribute, isWanted };
}

/** Numbers are named by themselves or by a range with both ends, of which one may be missing: `100..250`. */
function markNumbers(
  { attributeOf, numberOf, size }: AttributeColumns,
  attribute: number,
  { values }: Choice,
  isWanted: Uint8Array,
): void {
  const ranges = values.flatMap((text) => readRange(text) ?? []);
  for (let code = 0; code < size; code += 1) {
    if (attributeOf.values[code] !== attribute) continue;
    const number = numberOf.values[code] ?? Number.NaN;
    if (ranges.some(({ from, to }) => number >= from && number <= to)) isWanted[code] = 1;
  }
}

const NUMBER = "-?\\d{1,13}(?:\\.\\d{1,9})?";
const RANGE = new RegExp(`^(?<from>${NUMBER})?(?<dots>\\.\\.)?(?<to>${NUMBER})?$`);

function readRange(text: string): { readonly from: number; readonly to: number } | null {
  const { from, dots, to } = RANGE.exec(text)?.groups ?? {};
  if (from === undefined && to === undefined) return null;
  if (dots === undefined) return to === undefined ? { from: Number(from), to: Number(from) } : null;
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : Number(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : Number(to),
  };
}
