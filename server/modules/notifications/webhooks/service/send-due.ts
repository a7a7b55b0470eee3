/**
 * Sends what is due. The rows are the queue: a worker claims some for half a minute, sends them side by side,
 * and stores each outcome. When it dies in between, the claim lapses and another worker sends them again,
 * with the same webhook-id. An endpoint has a few places, so a slow one holds up itself alone.
 */
import { setTimeout as wait } from "node:timers/promises";
import { after } from "../../../../platform/clock.ts";
import { NoAnswer } from "../../../../platform/http/send.ts";
import { AnswerTimeout, sendOutside, TargetRefused } from "../../../../platform/http/send-outside.ts";
import type { NotificationsContext } from "../../context.ts";
import { FAILING_MS, type Failure, failureOf, isGone, waitAfter } from "../attempts.ts";
import * as deliveries from "../delivery-queries.ts";
import * as queries from "../queries.ts";
import { signedHeaders } from "../signing.ts";
import { placeOf } from "./edit-webhook.ts";

const PER_WEBHOOK = 4;
const TIMEOUT_MS = 15_000;
/** Longer than an attempt, so that a living worker's claim never lapses. */
const CLAIM_MS = 30_000;
const MAX_RESPONSE_BYTES = 1_000;
/** One run ends after this time, so that a process that stops waits no longer for it. */
const RUN_MS = 2_000;
const PAUSE_MS = 100;

export const areWebhooksDue = async ({ db, clock }: NotificationsContext): Promise<boolean> =>
  (await db.first(deliveries.findDue, { now: clock.now() })) !== null;

/** A job. Requests that outlast a run go on; their claims keep the next run from sending them again. */
export async function sendDue(context: NotificationsContext): Promise<void> {
  const running = new Set<Promise<void>>();
  const began = performance.now();
  do {
    const claimed = await claim(context);
    for (const each of claimed) {
      const attempt = sendOne(context, each)
        // Its claim lapses, and the delivery is tried again.
        .catch((err: unknown) =>
          context.log.error({ err, delivery: each.id }, "the outcome of a webhook was not stored"),
        )
        .finally(() => running.delete(attempt));
      running.add(attempt);
    }
    if (running.size > 0) await Promise.race([Promise.all(running), wait(PAUSE_MS)]);
  } while (running.size > 0 && performance.now() - began < RUN_MS);
}

const claim = ({ db, clock, stopping }: NotificationsContext): Promise<deliveries.ClaimedDelivery[]> =>
  stopping.aborted
    ? Promise.resolve([])
    : db.rows(deliveries.claimDue, {
        now: clock.now(),
        until: after(clock, CLAIM_MS),
        perWebhook: PER_WEBHOOK,
      });

interface Outcome {
  readonly status: number | null;
  readonly failure: Failure | null;
  readonly response: string | null;
}

async function sendOne(context: NotificationsContext, claimed: deliveries.ClaimedDelivery): Promise<void> {
  const began = performance.now();
  const outcome = await attempt(context, claimed);
  // The request was cut off by the stop of this process, and not by the endpoint.
  if (context.stopping.aborted && outcome.status === null) return;
  await store(context, claimed, outcome, Math.round(performance.now() - began));
}

async function attempt(
  { clock, sealing, targets, stopping }: NotificationsContext,
  { webhookId, messageId, body, url, secret, oldSecret }: deliveries.ClaimedDelivery,
): Promise<Outcome> {
  const secrets = [secret, ...(oldSecret === null ? [] : [oldSecret])];
  const opened = secrets.map((sealed) => sealing.open(placeOf(webhookId), sealed));
  const headers = {
    ...signedHeaders(opened, { id: `msg_${messageId}`, body }, clock.now()),
    "user-agent": "Jangteo-Webhooks/1",
  };
  const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_RESPONSE_BYTES };
  try {
    const answer = await sendOutside({
      ...{ url: new URL(url), headers, body, targets, signal: stopping },
      ...limits,
    });
    return { status: answer.status, failure: failureOf(answer.status), response: legible(answer.body) };
  } catch (error) {
    if (error instanceof TargetRefused) return unanswered("ADDRESS");
    if (error instanceof AnswerTimeout) return unanswered("TIMEOUT");
    if (error instanceof NoAnswer) return unanswered("NO_ANSWER");
    throw error;
  }
}

const unanswered = (failure: Failure): Outcome => ({ status: null, failure, response: null });

/** PostgreSQL stores no NUL, and staff should see no other control characters. */
const legible = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, "\u{FFFD}");

async function store(
  { db, clock, log, measures }: NotificationsContext,
  { id, webhookId, attempts }: deliveries.ClaimedDelivery,
  { status, failure, response }: Outcome,
  ms: number,
): Promise<void> {
  const now = clock.now();
  const wait = failure === null ? null : waitAfter(attempts + 1, status, Math.random());
  const planned = failure === null ? "delivered" : wait === null ? "dead" : "waiting";
  const { disabled, state } = await db.transaction(async (trx) => {
    // The endpoint's row first, in every transaction that locks both.
    const off =
      failure === null
        ? await trx.first(queries.noteSuccess, { id: webhookId })
        : await trx.first(queries.noteFailure, {
            id: webhookId,
            isGone: isGone(status),
            failingBefore: after(clock, -FAILING_MS),
            now,
          });
    const state: deliveries.DeliveryRow["state"] = off ? "dead" : planned;
    const dueAt = state === "waiting" && wait !== null ? new Date(now.getTime() + wait) : null;
    await trx.first(deliveries.storeOutcome, {
      ...{ id, attempts, state, dueAt, ms, status, failure, response, now },
    });
    return { disabled: off, state };
  });
  measures.countAttempt(state);
  if (disabled) log.warn({ webhook: webhookId, reason: disabled.reason }, "a webhook was disabled");
}
