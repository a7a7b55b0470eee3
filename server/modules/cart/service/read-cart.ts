import { unlessAway } from "../../../platform/contract/fallback.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { MAX_AMOUNT, type Money } from "../../../platform/money.ts";
import type { VariantCard } from "../../catalog/contract/variant.ts";
import type { CouponTerms } from "../../promotions/contract.ts";
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

export const emptyCart = ({ delivery, currency, spending }: CartContext, id: string): CartView => ({
  id,
  items: [],
  quote: quoteOf([], { variants: new Map(), rule: delivery, currency, spending }),
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

/** Returns what the cart costs this shopper now, at the catalogue's prices, with these coupons and points. */
export async function quote(
  carts: CartContext,
  cartId: string,
  shopper: Shopper,
  { codes, points }: Omit<Reductions, "cartId">,
): Promise<Quote> {
  const items = await getItems(carts, cartId, shopper);
  const quoted = await quoteItems(carts, items, shopper, [], { cartId, codes, points });
  const dearest = Math.max(
    quoted.total.amount + quoted.pointsSpent,
    ...quoted.lines.map(({ lineTotal }) => lineTotal.amount),
  );
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

/** What is to make the cart cheaper. */
interface Reductions {
  readonly cartId: string;
  readonly codes: readonly string[];
  /** Null: the shopper's points do not matter. */
  readonly points: number | null;
}

const NOTHING_OFF: Reductions = { cartId: "", codes: [], points: null };

async function quoteItems(
  { catalog, promotions, delivery: rule, currency, spending }: CartContext,
  items: readonly queries.ItemRow[],
  shopper: Shopper,
  known: readonly VariantCard[],
  { cartId, codes, points: asked }: Reductions = NOTHING_OFF,
): Promise<Quote> {
  const variants = new Map(known.map((card) => [card.variantId, card]));
  const variantIds = items.map(({ variantId }) => variantId).filter((id) => !variants.has(id));
  const [cards, coupons, wallet] = await Promise.all([
    variantIds.length > 0 ? catalog.describe({ variantIds, memberId: shopper }) : [],
    codes.length > 0 ? promotions.findCoupons({ codes: [...codes], memberId: shopper, cartId }) : NO_COUPONS,
    asked !== null && shopper !== null ? promotions.findPoints({ memberId: shopper, cartId }) : NO_POINTS,
  ]);
  for (const card of cards) variants.set(card.variantId, card);
  const categories = await categoriesFor(catalog, coupons.usable, [...variants.values()]);
  const points = asked === null ? null : { asked, isMember: shopper !== null, ...wallet };
  const terms = { variants, rule, currency, spending, coupons: coupons.usable, categories, points };
  const quoted = quoteOf(items, terms);
  return { ...quoted, refused: [...coupons.refused, ...quoted.refused] };
}

const NO_COUPONS = { usable: [], refused: [] };
const NO_POINTS = { available: 0 };

/** The categories of the products, if a coupon asks for them. */
async function categoriesFor(
  catalog: CartContext["catalog"],
  coupons: readonly CouponTerms[],
  cards: readonly VariantCard[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (cards.length === 0 || coupons.every(({ categoryIds }) => categoryIds.length === 0)) return new Map();
  const productIds = [...new Set(cards.map(({ productId }) => productId))];
  const rows = await catalog.categoriesOf({ productIds });
  return new Map(rows.map(({ productId, categoryIds }) => [productId, categoryIds]));
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
