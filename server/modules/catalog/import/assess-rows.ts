/** Judges the rows of one product by the rules for products; rows that break them are left out. Pure. */
import type { InputProblem } from "../../../platform/errors.ts";
import type { Currency } from "../../../platform/money.ts";
import { type RowOutcome, rowOutcome } from "../../../platform/tables/row-outcome.ts";
import type { ImportedProductRow } from "../contract/import-rows.ts";
import type { NewProduct } from "../contract.ts";
import { addedPictures, unknownPictures } from "../descriptions/added-pictures.ts";
import { problemsOf, withReadKeys } from "../products/product.ts";
import { differs, joinRows, type NamedInCells, type RowProblem } from "./row-change.ts";

export interface Assessment {
  /** The product with the rows that were not refused. Null: all were. */
  readonly content: NewProduct | null;
  readonly outcomes: readonly RowOutcome[];
}

/** `before` is null for a new product. */
export function assessRows(
  before: NewProduct | null,
  rows: readonly ImportedProductRow[],
  { currency, ...named }: NamedInCells & { readonly currency: Currency },
): Assessment {
  const refused = new Map<number, RowProblem[]>();
  const known = new Set(before ? problemsOf(before, currency).map(nameOf) : []);
  let content: NewProduct | null = null;
  let left = rows;
  while (left.length > 0) {
    const joined = joinRows(before, left, named);
    content = withReadKeys(joined.content);
    const problems =
      joined.problems.length > 0
        ? joined.problems
        : [
            ...problemsOf(content, currency).filter((problem) => !known.has(nameOf(problem))),
            ...unknownPictures(addedPictures(before, content), named.pictures),
          ].flatMap(toRows(content, left));
    if (problems.length === 0) break;
    for (const problem of problems) refused.set(problem.row, [...(refused.get(problem.row) ?? []), problem]);
    left = left.filter(({ row }) => !refused.has(row));
    content = null;
  }
  const had = new Set(before?.variants.map(({ sku }) => sku));
  const outcomes = rows.map((row): RowOutcome => {
    const problems = refused.get(row.row);
    if (problems)
      return {
        row: row.row,
        outcome: "refused",
        problems: problems.map(({ field, code }) => ({ field, code })),
      };
    if (!before || !had.has(row.sku)) return rowOutcome(row.row, "create");
    return rowOutcome(row.row, content && differs(before, content, row) ? "update" : "unchanged");
  });
  return { content, outcomes };
}

const nameOf = ({ pointer, code }: InputProblem): string => `${pointer} ${code}`;

/** A problem of a variant is one of its row; of the product, or a variant without a row, one of all rows. */
function toRows(content: NewProduct, rows: readonly ImportedProductRow[]) {
  return ({ pointer, code }: InputProblem): RowProblem[] => {
    const [, part = "", at = "", ofVariant = ""] = pointer.split("/");
    if (pointer === "/translations/en/descriptionHtml")
      return rows.map(({ row }) => ({ row, field: "descriptionHtmlEn", code }));
    const sku = part === "variants" ? content.variants[Number(at)]?.sku : undefined;
    const own = rows.filter((row) => row.sku === sku);
    const field = part === "variants" ? (FIELDS[ofVariant] ?? ofVariant) : (FIELDS[part] ?? part);
    return (own.length > 0 ? own : rows).map(({ row }) => ({ row, field, code }));
  };
}

const FIELDS: Readonly<Record<string, string>> = {
  options: "option1Value",
  categoryIds: "categories",
  publishAt: "status",
};
