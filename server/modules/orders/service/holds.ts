/** What an order holds in other modules while it may be paid: stock, and uses of coupons. */
import { after } from "../../../platform/clock.ts";
import type { OrdersContext } from "../context.ts";
import { RESERVATION_GRACE_MS } from "../order.ts";
import type { OrderRow } from "../queries.ts";

/** Refusals of an extension: others have bought the goods, or used the coupons, meanwhile. */
export const goneCodes: readonly string[] = ["OUT_OF_STOCK", "COUPON_REFUSED", "UNKNOWN_HOLD"];

type StockReservation = Parameters<OrdersContext["inventory"]["reserve"]>[0];
type CouponReservation = Parameters<OrdersContext["promotions"]["reserve"]>[0];

/** Reserves both or none. Throws OUT_OF_STOCK, UNPAID_LIMIT, COUPON_REFUSED. */
export async function reserveHolds(
  { inventory, promotions }: OrdersContext,
  stock: StockReservation,
  coupons: CouponReservation,
): Promise<void> {
  await inventory.reserve(stock);
  if (coupons.couponIds.length === 0) return;
  await promotions.reserve(coupons).catch(async (error: unknown) => {
    await inventory.release({ orderId: stock.orderId });
    throw error;
  });
}

type Held = Pick<OrderRow, "id" | "discounts">;

/** Extends what an order holds until some minutes from now. Throws one of `goneCodes`. */
export async function extendHolds(
  { inventory, promotions, clock }: OrdersContext,
  { id: orderId, discounts }: Held,
): Promise<void> {
  const until = after(clock, RESERVATION_GRACE_MS).toISOString();
  await inventory.extend({ orderId, until });
  if (discounts.length > 0) await promotions.extend({ orderId, until });
}

/** The order is paid: its goods are sold, its coupons used. */
export async function commitHolds(
  { inventory, promotions }: OrdersContext,
  { id: orderId, discounts }: Held,
): Promise<void> {
  await inventory.commit({ orderId });
  if (discounts.length > 0) await promotions.commit({ orderId });
}

/** The order is closed, or was not stored. */
export async function releaseHolds({ inventory, promotions }: OrdersContext, orderId: string): Promise<void> {
  await inventory.release({ orderId });
  await promotions.release({ orderId });
}
