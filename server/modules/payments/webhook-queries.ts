/** Webhooks: what is kept of them, and for how long. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import { liveStates } from "./attempt.ts";
import { payments } from "./contract.ts";
import { stateList } from "./queries.ts";

/**
 * Stores a webhook and publishes `webhookReceived`, once per event id. A webhook about no attempt of ours is
 * not stored. When an attempt has had `most` webhooks since `since`, further ones only plan a check at
 * `nextCheckAt`, so that a flood stores nothing and no change is missed.
 */
export const insertWebhook = prepared<
  {
    provider: string;
    eventId: string;
    /** One of the two names the payment. */
    providerOrderId: string | null;
    openedKey: string | null;
    now: Date;
    since: Date;
    most: number;
    nextCheckAt: Date;
  },
  { eventId: string }
>(
  (p) => sql`
    WITH known AS (
      SELECT id, state, provider_order_id, (
        SELECT count(*) FROM payments.webhook_inbox AS earlier
        WHERE earlier.provider = ${p.provider} AND earlier.provider_order_id = attempts.provider_order_id
          AND earlier.received_at > ${p.since}) AS recent
      FROM payments.attempts
      WHERE provider = ${p.provider}
        AND (provider_order_id = ${p.providerOrderId}::text OR opened_key = ${p.openedKey}::text)
    ), stored AS (
      INSERT INTO payments.webhook_inbox (provider, event_id, provider_order_id, received_at)
      SELECT ${p.provider}, ${p.eventId}, known.provider_order_id, ${p.now}
      FROM known WHERE recent < ${p.most}
      ON CONFLICT DO NOTHING RETURNING event_id, provider_order_id
    ), postponed AS (
      UPDATE payments.attempts SET next_check_at = coalesce(next_check_at, ${p.nextCheckAt}::timestamptz)
      FROM known
      WHERE attempts.id = known.id AND recent >= ${p.most} AND known.state IN (${stateList(liveStates)})
    )
    SELECT event_id AS "eventId", ${publish(payments.events.webhookReceived, {
      provider: sql`${p.provider}::text`,
      providerOrderId: sql`provider_order_id`,
    })} FROM stored`,
);

/** Deletes one batch of the webhooks that came before `before`. */
export const deleteOldWebhooks = prepared<{ before: Date; limit: number }, { eventId: string }>(
  (p) => sql`
    DELETE FROM payments.webhook_inbox WHERE (provider, event_id) IN (
      SELECT provider, event_id FROM payments.webhook_inbox WHERE received_at < ${p.before}
      ORDER BY received_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING event_id AS "eventId"`,
);
