import { after } from "../../../platform/clock.ts";
import type { Db } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { PaymentsContext } from "../context.ts";
import type { IncomingWebhook, PaymentName, PaymentProvider } from "../provider.ts";
import * as queries from "../queries.ts";
import { isSameSecret } from "../signatures.ts";
import { deleteOldWebhooks, insertWebhooks } from "../webhook-queries.ts";
import { askProvider } from "./store-snapshot.ts";

/** More than a provider sends about one payment in this time. A stranger may send any number. */
const MAX_PER_WINDOW = 20;
const WINDOW_MS = 3_600_000;

/**
 * Stores a provider's webhook once per event id, without its body, and publishes `webhookReceived`. Throws
 * NOT_FOUND for a provider that the settings do not name, and SIGNATURE_INVALID. A webhook of a kind that the
 * shop does not use, or about a payment that it does not know, is dropped.
 */
export async function receiveWebhook(
  { db, clock, providers, log, measures }: PaymentsContext,
  providerName: string,
  received: Omit<IncomingWebhook, "now">,
): Promise<void> {
  const provider = providers.get(providerName);
  if (!provider) throw new DomainError("NOT_FOUND");
  const webhook = provider.readWebhook({ ...received, now: clock.now() });
  measures.countWebhook(provider.name, webhook.kind);
  if (webhook.kind === "forged") throw new DomainError("SIGNATURE_INVALID");
  if (webhook.kind === "unused")
    return log.info({ provider: provider.name }, "a webhook of a kind that is not used");
  if (webhook.secret !== undefined) await refuseForged(db, provider, webhook.about, webhook.secret);
  const { eventId } = webhook;
  // On disk before the answer, with those that came meanwhile: the provider does not send it again.
  await db.write(insertWebhooks, {
    id: `${provider.name} ${eventId}`,
    eventId,
    providerOrderId: null,
    openedKey: null,
    ...webhook.about,
    provider: provider.name,
    now: clock.now(),
    since: after(clock, -WINDOW_MS),
    most: MAX_PER_WINDOW,
    nextCheckAt: after(clock, WINDOW_MS),
  });
}

/**
 * A callback about a deposit has the secret that the payment was opened with. Before that response is stored
 * the callback is a hint like any other.
 */
async function refuseForged(
  db: Db,
  provider: PaymentProvider,
  about: PaymentName,
  secret: string,
): Promise<void> {
  if (!("providerOrderId" in about)) return;
  const { providerOrderId } = about;
  const attempt = await db.first(queries.findByProviderOrder, { provider: provider.name, providerOrderId });
  const known = attempt?.depositSecret ?? null;
  if (known !== null && !isSameSecret(known, secret)) throw new DomainError("SIGNATURE_INVALID");
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

const BATCH = 1_000;
/** Bounds one run of the job. */
const MAX_BATCHES = 200;

/** A job: deletes webhooks after their retention. A provider repeats none that is so old. */
export async function forgetWebhooks({ db, clock, webhookMs }: PaymentsContext): Promise<void> {
  const before = after(clock, -webhookMs);
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const deleted = await db.rows(deleteOldWebhooks, { before, limit: BATCH });
    if (deleted.length < BATCH) return;
  }
}
