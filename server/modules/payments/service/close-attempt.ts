import { isFinal } from "../attempt.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import type { PaymentProvider } from "../provider.ts";
import * as queries from "../queries.ts";
import { getAttempt } from "./read-attempts.ts";
import { askProvider, lateWatch } from "./store-snapshot.ts";

/**
 * Closes an order's attempt when no money moved. Returns whether the attempt is still open. A provider that
 * can end a payment ends it first, so that no money moves after this. Another one is asked about a payment
 * that may have been confirmed, or that it captures alone. `onlyDue`: a deposit that is not due yet stays
 * possible.
 */
export async function closeAttempt(
  payments: PaymentsContext,
  orderId: string,
  onlyDue = false,
): Promise<boolean> {
  const { db } = payments;
  const latest = await db.first(queries.findLatest, { orderIds: [orderId] });
  if (!latest || isFinal(latest)) return false;
  const provider = providerOf(payments, latest.provider);
  if (latest.state === "AWAITING_DEPOSIT") return endDeposit(payments, latest, provider, onlyDue);
  const mayHaveMoved = latest.paymentKey !== null || provider.capturesAlone;
  const isAsked = latest.state === "READY" && mayHaveMoved;
  const state = isAsked ? await askProvider(payments, latest, provider.close ?? provider.find) : latest.state;
  if (state === "UNCLEAR") return true;
  if (state !== "READY") return !isFinal({ state, orphan: false });
  const ended = await db.first(queries.moveWithoutMoney, {
    id: latest.id,
    version: null,
    from: "READY",
    to: "EXPIRED",
    failureCode: null,
    failureMessage: null,
    nextCheckAt: lateWatch(payments, provider),
  });
  // Null: the attempt was moved meanwhile, and is perhaps final by now.
  return ended === null && !isFinal(await getAttempt(payments, latest.id));
}

/** The account takes no deposit any more, or the deposit has just come. Returns whether it is still open. */
async function endDeposit(
  payments: PaymentsContext,
  attempt: queries.AttemptRow,
  provider: PaymentProvider,
  onlyDue: boolean,
): Promise<boolean> {
  const dueAt = attempt.deposit?.dueAt;
  if (onlyDue && dueAt && new Date(dueAt) > payments.clock.now()) return true;
  const state = await askProvider(payments, attempt, provider.endDeposit ?? provider.find);
  return state === "UNCLEAR" || !isFinal({ state, orphan: false });
}
