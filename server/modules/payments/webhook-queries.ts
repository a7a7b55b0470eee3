/** Webhooks: what is kept of them, and for how long. */
import { sql } from "kysely";
import { prepared, preparedForRows } from "../../platform/db/prepared.ts";
import { eventsOf, publishAll } from "../../platform/jobs/publish.ts";
import { liveStates } from "./attempt.ts";
import { payments } from "./contract.ts";
import { stateList } from "./queries.ts";

interface ProviderWebhook {
  /** Of this write. */
  readonly id: string;
  readonly provider: string;
  readonly eventId: string;
  /** One of the two names the payment. */
  readonly providerOrderId: string | null;
  readonly openedKey: string | null;
  readonly now: Date;
  readonly since: Date;
  readonly most: number;
  readonly nextCheckAt: Date;
}

/**
 * Stores webhooks and publishes `webhookReceived`, once per event id and once per payment. One about no
 * attempt of ours is not stored. When an attempt has had `most` webhooks since `since`, further ones only
 * plan a check at `nextCheckAt`, so that a flood stores nothing and no change is missed.
 */
export const insertWebhooks = preparedForRows<ProviderWebhook, { id: string }>(
  `id text, provider text, "eventId" text, "providerOrderId" text, "openedKey" text, now timestamptz,
    since timestamptz, most int, "nextCheckAt" timestamptz`,
  (rows) => sql`
    WITH input AS (${rows}), known AS (
      SELECT input.id AS input_id, input.provider, "eventId", now, most, "nextCheckAt", found.*,
        earlier.count + row_number() OVER (PARTITION BY found.id ORDER BY input.id) AS place
      FROM input CROSS JOIN LATERAL (
        SELECT id, state, provider_order_id FROM payments.attempts
        WHERE attempts.provider = input.provider AND provider_order_id = input."providerOrderId"
        UNION ALL
        SELECT id, state, provider_order_id FROM payments.attempts
        WHERE attempts.provider = input.provider AND opened_key = input."openedKey"
      ) AS found CROSS JOIN LATERAL (
        SELECT count(*) FROM payments.webhook_inbox AS inbox
        WHERE inbox.provider = input.provider AND inbox.provider_order_id = found.provider_order_id
          AND inbox.received_at > since) AS earlier
    ), stored AS (
      INSERT INTO payments.webhook_inbox (provider, event_id, provider_order_id, received_at)
      SELECT provider, "eventId", provider_order_id, now FROM known WHERE place <= most
      ON CONFLICT DO NOTHING RETURNING provider, provider_order_id
    ), postponed AS (
      UPDATE payments.attempts SET next_check_at = coalesce(next_check_at, "nextCheckAt")
      FROM known
      WHERE attempts.id = known.id AND place > most AND known.state IN (${stateList(liveStates)})
    ), told AS (${publishAll([
      eventsOf(
        payments.events.webhookReceived,
        { provider: sql`provider`, providerOrderId: sql`provider_order_id` },
        sql`(SELECT DISTINCT provider, provider_order_id FROM stored) AS payment`,
      ),
    ])})
    SELECT id FROM input`,
);

/** Deletes one batch of the webhooks that came before `before`. */
export const deleteOldWebhooks = prepared<{ before: Date; limit: number }, { eventId: string }>(
  (p) => sql`
    DELETE FROM payments.webhook_inbox WHERE (provider, event_id) IN (
      SELECT provider, event_id FROM payments.webhook_inbox WHERE received_at < ${p.before}
      ORDER BY received_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING event_id AS "eventId"`,
);
