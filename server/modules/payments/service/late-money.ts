import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { PaymentsContext } from "../context.ts";
import * as queries from "../queries.ts";

/** Takes money that came too late. PAYMENT_MISMATCH: it is not the agreed sum, is being given back, or another attempt pays. */
export async function acceptLateMoney({ db }: PaymentsContext, attemptId: string): Promise<void> {
  try {
    if (!(await db.first(queries.acceptOrphan, { id: attemptId }))) throw new DomainError("PAYMENT_MISMATCH");
  } catch (error) {
    if (brokeConstraint(error, "attempts_one_live"))
      throw new DomainError("PAYMENT_MISMATCH", {}, { cause: error });
    throw error;
  }
}
