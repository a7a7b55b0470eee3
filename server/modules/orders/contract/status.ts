import { type Static, Type } from "typebox";

export const orderStatuses = [
  "pending_payment",
  "awaiting_deposit",
  "paid",
  "preparing",
  "on_hold",
  "shipped",
  "delivered",
  "completed",
  "returned",
  "canceled",
  "expired",
] as const;
export const OrderStatus = Type.Enum([...orderStatuses]);
export type OrderStatus = Static<typeof OrderStatus>;
