import type { CartItem } from "../api/types.ts";

type Line = Pick<CartItem, "problem" | "available" | "minQuantity" | "maxQuantity">;

/** How many pieces of a blocked line can be bought; 0: none. Not in `state.ts`, which every page loads. */
export function piecesThatFit({ problem, available, minQuantity = 1, maxQuantity }: Line): number {
  if (problem === "MINIMUM_QUANTITY") return minQuantity;
  if (problem === "QUANTITY_LIMIT") return Math.min(available, maxQuantity ?? available);
  return problem === "NOT_ENOUGH_STOCK" ? Math.max(0, available) : 0;
}
