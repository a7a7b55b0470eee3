/** What staff look for in the list of orders, as its address has it. Pure. */
import type { StaffOrderList, StaffOrderQuery } from "../api/types.ts";
import { oneOf, type PageQuery } from "./list-address.ts";

export type OrderStatus = StaffOrderList["items"][number]["status"];

/** In the order of the tabs: what waits for staff comes first. */
export const orderTabs: readonly OrderStatus[] = [
  "paid",
  "preparing",
  "on_hold",
  "shipped",
  "delivered",
  "completed",
  "returned",
  "awaiting_deposit",
  "pending_payment",
  "canceled",
  "expired",
];

/** A tab that is no status: its orders have any. */
export const LOST = "deposit_lost";

export type OrderSearch = Readonly<Record<"q" | "from" | "to" | "status", string>>;

const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const dayOf = (query: PageQuery, name: string): string => {
  const day = oneOf(query, name);
  return DAY.test(day) ? day : "";
};

export function orderSearchOf(query: PageQuery): OrderSearch {
  const status = oneOf(query, "status");
  return {
    q: oneOf(query, "q").slice(0, 100),
    from: dayOf(query, "from"),
    to: dayOf(query, "to"),
    status: [...orderTabs, LOST].includes(status as OrderStatus) ? status : "",
  };
}

const SHOP_MIDNIGHT = "T00:00:00+09:00";
const DAY_MS = 24 * 3_600_000;

/** Days are those of the shop; the last one is searched as a whole. */
export function orderQueryOf({ q, from, to, status }: OrderSearch): StaffOrderQuery {
  const midnight = (day: string) => new Date(`${day}${SHOP_MIDNIGHT}`);
  return {
    ...(q !== "" && { q }),
    ...(from !== "" && { from: midnight(from).toISOString() }),
    ...(to !== "" && { to: new Date(midnight(to).getTime() + DAY_MS).toISOString() }),
    ...(status === LOST && { attention: LOST }),
    ...(status !== "" && status !== LOST && { status: status as OrderStatus }),
  };
}
