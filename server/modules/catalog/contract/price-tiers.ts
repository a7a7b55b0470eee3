/**
 * What a piece of a variant costs among several: the lowest of the variant's own price and the prices of all
 * price lists that apply. Carts and orders compute it here and nowhere else. Pure.
 */
import { type Static, Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed } from "../../../platform/schema.ts";

/** The price of each piece from this many pieces of the variant on. */
export const PriceTier = Closed({ minQuantity: Type.Integer({ minimum: 1 }), price: Money });
export type PriceTier = Static<typeof PriceTier>;

/**
 * Returns the offers that make a piece cheaper, from the smallest quantity on: each tier is cheaper than the
 * own price and than every tier before it. Offers in another currency than the own price do not count.
 */
export function tiersOf(own: Money, offers: readonly PriceTier[]): PriceTier[] {
  const tiers: PriceTier[] = [];
  let lowest = own.amount;
  for (const offer of offers.toSorted(bySizeThenPrice)) {
    if (offer.price.currency !== own.currency || offer.price.amount >= lowest) continue;
    tiers.push(offer);
    lowest = offer.price.amount;
  }
  return tiers;
}

const bySizeThenPrice = (one: PriceTier, other: PriceTier): number =>
  one.minQuantity - other.minQuantity || one.price.amount - other.price.amount;

/** The price of one piece among `quantity` pieces of the variant. `tiers` are those of `tiersOf`. */
export const unitPriceOf = (
  { price, tiers = [] }: { readonly price: Money; readonly tiers?: readonly PriceTier[] },
  quantity: number,
): Money => tiers.findLast(({ minQuantity }) => minQuantity <= quantity)?.price ?? price;
