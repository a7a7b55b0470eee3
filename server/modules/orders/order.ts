/** What an order is and how it may change. Pure. */

import { randomCode } from "../../platform/ids.ts";
import { type OrderStatus, orderStatuses } from "./contract.ts";

export const transitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending_payment: ["paid", "expired", "canceled"],
  paid: ["preparing", "canceled"],
  preparing: ["shipped"],
  shipped: ["delivered"],
  delivered: ["completed"],
  completed: [],
  canceled: [],
  // Money that comes just after the time is over is taken, if the goods are still there.
  expired: ["paid"],
};

/** While an order is in one of these, goods or money are on their way, and its buyer's address is needed. */
export const openStatuses: readonly OrderStatus[] = ["pending_payment", "paid", "preparing", "shipped"];
export const finishedStatuses: readonly OrderStatus[] = ["delivered", "completed", "canceled", "expired"];

const unpaidStatuses: readonly OrderStatus[] = ["pending_payment", "canceled", "expired"];

/** Whether an order in this status keeps the money that was captured for it. */
export const isPaid = (status: OrderStatus): boolean => !unpaidStatuses.includes(status);

/** The statuses from which `to` can be reached. */
export const sourcesOf = (to: OrderStatus): OrderStatus[] =>
  orderStatuses.filter((from) => transitions[from].includes(to));

/** Sweden writes dates as 2026-11-22. Made once: making it costs more than placing the rest of an order. */
const shopDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" });

/** The day in the shop's time zone and 35 random bits: short to say, hard to guess, unique by the table's constraint. */
export function newOrderNumber(now: Date): string {
  return `${shopDay.format(now).slice(2).replaceAll("-", "")}-${randomCode(7)}`;
}

/** How long stock stays held after an order's time to pay: longer than any confirm that began within it. */
export const RESERVATION_GRACE_MS = 2 * 60_000;
