/** Cash receipts in the payments room: those that failed, and asking for one again or for the first time. */
import type { Static } from "typebox";
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError } from "../../../platform/errors.ts";
import { FIRST_ID } from "../../../platform/ids.ts";
import { money } from "../../../platform/money.ts";
import type { PaymentsContext } from "../context.ts";
import {
  CASH_METHODS,
  type CashReceiptWish,
  maskReceiptNumber,
  receiptDigits,
  receiptProblem,
} from "../contract/cash-receipt.ts";
import { findPayment } from "../staff-queries.ts";
import type { OpenReceiptList } from "../staff-schemas.ts";
import { storeWish } from "./service.ts";
import * as queries from "./staff-queries.ts";

export const listOpenReceipts = ({ db }: PaymentsContext, afterId: string | null, limit: number) =>
  db.rows(queries.listOpenReceipts, { afterId: afterId ?? FIRST_ID, limit });

export const presentOpenReceipt = (
  row: queries.OpenReceiptRow,
): Static<typeof OpenReceiptList>["items"][number] => ({
  paymentId: row.attemptId,
  orderId: row.orderId,
  name: row.providerOrderId,
  kind: row.kind,
  number: row.hint,
  kept: money(row.kept, row.currency),
  receipted: money(row.receipted, row.currency),
  failure: row.failure,
  nextTryAt: row.checkAt?.toISOString() ?? null,
  paidAt: row.paidAt.toISOString(),
});

/**
 * The job issues it, or brings it in line with the money, within a minute. Throws INVALID_INPUT, NOT_FOUND,
 * and WRONG_PAYMENT_STATE for a payment without money of a transfer, and for a number when a receipt is out.
 */
export async function requestReceipt(
  payments: PaymentsContext,
  attemptId: string,
  wish: CashReceiptWish | null,
  by: ActingStaff,
): Promise<void> {
  const { db, clock, sealing } = payments;
  const problem = wish && receiptProblem(wish, "/cashReceipt");
  if (problem) throw inputError([problem]);
  const now = clock.now();
  await db.transaction(async (trx) => {
    const due = await trx.first(queries.requestReceipt, { attemptId, methods: [...CASH_METHODS], now });
    if (!due) {
      const known = await trx.first(findPayment, { id: attemptId });
      throw new DomainError(known ? "WRONG_PAYMENT_STATE" : "NOT_FOUND");
    }
    // It is on the old number, or may be: taking it back, or an answer, comes first.
    if (wish && (due.receipted > 0 || due.unanswered)) throw new DomainError("WRONG_PAYMENT_STATE");
    if (wish) await storeWish({ db: trx, clock, sealing }, due.orderId, wish);
    await recordAction(trx, {
      ...by,
      action: "payment.receipt",
      subject: `payment:${attemptId}`,
      after: wish ? { number: maskReceiptNumber(wish, receiptDigits(wish)) } : {},
      now,
    });
  });
}
