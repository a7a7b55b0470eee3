import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import { brokeConstraint } from "../../platform/db/failures.ts";
import { DomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/id.ts";
import { type Currency, MAX_AMOUNT, type Money } from "../../platform/money.ts";
import type { catalog, VariantCard } from "../catalog/contract.ts";
import type { inventory } from "../inventory/contract.ts";
import type { Quote } from "./contract.ts";
import type { DeliveryRule } from "./delivery.ts";
import type { CartView } from "./present.ts";
import * as queries from "./queries.ts";
import { quoteOf } from "./quote.ts";

/** What the use cases of this module need. */
export interface Carts {
  readonly db: Db;
  readonly clock: Clock;
  readonly catalog: Port<typeof catalog>;
  readonly inventory: Port<typeof inventory>;
  readonly currency: Currency;
  readonly delivery: DeliveryRule;
}

/** Who asks: the id of a member who is signed in, or null for a guest, who proves a cart by its id. */
export type Shopper = string | null;

/** More lines than any shopper needs, few enough that an order stays one quick statement. */
export const MAX_LINES = 100;

export async function createCart({ db, clock }: Carts): Promise<string> {
  const now = clock.now();
  const id = newId<"cart">(now);
  await db.relaxed.rows(queries.insertCart, { id, now });
  return id;
}

export const emptyCart = ({ delivery, currency }: Carts, id: string): CartView => ({
  id,
  items: [],
  quote: quoteOf([], new Map(), delivery, currency),
  available: new Map(),
});

export async function getCart(carts: Carts, id: string, shopper: Shopper): Promise<CartView> {
  return viewOf(carts, id, await getItems(carts, id, shopper), []);
}

/** `known` are variants that were described just now and need not be asked for again. */
export async function viewOf(
  carts: Carts,
  id: string,
  items: readonly queries.ItemRow[],
  known: readonly VariantCard[],
): Promise<CartView> {
  const variantIds = items.map(({ variantId }) => variantId);
  const [quote, levels] = await Promise.all([
    quoteItems(carts, items, known),
    variantIds.length > 0 ? carts.inventory.availability({ variantIds }) : [],
  ]);
  return {
    id,
    items,
    quote,
    available: new Map(levels.map(({ variantId, available }) => [variantId, available])),
  };
}

/** What the cart costs now; prices come from the catalogue, never from the shopper. */
export async function quote(carts: Carts, cartId: string, shopper: Shopper): Promise<Quote> {
  const quoted = await quoteItems(carts, await getItems(carts, cartId, shopper), []);
  const dearest = Math.max(quoted.total.amount, ...quoted.lines.map(({ lineTotal }) => lineTotal.amount));
  if (dearest > MAX_AMOUNT) throw new DomainError("AMOUNT_LIMIT");
  return quoted;
}

/** Another member's cart and an unknown one are the same to the outside. */
async function getItems({ db }: Carts, id: string, shopper: Shopper): Promise<queries.ItemRow[]> {
  const [found] = await db.lookUp(queries.findCarts, [id]);
  if (!found || (found.memberId !== null && found.memberId !== shopper)) throw new DomainError("NOT_FOUND");
  return found.items;
}

async function quoteItems(
  { catalog, delivery, currency }: Carts,
  items: readonly queries.ItemRow[],
  known: readonly VariantCard[],
): Promise<Quote> {
  const variants = new Map(known.map((card) => [card.variantId, card]));
  const variantIds = items.map(({ variantId }) => variantId).filter((id) => !variants.has(id));
  const cards = variantIds.length > 0 ? await catalog.describe({ variantIds }) : [];
  for (const card of cards) variants.set(card.variantId, card);
  return quoteOf(items, variants, delivery, currency);
}

/** A line as a shopper names it. */
export interface ItemRef {
  readonly cartId: string;
  readonly itemId: string;
}

/** Stock is not checked here: a cart holds nothing, and shows what is left. */
export async function addItem(
  carts: Carts,
  cartId: string,
  { variantId, quantity }: { variantId: string; quantity: number },
  shopper: Shopper,
): Promise<CartView> {
  const { db, clock, catalog } = carts;
  const [variant] = await catalog.describe({ variantIds: [variantId] });
  if (!variant?.forSale) throw new DomainError("UNKNOWN_VARIANT");
  const now = clock.now();
  const { amount: price, currency } = variant.price;
  const added = await db.relaxed
    .first(queries.addItem, {
      cartId,
      memberId: shopper,
      itemId: newId<"cartItem">(now),
      variantId,
      quantity,
      price,
      currency,
      mostLines: MAX_LINES,
      now,
    })
    .catch(refuseQuantity);
  if (!added) throw new DomainError("NOT_FOUND");
  if (!added.stored) throw new DomainError("TOO_MANY_LINES", { most: MAX_LINES });
  return viewOf(carts, cartId, added.items, [variant]);
}

export async function setQuantity(
  carts: Carts,
  { cartId, itemId }: ItemRef,
  quantity: number,
  shopper: Shopper,
): Promise<CartView> {
  const now = carts.clock.now();
  const changed = await carts.db.first(queries.updateQuantity, {
    cartId,
    memberId: shopper,
    itemId,
    quantity,
    now,
  });
  if (!changed) throw new DomainError("NOT_FOUND");
  return getCart(carts, cartId, shopper);
}

export async function removeItem(
  carts: Carts,
  { cartId, itemId }: ItemRef,
  shopper: Shopper,
): Promise<CartView> {
  const now = carts.clock.now();
  const removed = await carts.db.first(queries.deleteItem, { cartId, memberId: shopper, itemId, now });
  if (!removed) throw new DomainError("NOT_FOUND");
  return getCart(carts, cartId, shopper);
}

function refuseQuantity(error: unknown): never {
  if (brokeConstraint(error, "items_quantity_range"))
    throw new DomainError("QUANTITY_LIMIT", { most: 999 }, { cause: error });
  throw error;
}

export async function showPrices(
  { db }: Carts,
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
