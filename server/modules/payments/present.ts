/** Turns a payment attempt into the view of other modules. Pure. */
import type { AttemptView } from "./contract.ts";
import type { AttemptRow } from "./queries.ts";

export function presentAttempt(row: AttemptRow): AttemptView {
  return {
    attemptId: row.id,
    orderId: row.orderId,
    number: row.number,
    provider: row.provider,
    status: row.state.toLowerCase() as AttemptView["status"],
    amount: { amount: row.amount, currency: row.currency },
    captured: row.captured,
    refunded: row.refunded,
    orphan: row.orphan,
    method: row.method,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    ...(row.deposit && { deposit: row.deposit }),
    failure: failureOf(row),
  };
}

/** Of a payment that succeeded after all, an earlier failure is no news. */
function failureOf({ captured, orphan, failureCode, failureMessage }: AttemptRow): AttemptView["failure"] {
  if (failureCode === null || (captured > 0 && !orphan)) return null;
  return { code: failureCode, message: failureMessage ?? "" };
}
