/** The statuses of an order and the changes between them, and order numbers. Pure. */
import { randomCode } from "../../platform/ids.ts";
import { type OrderStatus, orderStatuses } from "./contract.ts";

export const transitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending_payment: ["awaiting_deposit", "paid", "expired", "canceled"],
  awaiting_deposit: ["paid", "expired", "canceled"],
  paid: ["preparing", "on_hold", "canceled"],
  // By staff alone: goods that turn out to be missing.
  preparing: ["shipped", "on_hold", "canceled"],
  // A release puts it back to where it was, which the row has. It is not a move to `paid`, which is an event.
  on_hold: ["canceled"],
  // Returned: the buyer sent back all that had gone.
  shipped: ["delivered", "returned"],
  delivered: ["completed", "returned"],
  completed: [],
  returned: [],
  canceled: [],
  // Money that arrives just after the time to pay is accepted, if the goods are still in stock.
  expired: ["paid"],
};

/** In these statuses goods or money are on their way, so the buyer's address is needed. */
export const openStatuses: readonly OrderStatus[] = [
  "pending_payment",
  "awaiting_deposit",
  "paid",
  "preparing",
  "on_hold",
  "shipped",
];
export const finishedStatuses: readonly OrderStatus[] = [
  "delivered",
  "completed",
  "returned",
  "canceled",
  "expired",
];

/** Nothing was paid yet, and money is expected until `expiresAt`. */
export const isPayable = (status: OrderStatus): boolean =>
  status === "pending_payment" || status === "awaiting_deposit";

/** Nothing of the order is bought any more, so no money of it stays but the fees of returns. */
export const keepsNothingStatuses: readonly OrderStatus[] = ["canceled", "returned"];

const unpaidStatuses: readonly OrderStatus[] = ["pending_payment", "awaiting_deposit", "canceled", "expired"];

/** Whether an order in this status keeps the money that was captured for it. */
export const isPaid = (status: OrderStatus): boolean => !unpaidStatuses.includes(status);

/** The statuses from which `to` can be reached. */
export const sourcesOf = (to: OrderStatus): OrderStatus[] =>
  orderStatuses.filter((from) => transitions[from].includes(to));

/** Swedish dates look like 2026-11-22. Created once, because that costs more than the rest of an order. */
const shopDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" });

/** The day in the shop's time zone and 35 random bits: short, hard to guess, unique by a constraint. */
export function newOrderNumber(now: Date): string {
  return `${shopDay.format(now).slice(2).replaceAll("-", "")}-${randomCode(7)}`;
}

/** An order number as it is stored, from one that a person typed: without its dash, or in small letters. */
export function storedNumber(typed: string): string {
  const letters = typed.replace("-", "").toUpperCase();
  return `${letters.slice(0, 6)}-${letters.slice(6)}`;
}

/** A reservation outlives the order's time to pay by this time, which is longer than any confirm takes. */
export const RESERVATION_GRACE_MS = 2 * 60_000;
