/** A job: asks the provider about payments without a definite answer. Safe to run twice. */
import { isDead } from "../attempt.ts";
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import * as queries from "../queries.ts";
import { storeSnapshot } from "./store-snapshot.ts";

const BATCH = 100;
/** About a day: after that, no payment window of an attempt that was given up is open any more. */
const MOST_LATE_CHECKS = 30;

/** Checks every attempt that is due. */
export async function reconcile(payments: PaymentsContext): Promise<void> {
  const { db, clock, log } = payments;
  for (const attempt of await db.rows(queries.findDue, { now: clock.now(), limit: BATCH })) {
    // The next check is planned first, so that a provider that hangs, or a crash, does not stop the others.
    const isOver = isDead(attempt.state) && attempt.checks >= MOST_LATE_CHECKS;
    const nextCheckAt = isOver ? null : nextCheck(clock, attempt.checks);
    await db.rows(queries.planCheck, { id: attempt.id, nextCheckAt });
    await reconcileOne(payments, attempt).catch((err: unknown) => {
      // An attempt that cannot be checked must not keep the others waiting; its next check is planned.
      log.error({ err, attempt: attempt.id }, "a payment could not be reconciled");
    });
  }
}

async function reconcileOne(payments: PaymentsContext, attempt: queries.AttemptRow): Promise<void> {
  const { db, clock, log } = payments;
  const provider = providerOf(payments, attempt.provider);
  const answer = await provider.find(attempt);
  if (
    answer.kind === "snapshot" &&
    answer.snapshot.status !== "in_progress" &&
    answer.snapshot.status !== "ready"
  ) {
    await storeSnapshot(payments, attempt, answer.snapshot);
  } else if (answer.kind === "snapshot" || answer.kind === "absent") {
    // Our confirm never arrived, or nothing was paid yet: no money moved, and the shopper may try again.
    await db.rows(queries.moveWithoutMoney, {
      id: attempt.id,
      // Unchanged only: the shopper may have come back meanwhile, and a new confirm may be running.
      version: attempt.version,
      from: "CONFIRMING",
      to: "READY",
      failureCode: null,
      failureMessage: null,
      nextCheckAt: provider.capturesAlone ? nextCheck(clock, attempt.checks) : null,
    });
  } else {
    log.warn(
      { attempt: attempt.id, code: answer.code, checks: attempt.checks },
      "a payment is still unclear",
    );
  }
}
