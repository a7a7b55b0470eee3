/**
 * Places an order from a cart.
 *
 * Stores: the order with frozen lines and amounts, its first event, and the response for repeats.
 * Always: prices are the catalogue's, and the shopper has seen them; stock is reserved for all lines or
 * none; a request stores one order at most, however often it is repeated; a cart has one payable order at
 * most (`orders_one_payable_per_cart`), the newest.
 * How:
 * 1. `quote` prices the cart with coupons and points, for the address; an unseen price or delivery fee is
 *    PRICE_CHANGED, once, and what does not apply is COUPON_REFUSED or POINTS_REFUSED.
 * 2. `reserveHolds` takes the stock, coupons and points under the order's id. When they are sold out or used
 *    up, or too much is held without having been paid, the cart's own unpaid order is closed first.
 * 3. `openAttempt` opens the payment attempt. An order with nothing to pay has none: it is stored as paid,
 *    and its event commits the holds.
 * 4. One statement stores the order and the response, unless the cart has a payable order. That one is closed
 *    first, or the cart is CART_BEING_PAID when its money may still move.
 * Orders of one cart are placed one after the other in a process; between processes the constraint decides.
 * After a crash in between, stock and coupons lapse and the attempt takes no money. A repeat ends both first
 * and starts with a new id, because the cart may have changed.
 */
import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import { after } from "../../../platform/clock.ts";
import { DomainError, inputError, isDomainError } from "../../../platform/errors.ts";
import type { Claim } from "../../../platform/http/idempotency.ts";
import type { AnswerSlot } from "../../../platform/http/idempotency-queries.ts";
import { hashSecret, newId, newSecret } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { equal, money, percentOf } from "../../../platform/money.ts";
import type { Quote } from "../../cart/contract.ts";
import { variantTexts } from "../../catalog/contract/variant.ts";
import { receiptProblem } from "../../payments/contract/cash-receipt.ts";
import type { PaymentSession } from "../../payments/contract.ts";
import { termsOf } from "../cancel-terms.ts";
import type { OrdersContext } from "../context.ts";
import type { PlaceOrder } from "../contract.ts";
import { newOrderNumber, RESERVATION_GRACE_MS } from "../order.ts";
import { orderNameOf, type PresentedOrder, presentOrder } from "../present.ts";
import * as queries from "../queries.ts";
import { releaseHolds, reserveHolds, takenCodes } from "./holds.ts";
import { dropUnfinished, replaceOrder, storeOrder } from "./store-order.ts";

interface PlacingStaff {
  readonly by: ActingStaff;
  /** How long the order waits for its payment, milliseconds. */
  readonly paymentMs: number;
}

export interface PlacedOrder {
  readonly order: PresentedOrder;
  /** Null: there is nothing to pay. */
  readonly payment: PaymentSession | null;
  /** A guest's proof of the order; a member needs none. */
  readonly guestToken?: string;
}

/** Who orders. */
export interface Buyer {
  /** Null for a guest. */
  readonly memberId: string | null;
  /** Of the client's address; null when it says nothing about the shopper. */
  readonly network: string | null;
  /** The same of any address, which wrong codes of coupons are counted for. */
  readonly guessing?: string;
  /** Staff who place the order for the buyer, who pays later. */
  readonly staff?: PlacingStaff;
}

export const placeOrder = (
  orders: OrdersContext,
  request: PlaceOrder,
  buyer: Buyer,
  language: Language,
  claim: Claim & AnswerSlot,
): Promise<PlacedOrder> =>
  orders.oneByOne(request.cartId, () => placeNext(orders, request, buyer, language, claim));

