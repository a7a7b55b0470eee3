/** What staff choose in the bar of many products, as the API takes it. Pure. */
import type { BulkChange } from "../../api/types.ts";

export const bulkActions = [
  "active",
  "draft",
  "archived",
  "addTag",
  "removeTag",
  "addCategory",
  "removeCategory",
  "brand",
  "percent",
  "amount",
] as const;
export type BulkAction = (typeof bulkActions)[number];

/** What an action needs besides its name. */
export const needOf = (action: BulkAction): "nothing" | "text" | "category" | "number" => {
  if (action === "addTag" || action === "removeTag" || action === "brand") return "text";
  if (action === "addCategory" || action === "removeCategory") return "category";
  return action === "percent" || action === "amount" ? "number" : "nothing";
};

/** Prices end on whole tens, so that none ends on single won. */
const ROUNDING = { rounding: "nearest", to: 10 } as const;

/** Returns null while the value is missing. */
export function changeOf(action: BulkAction, typed: string): BulkChange | null {
  const value = typed.trim();
  if (needOf(action) === "number") {
    const number = Number(value);
    if (value === "" || !Number.isInteger(number) || number === 0) return null;
    return { price: { ...(action === "percent" ? { percent: number } : { amount: number }), ...ROUNDING } };
  }
  if (needOf(action) !== "nothing" && value === "") return action === "brand" ? { brand: null } : null;
  switch (action) {
    case "addTag":
      return { addTags: [value] };
    case "removeTag":
      return { removeTags: [value] };
    case "addCategory":
      return { addCategoryIds: [value] };
    case "removeCategory":
      return { removeCategoryIds: [value] };
    case "brand":
      return { brand: value };
    case "active":
    case "draft":
    case "archived":
      return { status: action };
    default:
      return null;
  }
}
