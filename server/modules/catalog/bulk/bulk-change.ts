/** What an edit of many products makes of one of them, and what takes it back. Pure. */
import { type InputProblem, inputError, inputProblem } from "../../../platform/errors.ts";
import { MAX_AMOUNT, money } from "../../../platform/money.ts";
import type { ProductChange } from "../contract.ts";
import type { EditableRow } from "../products/editing-queries.ts";
import { type BulkChange, MOST_CATEGORIES, MOST_TAGS, type PriceRule } from "./change-schema.ts";

/** Returns the problems of a change that its schema does not find. */
export function problemsOfChange(change: BulkChange): InputProblem[] {
  if (Object.keys(change).length === 0) return [inputProblem("/change", "REQUIRED")];
  return [
    ...addedAndRemoved("Tags", change.addTags, change.removeTags),
    ...addedAndRemoved("CategoryIds", lowered(change.addCategoryIds), lowered(change.removeCategoryIds)),
    ...priceProblems(change.price),
  ];
}

const lowered = (ids: readonly string[] = []): string[] => ids.map((id) => id.toLowerCase());

/** What is added and removed at once: no order of the two is meant. */
function addedAndRemoved(
  name: "Tags" | "CategoryIds",
  added: readonly string[] = [],
  removed: readonly string[] = [],
): InputProblem[] {
  const both = new Set(added);
  return removed.flatMap((each, at) =>
    both.has(each) ? [inputProblem(`/change/remove${name}/${at}`, "MISMATCH")] : [],
  );
}

function priceProblems(price: PriceRule | undefined): InputProblem[] {
  if (!price || (price.percent === undefined) !== (price.amount === undefined)) return [];
  const name = price.percent === undefined ? "percent" : "amount";
  return [inputProblem(`/change/price/${name}`, price.percent === undefined ? "REQUIRED" : "MISMATCH")];
}

const roundings = { nearest: Math.round, down: Math.floor, up: Math.ceil } as const;

/** In integers of a hundredth, so that no fraction is lost before the one rounding. */
export function priceAfter(amount: number, { percent, amount: added = 0, rounding, to }: PriceRule): number {
  const hundredths = percent === undefined ? (amount + added) * 100 : amount * (100 + percent);
  return roundings[rounding](hundredths / (100 * to)) * to + 0; // no minus zero
}

/** The change of one product. Throws INVALID_INPUT for a product that cannot take it. */
export function changeOf(row: EditableRow, change: BulkChange): ProductChange {
  const { status, brand, price } = change;
  return {
    ...(status !== undefined && { status }),
    ...(brand !== undefined && { brand }),
    ...listChange("categoryIds", row.categoryIds, change.addCategoryIds, change.removeCategoryIds),
    ...listChange("tags", row.tags, change.addTags, change.removeTags),
    ...(price && { variants: repriced(row, price) }),
  };
}

const most = { categoryIds: MOST_CATEGORIES, tags: MOST_TAGS } as const;

function listChange(
  name: keyof typeof most,
  current: readonly string[],
  added: readonly string[] = [],
  removed: readonly string[] = [],
): Partial<ProductChange> {
  if (added.length + removed.length === 0) return {};
  const kept = current.filter((each) => !removed.includes(each));
  const next = [...kept, ...added.filter((each) => !kept.includes(each))];
  if (next.length > most[name] && next.length > current.length)
    throw inputError([inputProblem(`/${name}`, "MAX_ITEMS", { limit: most[name] })]);
  return { [name]: next };
}

function repriced(row: EditableRow, rule: PriceRule): NonNullable<ProductChange["variants"]> {
  return row.variants.map(({ id, price }) => {
    const amount = priceAfter(price, rule);
    if (amount < 0 || amount > MAX_AMOUNT)
      throw inputError([inputProblem("/price", amount < 0 ? "MINIMUM" : "MAXIMUM")]);
    return { id, price: money(amount, row.currency) };
  });
}

/** The change that takes `change` back: the fields that it names, as they are now. */
export function undoOf(row: EditableRow, change: ProductChange): ProductChange {
  return {
    ...(change.status !== undefined && { status: row.status }),
    ...(change.brand !== undefined && { brand: row.brand }),
    ...(change.categoryIds && { categoryIds: row.categoryIds }),
    ...(change.tags && { tags: row.tags }),
    ...(change.variants && {
      variants: row.variants.map(({ id, price }) => ({ id, price: money(price, row.currency) })),
    }),
  };
}
