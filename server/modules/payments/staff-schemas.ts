/** The schemas of the payments room. */
import { Type } from "typebox";
import { Cursor, Limit } from "../../platform/http/cursor.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Line, MoneyInput, Nullable, Plain, Timestamp, Uuid } from "../../platform/schema.ts";
import { findingKinds } from "./comparison.ts";
import { CashReceipt, CashReceiptWish } from "./contract/cash-receipt.ts";
import { AttemptView, Provider, RefundView, refundPurposes } from "./contract.ts";

export const PaymentRef = Closed({ id: Uuid });
export const attentions = ["orphan", "disputed", "unclear", "deposit"] as const;
export const PaymentListQuery = Closed({
  q: Type.Optional(
    Plain("^[A-Za-z0-9_:=-]{4,200}$", {
      description: "the number of an order, or the whole key of a payment at its provider",
    }),
  ),
  status: Type.Optional(AttemptView.properties.status),
  provider: Type.Optional(Provider),
  attention: Type.Optional(
    Type.Enum([...attentions], {
      description:
        "orphan: money that pays no order and is not given back; unclear: the provider has not decided; " +
        "deposit: it waits for a transfer",
    }),
  ),
  limit: Limit,
  cursor: Cursor,
});
export const StaffPayment = Closed({
  id: Uuid,
  orderId: Uuid,
  name: Type.String({ description: "the order's number, and which of its tries" }),
  provider: Provider,
  paymentKey: Nullable(Type.String()),
  method: Nullable(Type.String()),
  status: AttemptView.properties.status,
  amount: Money,
  captured: Money,
  refunded: Money,
  orphan: Type.Boolean({ description: "its money pays no order" }),
  disputed: Type.Boolean(),
  byHand: Type.Boolean({ description: "staff confirm its deposit, and pay its refunds" }),
  failure: Nullable(Type.String({ description: "a code" })),
  dueAt: Nullable({ ...Timestamp, description: "of its deposit" }),
  createdAt: Timestamp,
  approvedAt: Nullable(Timestamp),
});
export const StaffPaymentList = Closed({
  items: Type.Array(StaffPayment),
  nextCursor: Nullable(Type.String()),
});

export const RefundListQuery = Closed({ limit: Limit, cursor: Cursor });
const OpenRefund = Closed({
  id: Uuid,
  paymentId: Uuid,
  orderId: Uuid,
  name: StaffPayment.properties.name,
  provider: Provider,
  amount: Money,
  reason: Type.Enum([...refundPurposes, "OTHER"], {
    description: "canceled pieces, a return, a refund by staff, money that came too late, or something newer",
  }),
  refundId: Nullable({ ...Uuid, description: "of the order; null: of none, as late money is" }),
  status: RefundView.properties.status,
  failure: Nullable(Type.String({ description: "the provider's code, or why it waits" })),
  rejected: Nullable(Type.String({ description: "why another member of staff rejected it" })),
  own: Type.Boolean({ description: "the caller asked for it, so that another one has to decide" }),
  byHand: Type.Boolean({ description: "staff pay it" }),
  account: Nullable(Type.String({ description: "the last digits of the account that it goes to" })),
  at: Timestamp,
});
export const OpenRefundList = Closed({
  items: Type.Array(OpenRefund),
  nextCursor: Nullable(Type.String()),
});
export const OpenReceiptList = Closed({
  items: Type.Array(
    Closed({
      paymentId: Uuid,
      orderId: Uuid,
      name: StaffPayment.properties.name,
      kind: Nullable({ ...CashReceipt.properties.kind, description: "null: not decided yet" }),
      number: CashReceipt.properties.number,
      kept: { ...Money, description: "what was paid and not given back" },
      receipted: { ...Money, description: "what the receipt is for now" },
      failure: Nullable(
        Type.String({ description: "the issuer's code; NOT_BEGUN: paid before the shop issued receipts" }),
      ),
      nextTryAt: Nullable({ ...Timestamp, description: "null: it is not tried any more by itself" }),
      paidAt: Timestamp,
    }),
  ),
  nextCursor: Nullable(Type.String()),
});
export const ReceiptInput = Nullable(
  Closed({
    cashReceipt: Type.Optional({
      ...CashReceiptWish,
      description: "whose it is to be; none: as the buyer asked for it with the order",
    }),
  }),
);
export const RejectInput = Closed({ reason: Line(200) });
export const DepositInput = Closed({ amount: MoneyInput });

export const FindingList = Closed({
  items: Type.Array(
    Closed({
      provider: Type.String(),
      day: Type.String({ format: "date", description: "of the shop" }),
      name: Type.String({ description: "the payment as the provider knows it" }),
      orderId: Nullable({ ...Uuid, description: "null: no payment of the shop" }),
      kind: Type.Enum([...findingKinds]),
      ours: Type.Integer({ description: "minor units" }),
      theirs: Type.Integer({ description: "minor units" }),
      foundAt: Timestamp,
      resolvedAt: Nullable(Timestamp),
    }),
    { description: "the open ones first, 200 at most" },
  ),
});
