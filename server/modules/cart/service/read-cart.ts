import { unlessAway } from "../../../platform/contract/fallback.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { MAX_AMOUNT, type Money } from "../../../platform/money.ts";
import type { VariantCard } from "../../catalog/contract/variant.ts";
import type { CartContext, Shopper } from "../context.ts";
import type { Quote } from "../contract.ts";
import type { CartView } from "../present.ts";
import { checkQuantity } from "../quantity-limits.ts";
import * as queries from "../queries.ts";
import { quoteOf } from "../quote.ts";

export async function createCart({ db, clock }: CartContext): Promise<string> {
  const now = clock.now();
  const id = newId(now);
  await db.relaxed.rows(queries.insertCart, { id, now });
  return id;
}

export const emptyCart = ({ delivery, currency }: CartContext, id: string): CartView => ({
  id,
  items: [],
  quote: quoteOf([], new Map(), delivery, currency),
  available: new Map(),
});

export async function getCart(carts: CartContext, id: string, shopper: Shopper): Promise<CartView> {
  return viewOf(carts, { id, items: await getItems(carts, id, shopper) }, shopper, []);
}

/**
 * `known`: variants that the catalogue has just described for this shopper, so that they are not read again.
 */
export async function viewOf(
  carts: CartContext,
  { id, items }: Pick<CartView, "id" | "items">,
  shopper: Shopper,
  known: readonly VariantCard[],
): Promise<CartView> {
  const variantIds = items.map(({ variantId }) => variantId);
  const [quote, levels] = await Promise.all([
    quoteItems(carts, items, shopper, known),
    // While inventory does not answer, a line counts as available: the order asks inventory itself.
    variantIds.length > 0
      ? unlessAway(carts.inventory.availability({ variantIds }), () => items.map(asAvailable))
      : [],
  ]);
  return {
    id,
    items,
    quote,
    available: new Map(levels.map(({ variantId, available }) => [variantId, available])),
  };
}

const asAvailable = ({ variantId, quantity }: queries.ItemRow) => ({ variantId, available: quantity });

/** Returns what the cart costs this shopper now, at the catalogue's prices. */
export async function quote(carts: CartContext, cartId: string, shopper: Shopper): Promise<Quote> {
  const quoted = await quoteItems(carts, await getItems(carts, cartId, shopper), shopper, []);
  const dearest = Math.max(quoted.total.amount, ...quoted.lines.map(({ lineTotal }) => lineTotal.amount));
  if (dearest > MAX_AMOUNT) throw new DomainError("AMOUNT_LIMIT");
  for (const { variant, quantity } of quoted.lines) if (variant.forSale) checkQuantity(variant, quantity);
  return quoted;
}

/** Throws the same NOT_FOUND for another member's cart and for an unknown one. */
export async function getItems(
  { db }: CartContext,
  id: string,
  shopper: Shopper,
): Promise<queries.ItemRow[]> {
  const [found] = await db.lookUp(queries.findCarts, [id]);
  if (!found || (found.memberId !== null && found.memberId !== shopper)) throw new DomainError("NOT_FOUND");
  return found.items;
}

async function quoteItems(
  { catalog, delivery, currency }: CartContext,
  items: readonly queries.ItemRow[],
  shopper: Shopper,
  known: readonly VariantCard[],
): Promise<Quote> {
  const variants = new Map(known.map((card) => [card.variantId, card]));
  const variantIds = items.map(({ variantId }) => variantId).filter((id) => !variants.has(id));
  const cards = variantIds.length > 0 ? await catalog.describe({ variantIds, memberId: shopper }) : [];
  for (const card of cards) variants.set(card.variantId, card);
  return quoteOf(items, variants, delivery, currency);
}

export async function showPrices(
  { db }: CartContext,
  cartId: string,
  prices: readonly { variantId: string; price: Money }[],
): Promise<void> {
  await db.rows(queries.updateShownPrices, {
    cartId,
    variantIds: prices.map(({ variantId }) => variantId),
    prices: prices.map(({ price }) => price.amount),
    currencies: prices.map(({ price }) => price.currency),
  });
}
