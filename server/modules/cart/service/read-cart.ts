import { unlessAway } from "../../../platform/contract/fallback.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { MAX_AMOUNT, type Money, money } from "../../../platform/money.ts";
import type { VariantCard } from "../../catalog/contract/variant.ts";
import { isCurrent } from "../../promotions/contract/promotion.ts";
import type { CouponTerms } from "../../promotions/contract.ts";
import type { CartContext, Shopper } from "../context.ts";
import type { Quote } from "../contract.ts";
import { freeDeliveryRemaining } from "../delivery/delivery-fee.ts";
import type { CartView } from "../present.ts";
import { checkQuantity } from "../quantity-limits.ts";
import * as queries from "../queries.ts";
import { quoteOf } from "../quote.ts";

export async function createCart({ db, clock }: CartContext): Promise<string> {
  const now = clock.now();
  const id = newId(now);
  await db.relaxed.write(queries.insertCarts, { id, now });
  return id;
}

export async function emptyCart(
  { deliveryRules, currency, spending }: CartContext,
  id: string,
): Promise<CartView> {
  const terms = {
    variants: new Map(),
    rules: await deliveryRules(),
    currency,
    spending,
    promotions: [],
    shown: NOTHING_SHOWN,
  };
  return { id, items: [], quote: quoteOf([], terms), available: new Map(), freeDeliveryRemaining: null };
}

export async function getCart(carts: CartContext, id: string, shopper: Shopper): Promise<CartView> {
  return viewOf(carts, { ...(await findContents(carts, id, shopper)), id }, shopper, []);
}

/**
 * Returns the cart as a response shows it, and stores which sums it shows. `known`: variants that the
 * catalogue has just described for this shopper, so that they are not read again.
 */
export async function viewOf(
  carts: CartContext,
  cart: queries.CartContents & { readonly id: string },
  shopper: Shopper,
  known: readonly VariantCard[],
): Promise<CartView> {
  const { id, items } = cart;
  const variantIds = items.map(({ variantId }) => variantId);
  const [quote, rules, levels] = await Promise.all([
    quoteItems(carts, cart, shopper, known),
    carts.deliveryRules(),
    // While inventory does not answer, a line counts as available: the order asks inventory itself.
    variantIds.length > 0
      ? unlessAway(carts.inventory.availability({ variantIds }), () => items.map(asAvailable))
      : [],
  ]);
  await storeShown(carts, cart, {
    fee: quote.deliveryFee.amount,
    surcharge: cart.shownSurcharge,
    discount: quote.promotionDiscount.amount,
  });
  // Of several parcels none has one threshold.
  const isOneParcel = quote.deliveryGroups.every(({ name }) => name === null);
  const remaining = isOneParcel ? freeDeliveryRemaining(rules, quote.subtotal.amount) : null;
  return {
    id,
    items,
    quote,
    available: new Map(levels.map(({ variantId, available }) => [variantId, available])),
    freeDeliveryRemaining: remaining === null ? null : money(remaining, carts.currency),
  };
}

/** Without waiting for the disk: after a crash an order may be refused once. */
async function storeShown(
  { db }: CartContext,
  cart: queries.CartContents & { readonly id: string },
  { fee, surcharge, discount }: Readonly<Record<"fee" | "surcharge" | "discount", number>>,
): Promise<void> {
  const { id, revision, shownFee, shownSurcharge, shownDiscount } = cart;
  if (fee === shownFee && surcharge === shownSurcharge && discount === shownDiscount) return;
  await db.relaxed.write(queries.updateShownSums, { id, fee, surcharge, discount, revision });
}

const asAvailable = ({ variantId, quantity }: queries.ItemRow) => ({ variantId, available: quantity });

/** Returns what the cart costs this shopper now, at the catalogue's prices, with these coupons and points. */
export async function quote(
  carts: CartContext,
  cartId: string,
  shopper: Shopper,
  asked: AskedQuote,
): Promise<Quote> {
  return quoteContents(carts, await findContents(carts, cartId, shopper), shopper, asked);
}

/** The same for a response that shows it: the next order accepts its delivery fee. */
export async function showQuote(
  carts: CartContext,
  cartId: string,
  shopper: Shopper,
  asked: AskedQuote,
): Promise<Quote> {
  const cart = await findContents(carts, cartId, shopper);
  const quoted = await quoteContents(carts, cart, shopper, asked);
  await storeKnown(carts, cart, quoted);
  const surcharge = quoted.deliverySurcharge?.amount.amount ?? 0;
  await storeShown(carts, cart, {
    fee: quoted.deliveryFee.amount - surcharge,
    surcharge,
    discount: quoted.promotionDiscount.amount,
  });
  return quoted;
}

/** More than an order takes; the latest. */
const MOST_KNOWN = 20;

/** Without waiting for the disk, as the sums that were shown. */
async function storeKnown(
  { db }: CartContext,
  { id: cartId, knownCoupons }: queries.CartRow,
  { discounts }: Quote,
): Promise<void> {
  const fresh = discounts.map(({ coupon }) => coupon).filter((code) => !knownCoupons.includes(code));
  if (fresh.length === 0) return;
  const codes = [...knownCoupons, ...fresh].slice(-MOST_KNOWN);
  await db.relaxed.rows(queries.updateKnownCoupons, { cartId, codes });
}

