import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { equal, money } from "../../../platform/money.ts";
import { unitPriceOf } from "../../catalog/contract/price-tiers.ts";
import type { VariantCard } from "../../catalog/contract/variant.ts";
import type { CartContext, Shopper } from "../context.ts";
import type { CartView } from "../present.ts";
import { checkQuantity, limitsOf } from "../quantity-limits.ts";
import * as queries from "../queries.ts";
import { getCart, getItems, viewOf } from "./read-cart.ts";

/** Enough for any shopper, and few enough that an order stays one quick statement. */
export const MAX_LINES = 200;

/** A line, as the address of a request names it. */
export interface ItemRef {
  readonly cartId: string;
  readonly itemId: string;
}

/** Undefined: the cart is unknown or not the shopper's. */
export function storeItem(
  { db, clock }: CartContext,
  cartId: string,
  variant: VariantCard,
  quantity: number,
  shopper: Shopper,
) {
  const now = clock.now();
  const { variantId, price, tiers = [] } = variant;
  return db.relaxed.first(queries.addItem, {
    cartId,
    memberId: shopper,
    itemId: newId(now),
    variantId,
    quantity,
    price: price.amount,
    tierQuantities: tiers.map(({ minQuantity }) => minQuantity),
    tierPrices: tiers.map((tier) => tier.price.amount),
    currency: price.currency,
    mostLines: MAX_LINES,
    ...limitsOf(variant),
    now,
  });
}

/** Does not check the stock: a cart reserves nothing, and shows how many pieces are left. */
export async function addItem(
  carts: CartContext,
  cartId: string,
  { variantId, quantity }: { variantId: string; quantity: number },
  shopper: Shopper,
): Promise<CartView> {
  const [variant] = await carts.catalog.describe({ variantIds: [variantId], memberId: shopper });
  if (!variant?.forSale) throw new DomainError("UNKNOWN_VARIANT");
  const added = await storeItem(carts, cartId, variant, quantity, shopper);
  if (!added) throw new DomainError("NOT_FOUND");
  if (!added.stored) {
    const own = (await getItems(carts, cartId, shopper)).find((item) => item.variantId === variant.variantId);
    checkQuantity(variant, (own?.quantity ?? 0) + quantity);
    throw new DomainError("TOO_MANY_LINES", { most: MAX_LINES });
  }
  return viewOf(carts, { id: cartId, items: added.items }, shopper, [variant]);
}

/**
 * The shopper who changes a quantity is shown the price of the new one. A line whose shown price was no
 * longer the price of its quantity keeps it, so that the order still tells what changed.
 */
function shownAfter(item: queries.ItemRow, quantity: number, variant: VariantCard | undefined) {
  const shown = money(item.unitPrice, item.currency);
  const isCurrent = variant !== undefined && equal(unitPriceOf(variant, item.quantity), shown);
  const price = isCurrent ? unitPriceOf(variant, quantity).amount : item.unitPrice;
  return { quantityBefore: item.quantity, priceBefore: item.unitPrice, price };
}

export async function setQuantity(
  carts: CartContext,
  { cartId, itemId }: ItemRef,
  quantity: number,
  shopper: Shopper,
): Promise<CartView> {
  const item = (await getItems(carts, cartId, shopper)).find(({ id }) => id === itemId.toLowerCase());
  if (!item) throw new DomainError("NOT_FOUND");
  const [variant] = await carts.catalog.describe({ variantIds: [item.variantId], memberId: shopper });
  if (variant) checkQuantity(variant, quantity);
  const now = carts.clock.now();
  const changed = await carts.db.first(queries.updateQuantity, {
    cartId,
    memberId: shopper,
    itemId,
    quantity,
    ...shownAfter(item, quantity, variant),
    now,
  });
  if (!changed) throw new DomainError("NOT_FOUND");
  return getCart(carts, cartId, shopper);
}

export async function removeItem(
  carts: CartContext,
  { cartId, itemId }: ItemRef,
  shopper: Shopper,
): Promise<CartView> {
  const now = carts.clock.now();
  const removed = await carts.db.first(queries.deleteItem, { cartId, memberId: shopper, itemId, now });
  if (!removed) throw new DomainError("NOT_FOUND");
  return getCart(carts, cartId, shopper);
}
