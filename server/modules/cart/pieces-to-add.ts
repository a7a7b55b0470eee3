/** How many pieces of a line a cart can take. Pure. */
import type { VariantCard } from "../catalog/contract/variant.ts";
import type { AddedLine } from "./contract.ts";
import { limitsOf } from "./quantity-limits.ts";

export interface AddableLine {
  readonly quantity: number;
  /** Undefined: there is none any more. */
  readonly variant: Pick<VariantCard, "forSale" | "minQuantity" | "maxQuantity"> | undefined;
  /** Pieces that the cart has. */
  readonly own: number;
  /** Pieces that can be sold. */
  readonly available: number;
  /** The cart takes no other line. */
  readonly isFull: boolean;
}

interface Addition {
  readonly pieces: number;
  readonly problem: AddedLine["problem"];
}

export function piecesToAdd({ quantity, variant, own, available, isFull }: AddableLine): Addition {
  const none = (problem: AddedLine["problem"]): Addition => ({ pieces: 0, problem });
  if (!variant?.forSale) return none("NOT_FOR_SALE");
  if (available <= 0) return none("SOLD_OUT");
  if (isFull) return none("TOO_MANY_LINES");
  const { least, most } = limitsOf(variant);
  const inStock = available - own;
  const pieces = Math.min(quantity, inStock, most - own);
  const shortage = inStock < Math.min(quantity, most - own) ? "NOT_ENOUGH_STOCK" : "QUANTITY_LIMIT";
  if (pieces <= 0) return none(shortage);
  if (own + pieces < least) return none(pieces < quantity ? shortage : "MINIMUM_QUANTITY");
  return { pieces, problem: pieces < quantity ? shortage : null };
}
