import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { equal, money } from "../../../platform/money.ts";
import { unitPriceOf } from "../../catalog/contract/price-tiers.ts";
import type { VariantCard } from "../../catalog/contract/variant.ts";
import type { CartContext, Shopper } from "../context.ts";
import type { CartView } from "../present.ts";
import { checkQuantity, limitsOf } from "../quantity-limits.ts";
import * as queries from "../queries.ts";
import { findContents, getCart, viewOf } from "./read-cart.ts";

/** Enough for any shopper, and few enough that an order stays one quick statement. */
export const MAX_LINES = 200;

/** A line, as the address of a request names it. */
export interface ItemRef {
  readonly cartId: string;
  readonly itemId: string;
}

/** Null: the cart is unknown or not the shopper's. */
export const storeItem = (
  { db, clock }: CartContext,
  cartId: string,
  variant: VariantCard,
  quantity: number,
  shopper: Shopper,
) => db.relaxed.write(queries.addItems, newItem({ cartId, variant, quantity, shopper, now: clock.now() }));

interface Addition {
  readonly cartId: string;
  readonly variant: VariantCard;
  readonly quantity: number;
  readonly shopper: Shopper;
  readonly now: Date;
  /** Of a new line; it decides the line's place. */
  readonly itemId?: string;
}

export function newItem(addition: Addition): queries.AddedItem {
  const { cartId, variant, quantity, shopper, now, itemId = newId(now) } = addition;
  const { variantId, price, tiers = [] } = variant;
  return {
    // Some clients write ids in capitals; the row that is returned never does.
    id: cartId.toLowerCase(),
    memberId: shopper,
    itemId,
    variantId,
    quantity,
    price: price.amount,
    tierQuantities: tiers.map(({ minQuantity }) => minQuantity),
    tierPrices: tiers.map((tier) => tier.price.amount),
    currency: price.currency,
    mostLines: MAX_LINES,
    ...limitsOf(variant),
    now,
  };
}

interface WantedItem {
  readonly variantId: string;
  readonly quantity: number;
  /** That the line had before it was removed: it gets its place back. */
  readonly itemId?: string;
}

/** Does not check the stock: a cart reserves nothing, and shows how many pieces are left. */
export async function addItem(
  carts: CartContext,
  cartId: string,
  { variantId, quantity, itemId }: WantedItem,
  shopper: Shopper,
): Promise<CartView> {
  const [variant] = await carts.catalog.describe({ variantIds: [variantId], memberId: shopper });
  if (!variant?.forSale) throw new DomainError("UNKNOWN_VARIANT");
  const added = await (itemId === undefined
    ? storeItem(carts, cartId, variant, quantity, shopper)
    : storeAgain(carts, { cartId, variant, quantity, shopper, now: carts.clock.now(), itemId }));
  if (!added) throw new DomainError("NOT_FOUND");
  if (!added.stored) {
    const own = (await findContents(carts, cartId, shopper)).items.find(
      (item) => item.variantId === variant.variantId,
    );
    checkQuantity(variant, (own?.quantity ?? 0) + quantity);
    throw new DomainError("TOO_MANY_LINES", { most: MAX_LINES });
  }
  if (added.behind) return getCart(carts, cartId, shopper);
  return viewOf(carts, added, shopper, [variant]);
}

/**
 * Under an id of the client's. One that another line has is as good as none; it goes alone, because it would
 * break the statement of others.
 */
async function storeAgain({ db }: CartContext, { itemId, ...addition }: Addition) {
  try {
    const row = newItem({ ...addition, ...(itemId && { itemId }) });
    return await db.relaxed.first(queries.addItems, { rows: [row] });
  } catch (error) {
    if (!brokeConstraint(error, "items_pkey")) throw error;
    return db.relaxed.write(queries.addItems, newItem(addition));
  }
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
  const item = (await findContents(carts, cartId, shopper)).items.find(
    ({ id }) => id === itemId.toLowerCase(),
  );
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