async function quoteContents(
  carts: CartContext,
  cart: queries.CartRow,
  shopper: Shopper,
  asked: AskedQuote,
): Promise<Quote> {
  const wishes = { ...asked, cartId: cart.id, known: cart.knownCoupons };
  const quoted = await quoteItems(carts, cart, shopper, [], wishes);
  const dearest = Math.max(
    quoted.total.amount + quoted.pointsSpent,
    ...quoted.lines.map(({ lineTotal }) => lineTotal.amount),
  );
  if (dearest > MAX_AMOUNT) throw new DomainError("AMOUNT_LIMIT");
  for (const { variant, quantity } of quoted.lines) if (variant.forSale) checkQuantity(variant, quantity);
  return quoted;
}

/** Throws the same NOT_FOUND for another member's cart and for an unknown one. */
export async function findContents(
  { db }: CartContext,
  id: string,
  shopper: Shopper,
): Promise<queries.CartRow> {
  const [found] = await db.lookUp(queries.findCarts, [id]);
  if (!found || (found.memberId !== null && found.memberId !== shopper)) throw new DomainError("NOT_FOUND");
  return found;
}

/** What is to make the cart cheaper, and where it goes. */
interface QuoteWishes {
  readonly cartId: string;
  readonly codes: readonly string[];
  /** Null: the shopper's points do not matter. */
  readonly points: number | null;
  /** Null: not known. */
  readonly postcode: string | null;
  /** Of the client's address, which guesses of codes are counted for. */
  readonly network: string | null;
  /** Codes that the shopper does not guess. */
  readonly known: readonly string[];
}
type AskedQuote = Omit<QuoteWishes, "cartId" | "known">;

const NO_WISHES: QuoteWishes = {
  ...{ cartId: "", codes: [], points: null, postcode: null },
  ...{ network: null, known: [] },
};
export const NOTHING_SHOWN = { fee: null, surcharge: 0, discount: 0 };

async function quoteItems(
  { catalog, clock, promotions, automatic, deliveryRules, currency, spending }: CartContext,
  { items, shownFee, shownSurcharge, shownDiscount }: queries.CartContents,
  shopper: Shopper,
  known: readonly VariantCard[],
  { cartId, codes, points: asked, postcode, network, known: knownCodes }: QuoteWishes = NO_WISHES,
): Promise<Quote> {
  const variants = new Map(known.map((card) => [card.variantId, card]));
  const variantIds = items.map(({ variantId }) => variantId).filter((id) => !variants.has(id));
  const [rules, all, cards, coupons, wallet] = await Promise.all([
    deliveryRules(),
    automatic(),
    variantIds.length > 0 ? catalog.describe({ variantIds, memberId: shopper }) : [],
    codes.length > 0
      ? promotions.findCoupons({
          ...{ codes: [...codes], memberId: shopper, cartId },
          ...{ network, known: [...knownCodes] },
        })
      : NO_COUPONS,
    asked !== null && shopper !== null ? promotions.findPoints({ memberId: shopper, cartId }) : NO_POINTS,
  ]);
  for (const card of cards) variants.set(card.variantId, card);
  const now = clock.now();
  const current = all.filter((terms) => isCurrent(terms, now));
  const categories = await categoriesFor(catalog, [...current, ...coupons.usable], [...variants.values()]);
  const points = asked === null ? null : { asked, isMember: shopper !== null, ...wallet };
  const shown = { fee: shownFee, surcharge: shownSurcharge, discount: shownDiscount };
  const shop = { rules, currency, spending, promotions: current };
  const terms = { ...shop, variants, postcode, shown, coupons: coupons.usable, categories, points };
  const quoted = quoteOf(items, terms);
  return { ...quoted, refused: [...coupons.refused, ...quoted.refused] };
}

const NO_COUPONS = { usable: [], refused: [] };
const NO_POINTS = { available: 0 };

/** The categories of the products, if a promotion or a coupon asks for them. */
export async function categoriesFor(
  catalog: CartContext["catalog"],
  reductions: readonly Pick<CouponTerms, "categoryIds">[],
  cards: readonly VariantCard[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (cards.length === 0 || reductions.every(({ categoryIds }) => categoryIds.length === 0)) return new Map();
  const productIds = [...new Set(cards.map(({ productId }) => productId))];
  const rows = await catalog.categoriesOf({ productIds });
  return new Map(rows.map(({ productId, categoryIds }) => [productId, categoryIds]));
}

interface Showing {
  readonly cartId: string;
  readonly prices: readonly { readonly variantId: string; readonly price: Money }[];
  /** With the surcharge. None: the sums that were shown stay. */
  readonly deliveryFee?: Money;
  readonly surcharge?: Money;
  readonly promotionDiscount?: Money;
}

export async function showPrices(
  { db }: CartContext,
  { cartId, prices, deliveryFee, surcharge, promotionDiscount }: Showing,
): Promise<void> {
  const onTop = surcharge?.amount ?? 0;
  await db.rows(queries.updateShownPrices, {
    cartId,
    variantIds: prices.map(({ variantId }) => variantId),
    prices: prices.map(({ price }) => price.amount),
    currencies: prices.map(({ price }) => price.currency),
    fee: deliveryFee ? deliveryFee.amount - onTop : null,
    surcharge: surcharge?.amount ?? null,
    discount: promotionDiscount?.amount ?? null,
  });
}
