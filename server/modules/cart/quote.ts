/**
 * Computes what a cart costs. No other code computes a cart's prices. The price of a line's variant is that
 * of a piece among the pieces of the line. Pure.
 */
import { add, type Currency, equal, money, sum, times } from "../../platform/money.ts";
import { unitPriceOf } from "../catalog/contract/price-tiers.ts";
import type { VariantCard } from "../catalog/contract/variant.ts";
import type { Quote } from "./contract.ts";
import { type DeliveryRule, deliveryFee } from "./delivery.ts";
import type { ItemRow } from "./queries.ts";

/** A line is left out when its variant no longer exists, because it cannot be priced. */
export function quoteOf(
  items: readonly ItemRow[],
  variants: ReadonlyMap<string, VariantCard>,
  rule: DeliveryRule,
  currency: Currency,
): Quote {
  const lines = items.flatMap(({ variantId, quantity, unitPrice, currency: shownIn }) => {
    const variant = variants.get(variantId);
    if (!variant) return [];
    const price = unitPriceOf(variant, quantity);
    return [
      {
        variant: { ...variant, price },
        quantity,
        shownPrice: money(unitPrice, shownIn),
        lineTotal: times(price, quantity),
        ...(equal(price, variant.price) ? {} : { regularPrice: variant.price }),
      },
    ];
  });
  const subtotal = sum(
    currency,
    lines.filter(({ variant }) => variant.forSale).map(({ lineTotal }) => lineTotal),
  );
  const fee = deliveryFee(rule, subtotal);
  return { lines, subtotal, deliveryFee: fee, total: add(subtotal, fee) };
}
