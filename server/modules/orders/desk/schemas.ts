/** What staff send and read at the desk: holds, many orders at once, slips. */
import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { OrderStatus, ShippingAddress } from "../contract.ts";

/** Each order once. */
const OrderIds = Type.Array(Uuid, { minItems: 1, maxItems: 100, uniqueItems: true });

export const HoldInput = Closed({ reason: Line(200) });
export const PrepareManyInput = Closed({ ids: OrderIds });
export const PreparedMany = Closed({
  results: Type.Array(
    Closed({
      id: Uuid,
      outcome: Type.Enum(["prepared", "refused"]),
      code: Nullable(Type.Enum(["NOT_FOUND", "WRONG_ORDER_STATUS"], { description: "why it was refused" })),
      status: Nullable({ ...OrderStatus, description: "null: there is no such order" }),
    }),
    { description: "one for each order, in the order of `ids`" },
  ),
});

export const SlipsInput = Closed({
  ids: OrderIds,
  prices: Type.Optional(Type.Boolean({ description: "with what the goods cost; by default without" })),
});
export const PackingSlip = Closed({
  id: Uuid,
  number: Type.String(),
  placedAt: Timestamp,
  buyer: Type.String(),
  shippingAddress: ShippingAddress,
  lines: Type.Array(
    Closed({
      sku: Type.String(),
      name: Type.String(),
      options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
      quantity: Type.Integer({ description: "pieces that are not canceled" }),
      unsent: Type.Integer({ description: "of those, pieces in no parcel yet" }),
      lineTotal: Nullable(Money),
    }),
  ),
  total: Nullable(Money),
});
export const PackingSlips = Closed({
  items: Type.Array(PackingSlip),
  left: Type.Array(Uuid, {
    description: "orders without a slip: unknown, not paid, on hold, canceled, or sent back",
  }),
});
