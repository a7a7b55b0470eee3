/**
 * A job: ends attempts that stayed unused for a day. Orders close the attempts of theirs in minutes; what is
 * left belongs to no order, because a process died before it had stored the order.
 */
import { after } from "../../../platform/clock.ts";
import type { PaymentsContext } from "../context.ts";
import { findUnused } from "../queries.ts";
import { closeAttempt } from "./close-attempt.ts";

const UNUSED_MS = 24 * 3_600_000;
const BATCH = 100;

export async function endAbandoned(payments: PaymentsContext): Promise<void> {
  const { db, clock, log } = payments;
  const attempts = await db.rows(findUnused, { before: after(clock, -UNUSED_MS), limit: BATCH });
  for (const { id, orderId } of attempts)
    await closeAttempt(payments, orderId).catch((err: unknown) => {
      // One that cannot be closed must not keep the others waiting; the next run tries it again.
      log.error({ err, attempt: id }, "an unused attempt could not be closed");
    });
}
