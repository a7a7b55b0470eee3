/** Statements about deliveries: the queue and the log in one table. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import type { Failure } from "./attempts.ts";

export interface DeliveryRow {
  readonly id: string;
  readonly messageId: string;
  readonly type: string;
  readonly body: string;
  readonly state: "waiting" | "delivered" | "dead";
  readonly attempts: number;
  readonly dueAt: Date | null;
  readonly lastAt: Date | null;
  readonly lastMs: number | null;
  readonly lastStatus: number | null;
  readonly lastFailure: Failure | null;
  readonly lastResponse: string | null;
  readonly createdAt: Date;
}

const deliveryColumns =
  sql.raw(`id, message_id AS "messageId", type, body, state, attempts, due_at AS "dueAt",
  last_at AS "lastAt", last_ms AS "lastMs", last_status AS "lastStatus", last_failure AS "lastFailure",
  last_response AS "lastResponse", created_at AS "createdAt"`);

/** Queues an event for each active endpoint that asked for its type; a repeat changes nothing. */
export const queueEvent = prepared<{ messageId: string; type: string; body: string; now: Date }, never>(
  (p) => sql`
    INSERT INTO notifications.webhook_deliveries
      (id, webhook_id, message_id, type, body, state, due_at, created_at)
    SELECT uuidv7(), id, ${p.messageId}::uuid, ${p.type}, ${p.body}, 'waiting', ${p.now}::timestamptz,
      ${p.now}::timestamptz
    FROM notifications.webhooks WHERE status = 'active' AND ${p.type} = ANY (events)
    ON CONFLICT (webhook_id, message_id) DO NOTHING`,
);

/** Whether an active endpoint asked for the type. */
/** Which of these types an active endpoint wants. */
export const findWanted = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`
    SELECT id FROM unnest(${p.ids}::text[]) AS type (id)
    WHERE EXISTS (SELECT FROM notifications.webhooks WHERE status = 'active' AND type.id = ANY (events))`,
);

/** Queues a message for one endpoint. No row: the endpoint is not active. */
export const queueFor = prepared<
  { webhookId: string; messageId: string; type: string; body: string; now: Date },
  DeliveryRow
>(
  (p) => sql`
    INSERT INTO notifications.webhook_deliveries
      (id, webhook_id, message_id, type, body, state, due_at, created_at)
    SELECT uuidv7(), id, ${p.messageId}::uuid, ${p.type}, ${p.body}, 'waiting', ${p.now}::timestamptz,
      ${p.now}::timestamptz
    FROM notifications.webhooks WHERE id = ${p.webhookId} AND status = 'active'
    RETURNING ${deliveryColumns}`,
);

export interface ClaimedDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly body: string;
  readonly attempts: number;
  readonly url: string;
  /** Sealed. */
  readonly secret: string;
  /** Sealed. Null: none signs any more. */
  readonly oldSecret: string | null;
}

/**
 * Claims what is due, up to `perWebhook` of an endpoint at a time, those in flight included: an endpoint that
 * answers slowly takes no place of another.
 */
export const claimDue = prepared<{ now: Date; until: Date; perWebhook: number }, ClaimedDelivery>(
  (p) => sql`
    WITH room AS (
      SELECT w.id, greatest(0, ${p.perWebhook}::int - (
        SELECT count(*) FROM notifications.webhook_deliveries AS d
        WHERE d.webhook_id = w.id AND d.state = 'waiting' AND d.claimed_until > ${p.now}::timestamptz
      )) AS places
      FROM notifications.webhooks AS w WHERE w.status = 'active'
    ), due AS (
      SELECT picked.id FROM room CROSS JOIN LATERAL (
        SELECT d.id FROM notifications.webhook_deliveries AS d
        WHERE d.webhook_id = room.id AND d.state = 'waiting' AND d.due_at <= ${p.now}::timestamptz
          AND (d.claimed_until IS NULL OR d.claimed_until <= ${p.now}::timestamptz)
        ORDER BY d.due_at, d.id LIMIT room.places
      ) AS picked
    ), taken AS (
      SELECT d.id FROM notifications.webhook_deliveries AS d JOIN due USING (id)
      WHERE d.state = 'waiting' AND (d.claimed_until IS NULL OR d.claimed_until <= ${p.now}::timestamptz)
      FOR NO KEY UPDATE OF d SKIP LOCKED
    )
    UPDATE notifications.webhook_deliveries AS d SET claimed_until = ${p.until}
    FROM taken, notifications.webhooks AS w
    WHERE d.id = taken.id AND w.id = d.webhook_id
    RETURNING d.id, d.webhook_id AS "webhookId", d.message_id AS "messageId", d.body, d.attempts, w.url,
      w.secret, CASE WHEN w.old_secret_until > ${p.now}::timestamptz THEN w.old_secret END AS "oldSecret"`,
);

