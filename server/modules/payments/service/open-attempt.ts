import { newId } from "../../../platform/ids.ts";
import type { PaymentsContext } from "../context.ts";
import type { AttemptRequest, PaymentSession } from "../contract.ts";
import * as queries from "../queries.ts";

/** Inserts the next attempt of an order, or finds the live one. Returns what the browser needs to open the window. */
export async function openAttempt(
  { db, clock, providers }: PaymentsContext,
  input: AttemptRequest,
): Promise<PaymentSession> {
  const [provider] = providers.values();
  if (!provider) throw new Error("no payment provider is set up");
  const { orderId, ownerId = null, orderNumber, amount } = input;
  const now = clock.now();
  // A parallel start may win between our look and our insert; then its attempt is there at the second try.
  for (let tries = 0; tries < 2; tries += 1) {
    // An attempt that a crash of the database loses takes no money: it is not confirmed, and its order expires.
    const [row] = await db.relaxed.rows(queries.insertAttempt, {
      id: newId(now),
      orderId,
      ownerId,
      provider: provider.name,
      orderNumber,
      amount: amount.amount,
      currency: amount.currency,
      now,
    });
    if (row)
      return provider.session(
        { ...input, amount: { amount: row.amount, currency: row.currency } },
        row.providerOrderId,
      );
  }
  throw new Error("an attempt was neither found nor made");
}
