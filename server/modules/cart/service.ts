import { after, type Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import { brokeConstraint } from "../../platform/db/failures.ts";
import { DomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/id.ts";
import { type Currency, MOST_AMOUNT, type Money } from "../../platform/money.ts";
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

/** More lines than any shopper needs, few enough that an order stays one quick statement. */
const MOST_LINES = 100;
const STALE_AFTER_MS = 90 * 24 * 3_600_000;

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

export async function getCart(carts: Carts, id: string): Promise<CartView> {
  return viewOf(carts, id, await getItems(carts, id), []);
}

/** `known` are variants that were described just now and need not be asked for again. */
async function viewOf(
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
  return { id, items, quote, available: new Map(levels.map(({ variantId, available }) => [variantId, available])) };
}

/** What the cart costs now; prices come from the catalogue, never from the shopper. */
export async function quote(carts: Carts, cartId: string): Promise<Quote> {
  const quoted = await quoteItems(carts, await getItems(carts, cartId), []);
  const dearest = Math.max(quoted.total.amount, ...quoted.lines.map(({ lineTotal }) => lineTotal.amount));
  if (dearest > MOST_AMOUNT) throw new DomainError("AMOUNT_LIMIT");
  return quoted;
}

async function getItems({ db }: Carts, id: string): Promise<queries.ItemRow[]> {
  const [found] = await db.lookUp(queries.findCarts, [id]);
  if (!found) throw new DomainError("NOT_FOUND");
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

/** Stock is not checked here: a cart holds nothing, and shows what is left. */
export async function addItem(carts: Carts, cartId: string, variantId: string, quantity: number): Promise<CartView> {
  const { db, clock, catalog } = carts;
  const [variant] = await catalog.describe({ variantIds: [variantId] });
  if (!variant?.forSale) throw new DomainError("UNKNOWN_VARIANT");
  const now = clock.now();
  const { amount: price, currency } = variant.price;
  const added = await db.relaxed
    .first(queries.addItem, {
      cartId,
      itemId: newId<"cartItem">(now),
      variantId,
      quantity,
      price,
      currency,
      mostLines: MOST_LINES,
      now,
    })
    .catch(refuseQuantity);
  if (!added) throw new DomainError("NOT_FOUND");
  if (!added.stored) throw new DomainError("TOO_MANY_LINES", { most: MOST_LINES });
  return viewOf(carts, cartId, added.items, [variant]);
}

export async function setQuantity(carts: Carts, cartId: string, itemId: string, quantity: number): Promise<CartView> {
  const changed = await carts.db.first(queries.updateQuantity, { cartId, itemId, quantity, now: carts.clock.now() });
  if (!changed) throw new DomainError("NOT_FOUND");
  return getCart(carts, cartId);
}

export async function removeItem(carts: Carts, cartId: string, itemId: string): Promise<CartView> {
  const removed = await carts.db.first(queries.deleteItem, { cartId, itemId, now: carts.clock.now() });
  if (!removed) throw new DomainError("NOT_FOUND");
  return getCart(carts, cartId);
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

const STALE_BATCH = 1_000;
/** However many carts are stale, one run of the job ends. */
const MOST_BATCHES = 200;

export async function removeStaleCarts({ db, clock }: Carts): Promise<void> {
  const before = after(clock, -STALE_AFTER_MS);
  for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
    const removed = await db.rows(queries.deleteStaleCarts, { before, limit: STALE_BATCH });
    if (removed.length < STALE_BATCH) return;
  }
}
