/** Finds out what became of payments whose answer was lost. A job; safe to run twice. */
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import * as queries from "../queries.ts";
import { storeSnapshot } from "./apply-snapshot.ts";

const BATCH = 100;

/** Asks the provider about every attempt whose time has come. */
export async function reconcile(payments: PaymentsContext): Promise<void> {
  const { db, clock, log } = payments;
  for (const attempt of await db.rows(queries.findDue, { now: clock.now(), limit: BATCH })) {
    // Planned before it is asked, so that a provider that hangs or kills us does not stop the others.
    await db.rows(queries.planCheck, { id: attempt.id, nextCheckAt: nextCheck(clock, attempt.checks) });
    await reconcileOne(payments, attempt).catch((err: unknown) => {
      // One attempt that cannot be looked at must not keep the others waiting; its next look is planned.
      log.error({ err, attempt: attempt.id }, "a payment could not be reconciled");
    });
  }
}

async function reconcileOne(payments: PaymentsContext, attempt: queries.AttemptRow): Promise<void> {
  const { db, log } = payments;
  const answer = await providerOf(payments, attempt.provider).findByOrder(attempt.providerOrderId);
  if (
    answer.kind === "snapshot" &&
    answer.snapshot.status !== "in_progress" &&
    answer.snapshot.status !== "ready"
  ) {
    await storeSnapshot(payments, attempt, answer.snapshot);
  } else if (answer.kind === "snapshot" || answer.kind === "absent") {
    // Our confirm never arrived: no money moved, and the shopper may try again.
    await db.rows(queries.moveWithoutMoney, {
      id: attempt.id,
      // Not where a shopper has come back meanwhile, whose confirm is under way.
      version: attempt.version,
      from: "CONFIRMING",
      to: "READY",
      failureCode: null,
      failureMessage: null,
    });
  } else {
    log.warn(
      { attempt: attempt.id, code: answer.code, checks: attempt.checks },
      "a payment is still unclear",
    );
  }
}
