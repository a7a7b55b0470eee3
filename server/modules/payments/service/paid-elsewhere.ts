import { brokeConstraint } from "../../../platform/db/failures.ts";
import type { PaymentsContext } from "../context.ts";
import * as queries from "../refund-queries.ts";

const BATCH = 100;
/** Each has one winner: another refund that took the movement, or one of the same reason. */
const ARBITERS = ["refunds_reference", "refunds_one_per_reason"] as const;

/**
 * A job: refunds that failed, and whose money was then given back in the provider's own console, end. The
 * ledger has the movement from a webhook or the nightly comparison. Safe to run twice.
 */
export async function settlePaidElsewhere(payments: PaymentsContext): Promise<void> {
  const found = await payments.db.rows(queries.findPaidElsewhere, { limit: BATCH });
  for (const each of found) await settleElsewhere(payments, each);
}

/** Whether the ledger has the money of a refund that failed: it has succeeded then. */
export async function settleElsewhere(
  { db, log }: PaymentsContext,
  { id, attemptId }: Pick<queries.RefundRow, "id" | "attemptId">,
): Promise<boolean> {
  try {
    const settled = await db.transaction(async (trx) => {
      // First the attempt, as requests of refunds do, so that none waits for the other in a circle.
      await trx.first(queries.lockReserved, { attemptId });
      return trx.first(queries.settlePaidElsewhere, { id });
    });
    if (settled) log.info({ refund: id }, "a refund that had failed was paid elsewhere");
    return settled !== null;
  } catch (error) {
    if (!ARBITERS.some((each) => brokeConstraint(error, each))) throw error;
    return false;
  }
}
