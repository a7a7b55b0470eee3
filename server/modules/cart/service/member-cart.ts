/**
 * The one cart of a member, the same on every device: opening it, merging a guest's cart into it, removing
 * what was bought, exporting and deleting it.
 */
import type { Db } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { CartContext } from "../context.ts";
import type { ExportedCart } from "../contract.ts";
import * as queries from "../member-queries.ts";
import type { CartView } from "../present.ts";
import { listSaved, mergeSaved } from "../saved-queries.ts";
import { MAX_LINES } from "./change-items.ts";
import { emptyCart, getCart, showPrices, viewOf } from "./read-cart.ts";
import { MAX_SAVED } from "./saved-items.ts";

/** Returns the member's cart, and creates it when there is none; parallel requests create it once. */
export async function openMemberCart(
  carts: CartContext,
  memberId: string,
): Promise<{ cart: CartView; made: boolean }> {
  const now = carts.clock.now();
  const id = newId(now);
  const row = await carts.db.relaxed.first(queries.insertMemberCart, { id, memberId, now });
  if (!row) throw new Error("a member's cart was neither found nor inserted");
  const made = row.id === id;
  return { cart: await (made ? emptyCart(carts, row.id) : getCart(carts, row.id, memberId)), made };
}

export async function getMemberCart(carts: CartContext, memberId: string): Promise<CartView> {
  const [found] = await carts.db.lookUp(queries.findMemberCarts, [memberId]);
  if (!found) throw new DomainError("NOT_FOUND");
  return viewOf(carts, { ...found, id: found.cartId }, memberId, []);
}

/**
 * Moves a guest's cart into the member's and deletes it; a member without a cart takes it over, under its id.
 * The answer shows the member's own prices, so those that are lower than what the guest was shown count as
 * shown. A cart that does not exist (any more) or is another member's is NOT_FOUND, and changes nothing. When
 * `cartId` is the member's own cart, it is returned unchanged.
 */
export async function mergeCart(carts: CartContext, memberId: string, cartId: string): Promise<CartView> {
  const into = await mergeOnce(carts, memberId, cartId).catch((error: unknown) => {
    // A parallel request created the member's cart after we had found none: now there are two to merge.
    if (brokeConstraint(error, "carts_one_per_member")) return mergeOnce(carts, memberId, cartId);
    throw error;
  });
  const view = await getCart(carts, into, memberId);
  const lower = view.quote.lines.filter(
    ({ variant: { price }, shownPrice }) =>
      price.currency === shownPrice.currency && price.amount < shownPrice.amount,
  );
  if (lower.length === 0) return view;
  const prices = lower.map(({ variant: { variantId, price } }) => ({ variantId, price }));
  await showPrices(carts, { cartId: into, prices });
  return getCart(carts, into, memberId);
}

/** Returns the id of the cart that is the member's afterwards. */
function mergeOnce(
  { db, clock }: Pick<CartContext, "db" | "clock">,
  memberId: string,
  cartId: string,
): Promise<string> {
  return db.transaction(async (trx) => {
    const locked = await trx.rows(queries.lockForMerge, { cartId, memberId });
    const own = locked.find((cart) => cart.memberId !== null);
    if (own?.id === cartId.toLowerCase()) return own.id;
    const guests = locked.find((cart) => cart.memberId === null);
    if (!guests) throw new DomainError("NOT_FOUND");
    const now = clock.now();
    if (!own) {
      await trx.rows(queries.giveCart, { id: guests.id, memberId, now });
      return guests.id;
    }
    await trx.rows(queries.mergeItems, { from: guests.id, to: own.id, mostLines: MAX_LINES, now });
    await trx.rows(mergeSaved, { from: guests.id, to: own.id, most: MAX_SAVED });
    await trx.rows(queries.deleteCart, { id: guests.id });
    return own.id;
  });
}

interface Purchase {
  readonly cartId: string;
  readonly orderId: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
}

/** Removes what an order bought from its cart, once per order; what was added since stays. */
export async function removePurchased(
  { db, clock }: CartContext,
  { cartId, orderId, lines }: Purchase,
): Promise<void> {
  await db.transaction(async (trx) => {
    if (!(await trx.first(queries.insertPurchase, { orderId, now: clock.now() }))) return;
    if (!(await trx.first(queries.lockCart, { id: cartId }))) return;
    await trx.rows(queries.removePurchased, {
      cartId,
      variantIds: lines.map(({ variantId }) => variantId),
      quantities: lines.map(({ quantity }) => quantity),
    });
  });
}

export async function exportCart(
  { db, catalog }: CartContext,
  memberId: string,
): Promise<ExportedCart | null> {
  const [found] = await db.lookUp(queries.findMemberCarts, [memberId]);
  if (!found) return null;
  const saved = await db.rows(listSaved, { cartId: found.cartId });
  const variantIds = [...new Set([...found.items, ...saved].map(({ variantId }) => variantId))];
  const cards = variantIds.length > 0 ? await catalog.describe({ variantIds }) : [];
  const byId = new Map(cards.map((card) => [card.variantId, card]));
  return {
    id: found.cartId,
    createdAt: found.createdAt.toISOString(),
    updatedAt: found.updatedAt.toISOString(),
    items: found.items.map(({ unitPrice, currency, ...item }) => ({
      ...exported(item),
      shownPrice: { amount: unitPrice, currency },
    })),
    savedItems: saved.map(exported),
  };

  function exported({ variantId, quantity }: { readonly variantId: string; readonly quantity: number }) {
    const { sku = null, name = null, options = [] } = byId.get(variantId) ?? {};
    return { variantId, sku, name, options, quantity };
  }
}

export async function forgetMember({ db }: { db: Db }, memberId: string): Promise<void> {
  await db.rows(queries.deleteMemberCart, { memberId });
}
