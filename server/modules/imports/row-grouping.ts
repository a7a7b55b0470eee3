/**
 * Which rows of a file stand together. Rows that follow one another are of one product when they have one
 * slug, or when they have options and the same name or none. Pure.
 */
import type { ReadableRow } from "./read-rows.ts";

/** The variants of a product, at most: more rows are another group, so that batches have a limit. */
const MOST_GROUPED = 1_000;

/** Returns the number of the group of each row, in the order of the file: that of the group's first row. */
export function rowGrouping(): (row: ReadableRow, number: number) => number {
  let group = 0;
  let size = 0;
  let first: ReadableRow | null = null;

  return (row, number) => {
    if (first !== null && size < MOST_GROUPED && belongTogether(first, row)) size += 1;
    else {
      group = number;
      size = 1;
      first = row;
    }
    return group;
  };
}

function belongTogether(first: ReadableRow, row: ReadableRow): boolean {
  if (!("product" in first) || !("product" in row)) return false;
  const { slug, name, options } = row.product;
  if (slug !== undefined) return slug === first.product.slug;
  const isNamedAlike = name === undefined || name === first.product.name;
  return isNamedAlike && options !== undefined && first.product.options !== undefined;
}
