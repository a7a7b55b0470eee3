import { isFinal } from "../attempt.ts";
import type { PaymentsContext } from "../context.ts";
import * as queries from "../queries.ts";
import { getAttempt } from "./read-attempts.ts";
import { askProvider } from "./store-snapshot.ts";

/**
 * Closes an order's attempt when no money moved. Returns whether the attempt is still open. The provider is
 * asked about a payment that may have been confirmed.
 */
export async function closeAttempt(payments: PaymentsContext, orderId: string): Promise<boolean> {
  const { db } = payments;
  const latest = await db.first(queries.findLatest, { orderIds: [orderId] });
  if (!latest || isFinal(latest)) return false;
  const wasConfirmed = latest.state === "READY" && latest.paymentKey !== null;
  const state = wasConfirmed ? await askProvider(payments, latest) : latest.state;
  if (state === "UNCLEAR") return true;
  if (state !== "READY") return !isFinal({ state, orphan: false });
  const ended = await db.first(queries.moveWithoutMoney, {
    id: latest.id,
    version: null,
    from: "READY",
    to: "EXPIRED",
    failureCode: null,
    failureMessage: null,
  });
  // Null: the attempt was moved meanwhile, and is perhaps final by now.
  return ended === null && !isFinal(await getAttempt(payments, latest.id));
}
