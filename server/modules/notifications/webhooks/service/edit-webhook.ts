/** What staff do with endpoints. A secret is shown when it is made, and never again. */
import { type ActingStaff, recordAction } from "../../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../../platform/audit-log/versioned-edit.ts";
import { after } from "../../../../platform/clock.ts";
import type { Transaction } from "../../../../platform/db/db.ts";
import { differencesOf, type Field, recordOf } from "../../../../platform/differences.ts";
import { DomainError, inputError, inputProblem } from "../../../../platform/errors.ts";
import { isPublicTarget } from "../../../../platform/http/public-address.ts";
import { newId } from "../../../../platform/ids.ts";
import type { NotificationsContext } from "../../context.ts";
import * as queries from "../queries.ts";
import type { NewWebhook, WebhookChange } from "../schemas.ts";
import { newSigningSecret } from "../signing.ts";

type WebhookRow = queries.WebhookRow;

/** Each event is written once for each endpoint. */
const MAX_WEBHOOKS = 20;
/** How long the old secret signs after a rotation. */
const ROTATION_MS = 24 * 3_600_000;

export interface MadeSecret {
  readonly row: WebhookRow;
  readonly secret: string;
}

/** Where the secret of an endpoint is sealed for. */
export const placeOf = (id: string): string => `notifications.webhooks.secret:${id}`;

export const listWebhooks = ({ db }: NotificationsContext): Promise<WebhookRow[]> =>
  db.rows(queries.listWebhooks, { limit: MAX_WEBHOOKS });

/** Throws NOT_FOUND. */
export async function readWebhook({ db }: NotificationsContext, id: string): Promise<WebhookRow> {
  const row = await db.first(queries.findWebhook, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** Throws INVALID_INPUT, WEBHOOK_LIMIT. */
export async function createWebhook(
  context: NotificationsContext,
  input: NewWebhook,
  by: ActingStaff,
): Promise<MadeSecret> {
  const { db, clock, sealing } = context;
  const url = checkedUrl(context, input.url);
  const now = clock.now();
  const id = newId(now);
  const secret = newSigningSecret();
  const events = [...new Set(input.events)];
  const row = await db.transaction(async (trx) => {
    await trx.rows(queries.lockWebhooks, {});
    const sealed = sealing.seal(placeOf(id), secret);
    const made = await trx.first(queries.insertWebhook, {
      ...{ id, url, events, secret: sealed, now },
      most: MAX_WEBHOOKS,
    });
    if (!made) throw new DomainError("WEBHOOK_LIMIT");
    await record(trx, "create", id, by, now, { after: { host: hostOf(url), events } });
    return made;
  });
  return { row, secret };
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since; INVALID_INPUT. */
export async function editWebhook(
  context: NotificationsContext,
  { id, version, by }: VersionedEdit,
  change: WebhookChange,
): Promise<WebhookRow> {
  const now = context.clock.now();
  await context.db.transaction(async (trx) => {
    const row = await trx.first(queries.lockWebhook, { id });
    if (!row) throw new DomainError("NOT_FOUND");
    if (version !== null && version !== row.version)
      throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
    const next: WebhookRow = {
      ...row,
      ...(change.url !== undefined && { url: checkedUrl(context, change.url) }),
      ...(change.events && { events: [...new Set(change.events)] }),
      ...(change.status && { status: change.status, disabledReason: null }),
    };
    const differences = differencesOf(fieldsOf(row), fieldsOf(next));
    if (differences.length === 0) return;
    const { url, events, status, disabledReason } = next;
    const stored = await trx.first(queries.updateWebhook, {
      ...{ id, url, events, status, disabledReason, now },
      from: row.status,
      differences: JSON.stringify(differences),
    });
    if (!stored) throw new Error("an endpoint changed its status under its lock");
    await record(trx, "edit", id, by, now, recordOf(differencesOf(logged(row), logged(next))));
  });
  return readWebhook(context, id);
}

/** Makes a new secret. For a day both sign, so that the receiver can change over. Throws NOT_FOUND. */
export async function rotateSecret(
  { db, clock, sealing }: NotificationsContext,
  id: string,
  by: ActingStaff,
): Promise<MadeSecret> {
  const now = clock.now();
  const secret = newSigningSecret();
  const row = await db.transaction(async (trx) => {
    const until = after(clock, ROTATION_MS);
    const sealed = sealing.seal(placeOf(id), secret);
    const rotated = await trx.first(queries.rotateSecret, { id, secret: sealed, until, now });
    if (!rotated) throw new DomainError("NOT_FOUND");
    await record(trx, "rotate", id, by, now, {});
    return rotated;
  });
  return { row, secret };
}

/** Its log goes with it, and what waits is not sent. Throws NOT_FOUND. */
export async function deleteWebhook(
  { db, clock }: NotificationsContext,
  id: string,
  by: ActingStaff,
): Promise<void> {
  await db.transaction(async (trx) => {
    const gone = await trx.first(queries.deleteWebhook, { id });
    if (!gone) throw new DomainError("NOT_FOUND");
    await record(trx, "delete", id, by, clock.now(), { before: { host: hostOf(gone.url) } });
  });
}

function checkedUrl({ targets }: NotificationsContext, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (targets === "public" && !isPublicTarget(url)))
    throw inputError([inputProblem("/url", "WEBHOOK_TARGET")]);
  return url.href;
}

const fieldsOf = ({ url, events, status }: WebhookRow): Field[] => [
  ["/url", url],
  ["/events", events],
  ["/status", status],
];

/** The path of an address may be a secret of its receiver, so the audit log names the host alone. */
const logged = (row: WebhookRow): Field[] => [
  ["/host", hostOf(row.url)],
  ["/events", row.events],
  ["/status", row.status],
];

const hostOf = (url: string): string => new URL(url).host;

const record = (
  trx: Transaction,
  action: "create" | "edit" | "rotate" | "delete",
  id: string,
  by: ActingStaff,
  now: Date,
  facts: { readonly before?: object; readonly after?: object },
): Promise<void> =>
  recordAction(trx, {
    ...by,
    action: `webhook.${action}`,
    subject: `webhook:${id}`,
    ...(facts.before && { before: { ...facts.before } }),
    ...(facts.after && { after: { ...facts.after } }),
    now,
  });
