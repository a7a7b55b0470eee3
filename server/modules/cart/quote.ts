/**
 * Computes what a cart costs: its lines here, the discounts and the sum in `pricing.ts`, the points in
 * `spendable-points.ts`. No other code computes a cart's prices. The price of a line's variant is that of a
 * piece among the pieces of the line.
 * Pure.
 */
import { type Currency, equal, money, times } from "../../platform/money.ts";
import { unitPriceOf } from "../catalog/contract/price-tiers.ts";
import type { VariantCard } from "../catalog/contract/variant.ts";
import type { PromotionTerms } from "../promotions/contract/promotion.ts";
import type { CouponTerms } from "../promotions/contract.ts";
import type { DeliveryRules } from "./contract/delivery-rules.ts";
import { taxFreeAfter, taxSplitOf } from "./contract/tax.ts";
import type { Quote } from "./contract.ts";
import { priceOf } from "./pricing.ts";
import type { ItemRow } from "./queries.ts";
import { isPayable, type SpendingRule, spendPoints } from "./spendable-points.ts";

interface AskedPoints {
  readonly asked: number;
  readonly isMember: boolean;
  readonly available: number;
}

/** Minor units of the shop's currency. */
export interface ShownSums {
  /** Of delivery, without the surcharge; null: nothing was shown yet. */
  readonly fee: number | null;
  readonly surcharge: number;
  /** Of automatic promotions. */
  readonly discount: number;
}

interface QuoteTerms {
  readonly variants: ReadonlyMap<string, VariantCard>;
  readonly rules: DeliveryRules;
  readonly postcode?: string | null;
  /** What the shopper was shown last. */
  readonly shown: ShownSums;
  readonly currency: Currency;
  readonly spending: SpendingRule;
  /** Those that count now. */
  readonly promotions: readonly PromotionTerms[];
  readonly coupons?: readonly CouponTerms[];
  /** Null: no points are asked for. */
  readonly points?: AskedPoints | null;
  /** Of products, with those above them; only where a coupon asks for them. */
  readonly categories?: ReadonlyMap<string, readonly string[]>;
}

/** A line is left out when its variant no longer exists, because it cannot be priced. */
export function quoteOf(items: readonly ItemRow[], terms: QuoteTerms): Quote {
  const { variants, rules, postcode = null, currency, spending, promotions, coupons = [], shown } = terms;
  const { categories = new Map<string, string[]>(), points = null } = terms;
  const lines = items.flatMap((item) => {
    const variant = variants.get(item.variantId);
    return variant ? [lineOf(item, variant)] : [];
  });
  const sold = lines.filter(({ variant }) => variant.forSale);
  const pricing = priceOf({
    lines: sold.map(({ variant: { variantId, productId, taxType, deliveryGroup }, quantity, lineTotal }) => ({
      variantId,
      productId,
      categoryIds: categories.get(productId) ?? [],
      quantity,
      total: lineTotal.amount,
      taxFree: taxType === "tax_free",
      deliveryGroup,
    })),
    ...{ promotions, coupons, rules, postcode, currency },
  });
  const { subtotal, deliveryFee, surcharge, total, applied, lineDiscounts, refused } = pricing;
  const automatic = pricing.promotions.reduce((sum, { amount }) => sum + amount, 0);
  const discounts = new Map(sold.map((line, at) => [line, lineDiscounts[at]]));
  const nothing = money(0, currency);
  const { regions: _, ...deliveryTerms } = rules;
  const spent = points && spendPoints(points.asked, total.amount, points, spending);
  const shownFee = shown.fee ?? deliveryFee.amount - (surcharge?.amount ?? 0);
  const due = total.amount - (spent?.spent ?? 0);
  const parts = { taxFree: pricing.taxFree, taxed: total.amount - pricing.taxFree };
  return {
    lines: lines.map((line) => ({ ...line, discount: discounts.get(line) ?? nothing })),
    subtotal,
    deliveryFee,
    deliverySurcharge: surcharge && { region: surcharge.region, amount: money(surcharge.amount, currency) },
    deliveryGroups: pricing.deliveryGroups.map(({ name, fee }) => ({ name, fee: money(fee, currency) })),
    shownDeliveryFee: money(shownFee + shown.surcharge, currency),
    promotions: pricing.promotions.map(({ promotion: { id, name }, amount }) => ({
      ...{ promotionId: id, name },
      amount: money(amount, currency),
    })),
    promotionDiscount: money(automatic, currency),
    shownPromotionDiscount: money(shown.fee === null ? automatic : shown.discount, currency),
    discounts: applied.map(({ coupon: { id, code, name, kind }, amount }) => ({
      couponId: id,
      coupon: code,
      name,
      kind,
      amount,
    })),
    refused: [...refused],
    pointsSpent: spent?.spent ?? 0,
    points:
      points && spent ? { available: points.available, most: spent.most, refused: spent.refused } : null,
    total: money(due, currency),
    tax: taxSplitOf(due, taxFreeAfter(parts, total.amount - due), currency),
    terms: {
      delivery: deliveryTerms,
      groups: lines.map(({ variant }) => variant.deliveryGroup ?? null),
      coupons: applied.map(({ coupon, parts: taken }) => ({
        couponId: coupon.id,
        minimum: coupon.minimum.amount,
        parts: lines.map((line) => taken[sold.indexOf(line)] ?? null),
      })),
      promotions: pricing.promotions.map(({ promotion: { id, name, effect }, parts: taken }) => ({
        ...{ promotionId: id, name, effect },
        parts: lines.map((line) => taken[sold.indexOf(line)] ?? null),
      })),
    },
    minimumPayment: isPayable(due, spending.leastPayment) ? null : money(spending.leastPayment, currency),
  };
}

function lineOf({ quantity, unitPrice, currency: shownIn }: ItemRow, variant: VariantCard) {
  const price = unitPriceOf(variant, quantity);
  return {
    variant: { ...variant, price },
    quantity,
    shownPrice: money(unitPrice, shownIn),
    lineTotal: times(price, quantity),
    ...(equal(price, variant.price) ? {} : { regularPrice: variant.price }),
  };
}
