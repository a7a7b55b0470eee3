import { DomainError } from "../../../platform/errors.ts";
import type { PaymentsContext } from "../context.ts";
import type { Headers } from "../provider.ts";
import * as queries from "../queries.ts";
import { askProvider } from "./store-snapshot.ts";

/**
 * Stores a provider's webhook once per event id, and publishes `webhookReceived`. Throws NOT_FOUND for a
 * provider that the settings do not name. A kind of webhook that the shop does not use is dropped.
 */
export async function receiveWebhook(
  { db, providers, log }: PaymentsContext,
  providerName: string,
  headers: Headers,
  body: object,
): Promise<void> {
  const provider = providers.get(providerName);
  if (!provider) throw new DomainError("NOT_FOUND");
  const webhook = provider.readWebhook(headers, body);
  if (!webhook) return log.info({ provider: provider.name }, "a webhook of a kind that is not used");
  await db.rows(queries.insertWebhook, { provider: provider.name, body: JSON.stringify(body), ...webhook });
}

/**
 * Asks the provider about a payment after a webhook, which is only a hint that something changed. Throws
 * while the answer is unclear, so that the event is delivered again: the reconciler skips dead attempts.
 */
export async function checkPayment(
  payments: PaymentsContext,
  provider: string,
  providerOrderId: string,
): Promise<void> {
  const attempt = await payments.db.first(queries.findByProviderOrder, { provider, providerOrderId });
  if (attempt && (await askProvider(payments, attempt)) === "UNCLEAR")
    throw new Error(`payment ${attempt.id} is unclear`);
}
