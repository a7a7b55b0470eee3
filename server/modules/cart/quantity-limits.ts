/** How many pieces of a variant an order may have. Pure. */
import { DomainError } from "../../platform/errors.ts";
import type { VariantCard } from "../catalog/contract/variant.ts";
import { LARGEST_QUANTITY } from "../inventory/contract.ts";

type Limited = Pick<VariantCard, "minQuantity" | "maxQuantity">;

export const limitsOf = ({ minQuantity = 1, maxQuantity = LARGEST_QUANTITY }: Limited) => ({
  least: minQuantity,
  most: maxQuantity,
});

/** Throws QUANTITY_LIMIT or MINIMUM_QUANTITY. */
export function checkQuantity(variant: Limited, quantity: number): void {
  const { least, most } = limitsOf(variant);
  if (quantity > most) throw new DomainError("QUANTITY_LIMIT", { most });
  if (quantity < least) throw new DomainError("MINIMUM_QUANTITY", { least });
}
