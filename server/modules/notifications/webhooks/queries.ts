/** Statements about endpoints. */
import { sql } from "kysely";
import { editsSince, storedEdit } from "../../../platform/db/edit-queries.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import type { WebhookEvent } from "./events.ts";

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly events: WebhookEvent[];
  readonly status: "active" | "paused" | "disabled";
  readonly disabledReason: "GONE" | "FAILING" | null;
  readonly oldSecretUntil: Date | null;
  readonly failingSince: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const edits = { table: "notifications.webhook_edits", key: "webhook_id" };

const webhookColumns = sql.raw(`id, url, events, status, disabled_reason AS "disabledReason",
  old_secret_until AS "oldSecretUntil", failing_since AS "failingSince", version,
  created_at AS "createdAt", updated_at AS "updatedAt"`);

/** All of them: they are few. The newest first. */
export const listWebhooks = prepared<{ limit: number }, WebhookRow>(
  (p) => sql`SELECT ${webhookColumns} FROM notifications.webhooks ORDER BY id DESC LIMIT ${p.limit}`,
);

export const findWebhook = prepared<{ id: string }, WebhookRow>(
  (p) => sql`SELECT ${webhookColumns} FROM notifications.webhooks WHERE id = ${p.id}`,
);

/** Edits of an endpoint run one after the other. */
export const lockWebhook = prepared<{ id: string }, WebhookRow & { secret: string }>(
  (p) => sql`
    SELECT ${webhookColumns}, secret FROM notifications.webhooks WHERE id = ${p.id} FOR NO KEY UPDATE`,
);

/** New endpoints are stored one after the other until the transaction ends. */
export const lockWebhooks = prepared<object, never>(
  () => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('webhooks', 0))`,
);

/** No row: there are `most` already. */
export const insertWebhook = prepared<
  { id: string; url: string; events: string[]; secret: string; most: number; now: Date },
  WebhookRow
>(
  (p) => sql`
    INSERT INTO notifications.webhooks (id, url, events, status, secret, created_at, updated_at)
    SELECT ${p.id}::uuid, ${p.url}, ${p.events}::text[], 'active', ${p.secret}, ${p.now}::timestamptz,
      ${p.now}::timestamptz
    WHERE (SELECT count(*) FROM notifications.webhooks) < ${p.most}::int
    RETURNING ${webhookColumns}`,
);

/** `differences` is JSON. An endpoint that is switched on again starts without failures. */
export const updateWebhook = prepared<
  Pick<WebhookRow, "id" | "url" | "status" | "disabledReason"> & {
    events: string[];
    from: WebhookRow["status"];
    differences: string;
    now: Date;
  },
  { version: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE notifications.webhooks SET url = ${p.url}, events = ${p.events}::text[], status = ${p.status},
        disabled_reason = ${p.disabledReason}, version = version + 1, updated_at = ${p.now},
        failing_since = CASE WHEN status <> 'active' AND ${p.status} = 'active' THEN NULL
          ELSE failing_since END
      WHERE id = ${p.id} AND status = ${p.from} RETURNING id, version
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

export const findEditsSince = editsSince(edits);

/** The secret that there is signs until `until`, beside the new one. */
export const rotateSecret = prepared<{ id: string; secret: string; until: Date; now: Date }, WebhookRow>(
  (p) => sql`
    UPDATE notifications.webhooks SET old_secret = secret, old_secret_until = ${p.until},
      secret = ${p.secret}, updated_at = ${p.now}
    WHERE id = ${p.id} RETURNING ${webhookColumns}`,
);

/** With its deliveries. */
export const deleteWebhook = prepared<{ id: string }, { url: string }>(
  (p) => sql`DELETE FROM notifications.webhooks WHERE id = ${p.id} RETURNING url`,
);

export const noteSuccess = prepared<{ id: string }, never>(
  (p) => sql`
    UPDATE notifications.webhooks SET failing_since = NULL WHERE id = ${p.id} AND failing_since IS NOT NULL`,
);

/**
 * Notes a failure. An endpoint that is gone, or has failed since before `failingBefore`, is disabled; what
 * waits for it is dead then. Returns a row when it was.
 */
export const noteFailure = prepared<
  { id: string; isGone: boolean; failingBefore: Date; now: Date },
  { url: string; reason: string }
>(
  (p) => sql`
    WITH failing AS (
      UPDATE notifications.webhooks SET failing_since = coalesce(failing_since, ${p.now}::timestamptz),
        status = CASE WHEN ${p.isGone}::boolean OR failing_since <= ${p.failingBefore}::timestamptz
          THEN 'disabled' ELSE status END,
        disabled_reason = CASE WHEN ${p.isGone}::boolean THEN 'GONE'
          WHEN failing_since <= ${p.failingBefore}::timestamptz THEN 'FAILING' END
      WHERE id = ${p.id} AND status = 'active'
      RETURNING id, url, status, disabled_reason
    ), buried AS (
      UPDATE notifications.webhook_deliveries AS d SET state = 'dead', due_at = NULL, claimed_until = NULL
      FROM failing WHERE d.webhook_id = failing.id AND failing.status = 'disabled' AND d.state = 'waiting'
    )
    SELECT url, disabled_reason AS reason FROM failing WHERE status = 'disabled'`,
);