async function placeNext(
  orders: OrdersContext,
  request: PlaceOrder,
  buyer: Buyer,
  language: Language,
  claim: Claim & AnswerSlot,
): Promise<PlacedOrder> {
  const { clock, cart } = orders;
  const { memberId } = buyer;
  const { cartId, coupons = [], points = 0, cashReceipt } = request;
  const wrong = cashReceipt && receiptProblem(cashReceipt, "/cashReceipt");
  if (wrong) throw inputError([wrong]);
  const { postcode } = request.shippingAddress;
  const quote = await cart.quote({
    ...{ cartId, memberId, coupons, postcode, network: buyer.guessing ?? null },
    ...(points > 0 ? { points } : {}),
  });
  await checkQuote(orders, cartId, quote);

  const orderId = claim.takenOver ? newId(clock.now()) : claim.resume;
  if (claim.takenOver) await dropUnfinished(orders, claim.resume);
  const placedAt = clock.now();
  const expiresAt = after(clock, buyer.staff?.paymentMs ?? orders.paymentMs);
  await reserveForOrder(orders, request.cartId, buyer, quote, {
    orderId,
    until: new Date(expiresAt.getTime() + RESERVATION_GRACE_MS).toISOString(),
  });

  const number = newOrderNumber(placedAt);
  const identity = { id: orderId, memberId, number, language, placedAt, expiresAt };
  const row = newOrder(request, quote, { ...identity, pointsPercent: orders.pointsPercent });
  const payment = await openPayment(orders, row, request);
  const guestToken = memberId === null ? newSecret() : null;
  const order = presentOrder(row, null, language);
  const body: PlacedOrder = { order, payment, ...(guestToken && { guestToken }) };
  // Staff get no proof of the buyer's order, and no way to pay it.
  await storeOrder(orders, row, guestToken, claim, buyer.staff ? { order } : body, buyer.staff?.by);
  return body;
}

async function openPayment(
  orders: OrdersContext,
  row: queries.OrderRow,
  { paymentMethod: method, cashReceipt }: PlaceOrder,
): Promise<PaymentSession | null> {
  const { id: orderId, number, language, contact, lines } = row;
  if (row.total === 0) return null;
  const attempt = orders.payments.openAttempt({
    orderId,
    ownerId: row.memberId,
    orderNumber: number,
    orderName: orderNameOf(
      lines.map((line) => variantTexts(line, language).name),
      language,
    ),
    amount: money(row.total, row.currency),
    ...(row.taxFree !== null && { taxFree: row.taxFree }),
    customer: { name: contact.name, email: contact.email },
    language,
    expiresAt: row.expiresAt.toISOString(),
    ...(method && { method }),
    ...(cashReceipt && { cashReceipt }),
  });
  return attempt.catch(async (error: unknown) => {
    // No order exists yet: without this, the goods would stay reserved while payments are unavailable.
    await releaseHolds(orders, orderId);
    throw error;
  });
}

/** Throws when the cart cannot be ordered, and when the shopper has not seen the current prices. */
async function checkQuote({ cart }: OrdersContext, cartId: string, quote: Quote): Promise<void> {
  if (quote.lines.length === 0) throw new DomainError("CART_EMPTY");
  const gone = quote.lines.filter(({ variant }) => !variant.forSale);
  if (gone.length > 0)
    throw new DomainError("NOT_FOR_SALE", { variantIds: gone.map(({ variant }) => variant.variantId) });
  const changes = unseenPrices(quote);
  if (changes) {
    // The response shows the new prices, so the next order accepts them.
    await cart.showPrices({
      cartId,
      prices: changes.items.map(({ variantId, now }) => ({ variantId, price: now })),
      deliveryFee: quote.deliveryFee,
      surcharge: quote.deliverySurcharge?.amount ?? money(0, quote.total.currency),
      promotionDiscount: quote.promotionDiscount,
    });
    throw new DomainError("PRICE_CHANGED", { ...changes });
  }
  if (quote.refused.length > 0) throw new DomainError("COUPON_REFUSED", { coupons: quote.refused });
  const { points, minimumPayment: minimum } = quote;
  if (points?.refused) throw new DomainError("POINTS_REFUSED", { reason: points.refused, most: points.most });
  if (minimum) throw new DomainError("BELOW_MINIMUM_AMOUNT", { minimum });
}

