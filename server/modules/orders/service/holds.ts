/** What an order holds in other modules while it may be paid: stock, uses of coupons, and points. */
import type { AttemptView } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { RESERVATION_GRACE_MS } from "../order.ts";
import { findHeld, type OrderRow } from "../queries.ts";

/** What was held is gone: bought, used or spent for another order meanwhile. */
export const takenCodes: readonly string[] = ["OUT_OF_STOCK", "COUPON_REFUSED", "POINTS_REFUSED"];
/** Refusals of an extension. */
export const goneCodes: readonly string[] = [...takenCodes, "UNKNOWN_HOLD"];

type StockReservation = Parameters<OrdersContext["inventory"]["reserve"]>[0];
type PromotionReservation = Parameters<OrdersContext["promotions"]["reserve"]>[0];

/** Reserves all or nothing. Throws OUT_OF_STOCK, UNPAID_LIMIT, COUPON_REFUSED, POINTS_REFUSED. */
export async function reserveHolds(
  { inventory, promotions }: OrdersContext,
  stock: StockReservation,
  reduction: PromotionReservation,
): Promise<void> {
  await inventory.reserve(stock);
  if (reduction.couponIds.length === 0 && !reduction.points) return;
  await promotions.reserve(reduction).catch(async (error: unknown) => {
    await inventory.release({ orderId: stock.orderId });
    throw error;
  });
}

type Held = Pick<OrderRow, "id" | "discounts" | "pointsSpent">;

const isReduced = ({ discounts, pointsSpent }: Held): boolean => discounts.length > 0 || pointsSpent > 0;

interface Extending {
  readonly from?: Date;
  /** Its decline, or that of an earlier one, may be heard of late, and releases nothing any more. */
  readonly after?: AttemptView;
}

/** Extends what an order holds until some minutes from now, or after `from`. Throws one of `goneCodes`. */
export async function extendHolds(
  { inventory, promotions, clock }: OrdersContext,
  order: Held,
  { from = clock.now(), after }: Extending = {},
): Promise<void> {
  const orderId = order.id;
  const until = new Date(from.getTime() + RESERVATION_GRACE_MS).toISOString();
  await inventory.extend({ orderId, until });
  if (isReduced(order))
    await promotions.extend({ orderId, until, ...(after?.number && { attempt: after.number + 1 }) });
}

/**
 * Releases the coupons and points of an order whose latest attempt was declined, until it is paid again. Safe
 * to repeat and late: an order that is not open any more, or has another attempt, keeps them.
 */
export async function releaseDeclined(
  orders: OrdersContext,
  orderId: string,
  attemptId: string,
): Promise<void> {
  const { db, promotions } = orders;
  const [order] = await db.lookUp(findHeld, [orderId]);
  if (order?.status !== "pending_payment" || !isReduced(order)) return;
  const latest = await latestOf(orders, orderId);
  if (latest?.attemptId !== attemptId || latest.status !== "failed") return;
  // Without its number, what a later attempt holds could be released.
  if (latest.number !== undefined) await promotions.release({ orderId, attempt: latest.number });
}

async function latestOf(
  { payments }: Pick<OrdersContext, "payments">,
  orderId: string,
): Promise<AttemptView | undefined> {
  const [latest] = await payments.latestAttempts({ orderIds: [orderId] });
  return latest;
}

/**
 * Opens the attempt that follows `earlier`, with all coupons and points of the order held for it: before, so
 * that nothing can be paid without them, and after, because a parallel request may have opened a later
 * attempt, or released them. When `open` fails, they stay held until the order is paid again or closed:
 * whether another request has the same attempt open is not known. Throws COUPON_REFUSED, POINTS_REFUSED, and
 * what `open` throws.
 */
export async function openHolding<Opened>(
  orders: Pick<OrdersContext, "payments" | "promotions">,
  order: Held & Pick<OrderRow, "expiresAt">,
  earlier: AttemptView | undefined,
  open: () => Promise<Opened>,
): Promise<Opened> {
  if (!isReduced(order)) return open();
  const orderId = order.id;
  const until = new Date(order.expiresAt.getTime() + RESERVATION_GRACE_MS).toISOString();
  const next = (earlier?.number ?? 0) + 1;
  await orders.promotions.extend({ orderId, until, attempt: next });
  const opened = await open();
  const attempt = (await latestOf(orders, orderId))?.number ?? next;
  await orders.promotions.extend({ orderId, until, attempt });
  return opened;
}

/** The order is paid: its goods are sold, its coupons used, its points spent. */
export async function commitHolds({ inventory, promotions }: OrdersContext, order: Held): Promise<void> {
  const orderId = order.id;
  await inventory.commit({ orderId });
  if (isReduced(order)) await promotions.commit({ orderId });
}

/** The order is closed, or was not stored. */
export async function releaseHolds({ inventory, promotions }: OrdersContext, orderId: string): Promise<void> {
  await inventory.release({ orderId });
  await promotions.release({ orderId });
}
