/** Turns a cart into an API response. Pure. */
import type { Language } from "../../platform/language.ts";
import { equal, type Money } from "../../platform/money.ts";
import { unitPriceOf } from "../catalog/contract/price-tiers.ts";
import { showVariant, type VariantCard } from "../catalog/contract/variant.ts";
import { regionNameIn } from "./contract/delivery-rules.ts";
import type { Quote, QuoteLine } from "./contract.ts";
import { limitsOf } from "./quantity-limits.ts";
import type { ItemRow } from "./queries.ts";
import type { SavedRow } from "./saved-queries.ts";

export interface CartView {
  readonly id: string;
  readonly items: readonly ItemRow[];
  readonly quote: Quote;
  readonly available: ReadonlyMap<string, number>;
  readonly freeDeliveryRemaining: Money | null;
}

/** What is saved for later. */
export interface SavedView {
  readonly items: readonly SavedRow[];
  readonly variants: ReadonlyMap<string, VariantCard>;
  readonly available: ReadonlyMap<string, number>;
}

/** A variant that no longer exists is left out, as in the cart. */
export const presentSaved = ({ items, variants, available }: SavedView, language: Language) => ({
  items: items.flatMap(({ id, variantId, quantity }) => {
    const variant = variants.get(variantId);
    if (!variant) return [];
    const left = Math.max(0, available.get(variantId) ?? 0);
    const problem = problemOf(variant.forSale, quantity, left);
    return [
      {
        id,
        ...showVariant(variant, language),
        quantity,
        unitPrice: unitPriceOf(variant, quantity),
        available: left,
        ...(problem ? { problem } : {}),
      },
    ];
  }),
});

export function presentCart(
  { id, items, quote, available, freeDeliveryRemaining }: CartView,
  language: Language,
) {
  const itemIds = new Map(items.map((item) => [item.variantId, item.id]));
  return {
    id,
    items: quote.lines.map((line) => ({
      id: itemIds.get(line.variant.variantId) ?? "",
      ...presentLine(line, Math.max(0, available.get(line.variant.variantId) ?? 0), language),
    })),
    itemCount: quote.lines.reduce((count, { quantity }) => count + quantity, 0),
    subtotal: quote.subtotal,
    promotions: presentPromotions(quote),
    discount: quote.promotionDiscount,
    deliveryFee: quote.deliveryFee,
    total: quote.total,
    freeDeliveryRemaining,
  };
}

function presentLine(
  { variant, quantity, shownPrice, lineTotal, discount, regularPrice }: QuoteLine,
  available: number,
  language: Language,
) {
  const limits = limitsOf(variant);
  const problem =
    outsideLimits(variant, quantity, available) ?? problemOf(variant.forSale, quantity, available);
  return {
    ...showVariant(variant, language),
    quantity,
    minQuantity: limits.least,
    maxQuantity: limits.most,
    unitPrice: variant.price,
    ...(equal(shownPrice, variant.price) ? {} : { previousUnitPrice: shownPrice }),
    ...(regularPrice ? { regularUnitPrice: regularPrice } : {}),
    tiers: variant.tiers ?? [],
    lineTotal,
    discount,
    available,
    ...(problem ? { problem } : {}),
  };
}

/** Null: it is within the limits of its product, which may have changed since it was added. */
function outsideLimits(variant: VariantCard, quantity: number, available: number) {
  const { least, most } = limitsOf(variant);
  if (!variant.forSale || available === 0) return null;
  if (available < least) return "SOLD_OUT" as const;
  if (quantity < least) return "MINIMUM_QUANTITY" as const;
  return quantity > most ? ("QUANTITY_LIMIT" as const) : null;
}

function problemOf(forSale: boolean, quantity: number, available: number) {
  if (!forSale) return "NOT_FOR_SALE" as const;
  if (available === 0) return "SOLD_OUT" as const;
  return available < quantity ? ("NOT_ENOUGH_STOCK" as const) : null;
}

export function presentQuote(
  { lines, discounts, deliverySurcharge, deliveryGroups, ...sums }: Quote,
  language: Language,
) {
  const { shownDeliveryFee, shownPromotionDiscount, promotionDiscount, ...shownSums } = sums;
  return {
    lines: lines.map(({ variant, quantity, lineTotal, discount }) => ({
      ...showVariant(variant, language),
      quantity,
      unitPrice: variant.price,
      lineTotal,
      discount,
      ...(variant.forSale ? {} : { problem: "NOT_FOR_SALE" as const }),
    })),
    discounts: discounts.map(({ couponId: _, ...discount }) => discount),
    ...shownSums,
    promotions: presentPromotions(sums),
    deliverySurcharge: presentSurcharge(deliverySurcharge, language),
    deliveryGroups: deliveryGroups.map(({ name, fee }) => ({
      name: name && regionNameIn(name, language),
      fee,
    })),
  };
}

const presentPromotions = ({ promotions }: Pick<Quote, "promotions">) =>
  promotions.map(({ name, amount }) => ({ name, amount }));

const presentSurcharge = (surcharge: Quote["deliverySurcharge"], language: Language) =>
  surcharge && { region: regionNameIn(surcharge.region, language), amount: surcharge.amount };