/** What costs otherwise than the shopper was shown, with both values; null: nothing. */
function unseenPrices({ lines, deliveryFee, shownDeliveryFee, ...sums }: Quote) {
  const { promotionDiscount, shownPromotionDiscount } = sums;
  const changed = lines.filter(({ variant, shownPrice }) => !equal(variant.price, shownPrice));
  const sameFee = equal(deliveryFee, shownDeliveryFee);
  const sameDiscount = equal(promotionDiscount, shownPromotionDiscount);
  if (changed.length === 0 && sameFee && sameDiscount) return null;
  const items = changed.map(({ variant, shownPrice }) => ({
    variantId: variant.variantId,
    was: shownPrice,
    now: variant.price,
  }));
  return {
    items,
    ...(sameFee ? {} : { deliveryFee: { was: shownDeliveryFee, now: deliveryFee } }),
    ...(sameDiscount ? {} : { discount: { was: shownPromotionDiscount, now: promotionDiscount } }),
  };
}

async function reserveForOrder(
  orders: OrdersContext,
  cartId: string,
  { memberId, network, staff }: Buyer,
  quote: Quote,
  reservation: { readonly orderId: string; readonly until: string },
): Promise<void> {
  const lines = quote.lines.map(({ variant: { variantId }, quantity }) => ({ variantId, quantity }));
  // What staff hold for a buyer counts for no limit of what shoppers hold without paying.
  const holder = {
    memberId: staff ? null : memberId,
    network: network === null ? null : hashSecret(network).toString("base64url"),
  };
  const stock = { ...reservation, lines, holder };
  const couponIds = quote.discounts.map(({ couponId }) => couponId);
  const reduction = { ...reservation, cartId, memberId, couponIds, points: quote.pointsSpent };
  try {
    await reserveHolds(orders, stock, reduction);
  } catch (error) {
    const refusals = [...takenCodes, "UNPAID_LIMIT"];
    if (!refusals.some((code) => isDomainError(error, code))) throw error;
    // The shopper left the payment window and orders again: the cart's unpaid order may hold what is missing.
    const earlier = await orders.db.first(queries.findPayableOfCart, { cartId });
    if (!earlier) throw error;
    await replaceOrder(orders, earlier.id);
    await reserveHolds(orders, stock, reduction);
  }
}

type Identity = Pick<
  queries.OrderRow,
  "id" | "memberId" | "number" | "language" | "placedAt" | "expiresAt" | "pointsPercent"
>;

function newOrder(request: PlaceOrder, quote: Quote, identity: Identity): queries.OrderRow {
  const { cartId, contact, shippingAddress } = request;
  const lines = quote.lines.map(({ variant, quantity, discount }) => ({
    id: newId(identity.placedAt),
    variantId: variant.variantId,
    productId: variant.productId,
    productSlug: variant.productSlug,
    sku: variant.sku,
    name: variant.name,
    options: variant.options,
    translations: variant.translations,
    picture: variant.picture,
    quantity,
    unitPrice: variant.price.amount,
    discount: discount.amount,
    taxType: variant.taxType ?? "taxable",
  }));
  const total = quote.total.amount;
  const isFree = total === 0;
  const at = identity.placedAt.toISOString();
  const pointsPercent = identity.memberId === null ? 0 : identity.pointsPercent;
  const promotions = quote.promotions.map((each) => ({ ...each, amount: each.amount.amount }));
  const discounts = quote.discounts.map((each) => ({ ...each, amount: each.amount.amount }));
  return {
    ...identity,
    pointsPercent,
    pointsEarned: percentOf(total, pointsPercent),
    cartId,
    status: isFree ? "paid" : "pending_payment",
    contact,
    shippingAddress,
    currency: quote.total.currency,
    subtotal: quote.subtotal.amount,
    discount: [...promotions, ...discounts].reduce((total, { amount }) => total + amount, 0),
    promotions,
    discounts,
    deliveryFee: quote.deliveryFee.amount,
    deliverySurcharge: quote.deliverySurcharge?.amount.amount ?? 0,
    deliveryRegion: quote.deliverySurcharge?.region ?? null,
    deliveryGroups: quote.deliveryGroups.map(({ name, fee }) => ({ name, fee: fee.amount })),
    pointsSpent: quote.pointsSpent,
    total,
    taxFree: quote.tax.taxFree.amount,
    vat: quote.tax.vat.amount,
    cancelTerms: termsOf(quote, lines),
    paidAt: isFree ? identity.placedAt : null,
    lines,
    events: [{ type: "placed", at }, ...(isFree ? [{ type: "paid", at }] : [])],
  };
}
