/**
 * What a shopper saves for later: a list beside the cart. A line moves there and back in one transaction that
 * has locked the cart, so that it is in one of the two, never in both and never in none.
 */
import { unlessAway } from "../../../platform/contract/fallback.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { CartContext, Shopper } from "../context.ts";
import type { CartView, SavedView } from "../present.ts";
import { checkQuantity, limitsOf } from "../quantity-limits.ts";
import { addItems } from "../queries.ts";
import * as queries from "../saved-queries.ts";
import { type ItemRef, MAX_LINES, newItem } from "./change-items.ts";
import { findContents, getCart } from "./read-cart.ts";

/** As many as a cart has lines. */
export const MAX_SAVED = 200;

/** A saved item, as the address of a request names it. */
export interface SavedRef {
  readonly cartId: string;
  readonly savedId: string;
}
export interface CartWithSaved {
  readonly cart: CartView;
  readonly saved: SavedView;
}

/** Throws NOT_FOUND, as every read of the cart. */
export async function listSaved(carts: CartContext, cartId: string, shopper: Shopper): Promise<SavedView> {
  await findContents(carts, cartId, shopper);
  const items = await carts.db.rows(queries.listSaved, { cartId });
  if (items.length === 0) return { items, variants: new Map(), available: new Map() };
  const variantIds = items.map(({ variantId }) => variantId);
  const asAvailable = () => items.map(({ variantId, quantity }) => ({ variantId, available: quantity }));
  const [cards, levels] = await Promise.all([
    carts.catalog.describe({ variantIds, memberId: shopper }),
    unlessAway(carts.inventory.availability({ variantIds }), asAvailable),
  ]);
  return {
    items,
    variants: new Map(cards.map((card) => [card.variantId, card])),
    available: new Map(levels.map(({ variantId, available }) => [variantId, available])),
  };
}

/** Moves a line out of the cart. Throws NOT_FOUND, TOO_MANY_LINES. */
export async function saveItem(
  carts: CartContext,
  { cartId, itemId }: ItemRef,
  shopper: Shopper,
): Promise<CartWithSaved> {
  const now = carts.clock.now();
  await carts.db.transaction(async (trx) => {
    await touch(trx, { cartId, memberId: shopper, now });
    const item = await trx.first(queries.takeItem, { cartId, itemId });
    if (!item) throw new DomainError("NOT_FOUND");
    const stored = await trx.first(queries.insertSaved, {
      ...{ id: newId(now), cartId, most: MAX_SAVED },
      ...item,
    });
    if (!stored) throw new DomainError("TOO_MANY_LINES", { most: MAX_SAVED });
  });
  return withSaved(carts, cartId, shopper);
}

/**
 * Moves a saved item to the cart, behind its lines or onto the line of its variant; of more pieces than the
 * product's limit as many as it allows. Throws NOT_FOUND, UNKNOWN_VARIANT for what is not sold any more,
 * QUANTITY_LIMIT, MINIMUM_QUANTITY, TOO_MANY_LINES; then it stays saved.
 */
export async function restoreItem(
  carts: CartContext,
  { cartId, savedId }: SavedRef,
  shopper: Shopper,
): Promise<CartWithSaved> {
  const saved = await listSaved(carts, cartId, shopper);
  const item = saved.items.find(({ id }) => id === savedId.toLowerCase());
  if (!item) throw new DomainError("NOT_FOUND");
  const variant = saved.variants.get(item.variantId);
  if (!variant?.forSale) throw new DomainError("UNKNOWN_VARIANT");
  const now = carts.clock.now();
  await carts.db.transaction(async (trx) => {
    await touch(trx, { cartId, memberId: shopper, now });
    const taken = await trx.first(queries.takeSaved, { cartId, savedId });
    if (!taken) throw new DomainError("NOT_FOUND");
    const lines = await trx.rows(queries.listItems, { cartId });
    const own = lines.find(({ variantId }) => variantId === taken.variantId)?.quantity ?? 0;
    const quantity = Math.min(taken.quantity, limitsOf(variant).most - own);
    checkQuantity(variant, quantity > 0 ? own + quantity : own + taken.quantity);
    const row = newItem({ cartId, shopper, variant, quantity, now });
    const added = await trx.first(addItems, { rows: [row] });
    if (!added?.stored) throw new DomainError("TOO_MANY_LINES", { most: MAX_LINES });
  });
  return withSaved(carts, cartId, shopper);
}

/** Throws NOT_FOUND. */
export async function removeSaved(
  carts: CartContext,
  { cartId, savedId }: SavedRef,
  shopper: Shopper,
): Promise<SavedView> {
  const now = carts.clock.now();
  await carts.db.transaction(async (trx) => {
    await touch(trx, { cartId, memberId: shopper, now });
    if (!(await trx.first(queries.takeSaved, { cartId, savedId }))) throw new DomainError("NOT_FOUND");
  });
  return listSaved(carts, cartId, shopper);
}

async function touch(
  trx: Transaction,
  cart: { readonly cartId: string; readonly memberId: string | null; readonly now: Date },
): Promise<void> {
  if (!(await trx.first(queries.touchCart, cart))) throw new DomainError("NOT_FOUND");
}

async function withSaved(carts: CartContext, cartId: string, shopper: Shopper): Promise<CartWithSaved> {
  const [cart, saved] = await Promise.all([
    getCart(carts, cartId, shopper),
    listSaved(carts, cartId, shopper),
  ]);
  return { cart, saved };
}
