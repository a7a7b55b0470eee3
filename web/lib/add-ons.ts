/** What may be bought with a product, and in which quantities. Pure. */
import type { Product } from "./api/types.ts";

export type AddOnItem = Product["addOns"]["items"][number];
export type AddOnLine = { variantId: string; quantity: number };

const MAX_AT_ONCE = 99;

/** What ticking an add-on chooses: its first variant that is there. Null: it is sold out. */
export function firstLine({ variants, minQuantity }: AddOnItem): AddOnLine | null {
  const variant = variants.find(({ available }) => available >= minQuantity);
  return variant ? { variantId: variant.id, quantity: minQuantity } : null;
}

export function mostOf({ variants, maxQuantity }: AddOnItem, variantId: string): number {
  const available = variants.find(({ id }) => id === variantId)?.available ?? 0;
  return Math.min(available, maxQuantity ?? MAX_AT_ONCE, MAX_AT_ONCE);
}
