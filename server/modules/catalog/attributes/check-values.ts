/** Judges the values that a product has of attributes. */
import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "../../../platform/db/db.ts";
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { AttributeValue } from "../contract/attributes.ts";
import type { NewProduct } from "../contract.ts";
import { lockRules } from "./queries.ts";
import { valueProblems } from "./value-problems.ts";

/**
 * Where a product comes from. Files and the demo shop know no attributes, so no value is demanded of them; a
 * copy has what its source has, in whatever category.
 */
export type ProductOrigin = "staff" | "file" | "copy";

/**
 * Returns the problems of what an edit gives to the product, or a new product has. Values that stay as they
 * were are not judged again: the product's categories, or those of the attribute, may have changed since. A
 * product that becomes shown, or is shown in other categories, needs all required values.
 */
export async function checkValues(
  trx: Transaction,
  before: NewProduct | null,
  after: NewProduct,
  origin: ProductOrigin,
): Promise<InputProblem[]> {
  const [was, now] = [valuesOf(before), valuesOf(after)];
  const changed = [...now.keys()].filter((code) => !isDeepStrictEqual(was.get(code), now.get(code)));
  const stays = before !== null && isShown(before) && isDeepStrictEqual(folders(before), folders(after));
  const removed = [...was.keys()].filter((code) => !now.has(code));
  const mayLack = origin === "staff" && isShown(after) && (!stays || removed.length > 0);
  if (changed.length === 0 && !mayLack) return [];
  const rules = await trx.rows(lockRules, {
    codes: changed,
    categoryIds: after.categoryIds ?? [],
    required: mayLack,
  });
  const byCode = new Map(
    rules.map((rule) => [rule.code, { ...rule, applies: rule.applies || origin === "copy" }]),
  );
  const wrong = changed.flatMap((code) => valueProblems(code, now.get(code) ?? "", byCode.get(code)));
  const lacking = rules.filter(
    ({ code, required, applies }) => required && applies && !now.has(code) && (!stays || was.has(code)),
  );
  return [
    ...wrong,
    ...(mayLack ? lacking : []).map(({ code }) => inputProblem(`/attributes/${code}`, "REQUIRED")),
  ];
}

const valuesOf = (product: NewProduct | null): Map<string, AttributeValue> =>
  new Map(Object.entries(product?.attributes ?? {}));
const folders = ({ categoryIds = [] }: NewProduct): string[] =>
  categoryIds.map((id) => id.toLowerCase()).sort();
const isShown = ({ status }: NewProduct): boolean => status === "active" || status === "scheduled";
