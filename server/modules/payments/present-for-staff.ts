/** What staff read of payments. Pure. */
import type { Static } from "typebox";
import { money } from "../../platform/money.ts";
import type { FindingRow } from "./comparison-queries.ts";
import { type AttemptView, readRefundReason } from "./contract.ts";
import type { OpenRefundRow, PaymentRow } from "./staff-queries.ts";
import type { FindingList, OpenRefundList, StaffPayment } from "./staff-schemas.ts";

export const presentPayment = (row: PaymentRow, byHand: boolean): Static<typeof StaffPayment> => ({
  id: row.id,
  orderId: row.orderId,
  name: row.providerOrderId,
  provider: row.provider,
  paymentKey: row.paymentKey ?? row.openedKey,
  method: row.method,
  status: row.state.toLowerCase() as AttemptView["status"],
  amount: money(row.amount, row.currency),
  captured: money(row.captured, row.currency),
  refunded: money(row.refunded, row.currency),
  orphan: row.orphan,
  disputed: row.disputed,
  byHand,
  failure: row.failureCode,
  dueAt: row.deposit?.dueAt ?? null,
  createdAt: row.createdAt.toISOString(),
  approvedAt: row.approvedAt?.toISOString() ?? null,
});

const statusOf = { WAITING: "waiting", REQUESTED: "requested", FAILED: "failed" } as const;

export const presentOpenRefund = (
  row: OpenRefundRow,
  byHand: boolean,
  staffId: string,
): Static<typeof OpenRefundList>["items"][number] => ({
  id: row.id,
  paymentId: row.attemptId,
  orderId: row.orderId,
  name: row.providerOrderId,
  provider: row.provider,
  amount: money(row.amount, row.currency),
  ...purposeOf(row.reason),
  status: statusOf[row.state],
  failure: row.failure,
  rejected: row.decision,
  own: row.requestedBy === staffId,
  byHand,
  account: row.accountEnd,
  at: row.createdAt.toISOString(),
});

function purposeOf(
  text: string,
): Pick<Static<typeof OpenRefundList>["items"][number], "reason" | "refundId"> {
  const { purpose, refundId } = readRefundReason(text);
  return purpose ? { reason: purpose, refundId } : { reason: "OTHER", refundId: null };
}

export const presentFinding = ({
  providerOrderId: name,
  foundAt,
  resolvedAt,
  ...row
}: FindingRow): Static<typeof FindingList>["items"][number] => ({
  ...row,
  name,
  foundAt: foundAt.toISOString(),
  resolvedAt: resolvedAt?.toISOString() ?? null,
});
