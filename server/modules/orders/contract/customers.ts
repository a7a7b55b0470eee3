/** What staff read of the orders of one member: no name and no address. */
import { type Static, Type } from "typebox";
import { call } from "../../../platform/contract/contract.ts";
import { Money } from "../../../platform/money.ts";
import { Closed, Timestamp, Uuid } from "../../../platform/schema.ts";
import { OrderStatus } from "./status.ts";

export const CustomerOrder = Closed({
  id: Uuid,
  number: Type.String(),
  status: OrderStatus,
  placedAt: Timestamp,
  total: Money,
  refunded: Money,
  itemCount: Type.Integer({ description: "lines, not pieces" }),
});
export type CustomerOrder = Static<typeof CustomerOrder>;

export const CustomerSums = Closed({
  count: Type.Integer({ description: "orders that were paid and neither canceled nor returned" }),
  spent: { ...Money, description: "what was paid for all orders, less what was given back" },
});
export type CustomerSums = Static<typeof CustomerSums>;

export const customerCalls = {
  /** The member's orders below `beforeId`, the newest first. */
  ordersOf: call({
    input: Closed({ memberId: Uuid, beforeId: Uuid, limit: Type.Integer({ minimum: 1, maximum: 101 }) }),
    output: Type.Array(CustomerOrder),
    retry: "safe",
  }),
  /** What each of the members has bought, in the order in which they are asked for. */
  spentBy: call({
    input: Closed({ memberIds: Type.Array(Uuid, { maxItems: 100 }) }),
    output: Type.Array(CustomerSums),
    retry: "safe",
  }),
};
