import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { PaymentsContext } from "../context.ts";
import * as queries from "../queries.ts";

/**
 * Accepts money that came too late. Throws PAYMENT_MISMATCH when it is another sum, is being refunded, or the
 * order has another live attempt.
 */
export async function acceptLateMoney({ db }: PaymentsContext, attemptId: string): Promise<void> {
  try {
    if (!(await db.first(queries.acceptOrphan, { id: attemptId }))) throw new DomainError("PAYMENT_MISMATCH");
  } catch (error) {
    if (brokeConstraint(error, "attempts_one_live"))
      throw new DomainError("PAYMENT_MISMATCH", {}, { cause: error });
    throw error;
  }
}
