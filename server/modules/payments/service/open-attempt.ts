import { newId } from "../../../platform/ids.ts";
import type { PaymentsContext } from "../context.ts";
import type { AttemptRequest, PaymentSession } from "../contract.ts";
import * as queries from "../queries.ts";

/** Opens the next attempt of an order, or finds the live one. Returns the data of the payment window. */
export async function openAttempt(
  { db, clock, providers }: PaymentsContext,
  input: AttemptRequest,
): Promise<PaymentSession> {
  const [provider] = providers.values();
  if (!provider) throw new Error("no payment provider is set up");
  const { orderId, ownerId = null, orderNumber, amount } = input;
  const now = clock.now();
  // A parallel request may insert an attempt after this statement looked: the second try finds it.
  for (let tries = 0; tries < 2; tries += 1) {
    // If a crash of the database loses the attempt, it cannot be confirmed, and its order expires.
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
  throw new Error("an attempt was neither found nor inserted");
}
