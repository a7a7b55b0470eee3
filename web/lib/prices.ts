/** Which of the API's prices is shown: by the number of pieces, for the visitor. None is computed. Pure. */
import type { Money, OwnPrice, PriceTier, Product, ProductCard } from "./api/types.ts";

type Priced = { price: Money; compareAtPrice?: Money | undefined; tiers: readonly PriceTier[] };

/** The tier that so many pieces reach: the last one, because tiers rise in quantity. */
export const tierAt = (tiers: readonly PriceTier[], quantity: number): PriceTier | undefined =>
  tiers.findLast(({ minQuantity }) => minQuantity <= quantity);

/** The price of a piece among so many, with the price to compare it with. */
export function shownPrice(
  { price, compareAtPrice, tiers }: Priced,
  quantity: number,
): { price: Money; compareAt: Money | undefined } {
  const tier = tierAt(tiers, quantity);
  return tier
    ? { price: tier.price, compareAt: compareAtPrice ?? price }
    : { price, compareAt: compareAtPrice };
}

/** The tiers that every variant has, for a page on which none is chosen yet; none when they differ. */
export function commonTiers(variants: readonly Priced[]): readonly PriceTier[] {
  const [first, ...others] = variants.map(({ tiers }) => tiers);
  const same = others.every((tiers) => JSON.stringify(tiers) === JSON.stringify(first));
  return first !== undefined && same ? first : [];
}

/** The price of one piece before a variant is chosen. */
export function priceAtFirst(product: Pick<Product, "price" | "compareAtPrice" | "variants">) {
  const { price, compareAtPrice, variants } = product;
  return shownPrice({ price, compareAtPrice, tiers: commonTiers(variants) }, 1);
}

/** By the ids of the products. */
export type OwnPrices = ReadonlyMap<string, OwnPrice>;

/** The product with the tiers that this visitor pays. */
export function withOwnPrices<P extends Pick<Product, "id" | "variants">>(product: P, own: OwnPrices): P {
  const tiers = new Map(own.get(product.id)?.variants.map((variant) => [variant.id, variant.tiers]));
  if (tiers.size === 0) return product;
  return {
    ...product,
    variants: product.variants.map((variant) => ({
      ...variant,
      tiers: tiers.get(variant.id) ?? variant.tiers,
    })),
  };
}

/** The card with the price that this visitor pays for one piece. */
export function cardForVisitor(card: ProductCard, own: OwnPrices): ProductCard {
  const price = own.get(card.id)?.price;
  if (!price || price.amount >= card.price.amount) return card;
  return { ...card, price, compareAtPrice: card.compareAtPrice ?? card.price };
}