/** Finds a delivery that waits for no other attempt; its endpoint may have no place for it now. */
export const findDue = prepared<{ now: Date }, { id: string }>(
  (p) => sql`
    SELECT d.id FROM notifications.webhooks AS w CROSS JOIN LATERAL (
      SELECT id FROM notifications.webhook_deliveries
      WHERE webhook_id = w.id AND state = 'waiting' AND due_at <= ${p.now}::timestamptz
        AND (claimed_until IS NULL OR claimed_until <= ${p.now}::timestamptz)
      ORDER BY due_at, id LIMIT 1
    ) AS d
    WHERE w.status = 'active' LIMIT 1`,
);

/**
 * Stores the outcome of an attempt. No row: another worker stored one in the meantime, or the delivery was
 * given up with its endpoint and is not to be tried again.
 */
export const storeOutcome = prepared<
  {
    id: string;
    /** Before this one. */
    attempts: number;
    state: DeliveryRow["state"];
    dueAt: Date | null;
    ms: number;
    status: number | null;
    failure: Failure | null;
    response: string | null;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    UPDATE notifications.webhook_deliveries SET state = ${p.state}::text, attempts = attempts + 1,
      due_at = ${p.dueAt}, claimed_until = NULL, last_at = ${p.now}, last_ms = ${p.ms},
      last_status = ${p.status}, last_failure = ${p.failure}, last_response = ${p.response}
    WHERE id = ${p.id} AND attempts = ${p.attempts} AND state <> 'delivered'
      AND (state = 'waiting' OR ${p.state}::text <> 'waiting')
    RETURNING id`,
);

/** What waits, with the seconds since the oldest was queued. */
export const countQueue = prepared<{ now: Date }, { tried: string; count: number; oldest: number }>(
  (p) => sql`
    SELECT CASE WHEN attempts = 0 THEN 'no' ELSE 'yes' END AS tried, count(*)::int AS count,
      extract(epoch FROM ${p.now}::timestamptz - min(created_at))::float8 AS oldest
    FROM notifications.webhook_deliveries WHERE state = 'waiting' GROUP BY 1`,
);

/** The deliveries of an endpoint before an id, the newest first. */
export const listDeliveries = prepared<
  { webhookId: string; before: string | null; limit: number },
  DeliveryRow
>(
  (p) => sql`
    SELECT ${deliveryColumns} FROM notifications.webhook_deliveries
    WHERE webhook_id = ${p.webhookId} AND id < coalesce(${p.before}::uuid, ${sql.lit(LAST_ID)})
    ORDER BY id DESC LIMIT ${p.limit}`,
);

export const findDelivery = prepared<{ id: string }, DeliveryRow & { webhookId: string }>(
  (p) => sql`
    SELECT ${deliveryColumns}, webhook_id AS "webhookId" FROM notifications.webhook_deliveries
    WHERE id = ${p.id}`,
);

/** Makes a delivery due now, from its first attempt on. One that is being sent stays as it is. */
export const sendAgain = prepared<{ id: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE notifications.webhook_deliveries SET state = 'waiting', attempts = 0, due_at = ${p.now},
      claimed_until = NULL
    WHERE id = ${p.id} AND (claimed_until IS NULL OR claimed_until <= ${p.now}::timestamptz)
    RETURNING id`,
);

/** Deletes one batch of the log. What waits stays. */
export const deleteOldDeliveries = prepared<{ before: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM notifications.webhook_deliveries WHERE id IN (
      SELECT id FROM notifications.webhook_deliveries WHERE state <> 'waiting' AND created_at < ${p.before}
      ORDER BY created_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`,
);
