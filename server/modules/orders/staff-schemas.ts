/** The schemas of what staff send and read about orders. */
import { Type } from "typebox";
import { Cursor, Limit } from "../../platform/http/cursor.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Line, LongText, Nullable, Since, Timestamp, Until, Uuid } from "../../platform/schema.ts";
import { Quantity } from "../inventory/contract.ts";
import { RefundView } from "../payments/contract.ts";
import { Carrier, TrackingNumber } from "./contract/parcel-rows.ts";
import { OrderStatus, orderStatuses, Pieces, refundKinds } from "./contract.ts";
import { OrderDetails, Shipment } from "./schemas.ts";

export const StaffListQuery = Closed({
  q: Type.Optional({
    ...Line(100),
    description:
      "a whole SKU, phone or tracking number, or a part of the number, name, phone, e-mail or of a " +
      "product's name as it was ordered; one or two letters begin a buyer's name",
  }),
  status: Type.Optional(OrderStatus),
  attention: Type.Optional(
    Type.Enum(["deposit_lost"], {
      description:
        "deposit_lost: the bank took the deposit back, also of goods that were sent; of any status",
    }),
  ),
  from: Type.Optional(Since),
  to: Type.Optional(Until),
  limit: Limit,
  cursor: Cursor,
});

const StaffSummary = Closed({
  id: Uuid,
  number: Type.String(),
  status: OrderStatus,
  placedAt: Timestamp,
  paidAt: Nullable(Timestamp),
  name: Type.String({ description: "of the buyer" }),
  memberId: Nullable(Uuid),
  total: Money,
  refunded: Money,
  itemCount: Type.Integer(),
  firstSku: Type.String(),
  firstName: Type.Optional(
    Type.String({ description: "of the line with that SKU, with its options; older answers have none" }),
  ),
});
export const StaffOrderList = Closed({
  items: Type.Array(StaffSummary),
  nextCursor: Nullable(Type.String()),
  counts: Type.Optional(
    Closed(
      Object.fromEntries(orderStatuses.map((status) => [status, Type.Integer()])) as Record<
        OrderStatus,
        ReturnType<typeof Type.Integer>
      >,
    ),
  ),
});

export const StaffRefund = Closed({
  id: Uuid,
  kind: Type.Enum([...refundKinds, "late"], {
    description:
      "for canceled or returned pieces, as staff decided, or money that came too late for the order",
  }),
  amount: Money,
  taxFree: { ...Money, description: "the tax-free part of the amount" },
  reason: Nullable(Type.String()),
  lines: Type.Array(Closed({ lineId: Uuid, quantity: Type.Integer(), amount: Money })),
  at: Timestamp,
  status: {
    ...RefundView.properties.status,
    description:
      "requested: the provider has not answered; failed: it refused, staff must act; withdrawn: it is not " +
      "to be given back",
  },
  failure: RefundView.properties.failure,
});
const TimelineEntry = Closed({
  type: Type.String({ description: "a status that was reached, or what else happened" }),
  at: Timestamp,
  by: Nullable(
    Closed({
      kind: Type.Enum(["buyer", "staff", "key", "shop"]),
      name: Nullable(Type.String({ description: "masked" })),
    }),
  ),
  amount: Nullable(Money),
  text: Nullable(Type.String({ description: "of a note, or why the order is on hold" })),
});
export const StaffOrder = Closed({
  ...OrderDetails.properties,
  memberId: Nullable(Uuid),
  paymentId: Type.Optional({ ...Uuid, description: "of the payment that is shown; as payments know it" }),
  refundable: { ...Money, description: "what is left to be refunded" },
  refunds: Type.Array(StaffRefund),
  timeline: Type.Array(TimelineEntry),
});

const SomePieces = Type.Optional(
  Type.Array(Pieces, { minItems: 1, maxItems: 200, description: "absent: all that is left" }),
);
export const ShipInput = Closed({
  carrier: {
    ...Carrier,
    description: "cj, post, hanjin, lotte or logen, whose tracking pages are known, or any name",
  },
  trackingNumber: TrackingNumber,
  lines: SomePieces,
});
const cancelChoice = {
  lines: SomePieces,
  deduct: Type.Optional(
    Type.Boolean({
      description: "the delivery fee and the discounts that the rest has not earned; absent: false",
    }),
  ),
};
export const StaffCancelInput = Closed({ ...cancelChoice, reason: Line(200) });
export const StaffCancelQuoteInput = Nullable(Closed(cancelChoice));
export const NoteInput = Closed({ text: LongText(1_000, 1) });
const AmountInput = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: "minor units" });
export const RefundInput = Closed({
  amount: Type.Union([Closed({ ...Money.properties, amount: AmountInput }), AmountInput]),
  reason: Line(200),
  lines: Type.Optional(
    Type.Array(
      Type.Union([
        Closed({ lineId: Uuid, amount: AmountInput }),
        Closed({ lineId: Uuid, quantity: Quantity }),
      ]),
      {
        minItems: 1,
        maxItems: 200,
        description: "which part of the amount is for which line: an amount, or what the pieces cost",
      },
    ),
  ),
});
export const WithdrawInput = Closed({ reason: Line(200) });
export const Shipped = Closed({
  ...StaffOrder.properties,
  shipment: { ...Shipment, description: "the parcel that was sent" },
});
export const Refunded = Closed({ refund: Closed({ id: Uuid, amount: Money }), order: StaffOrder });
