import { type Static, Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { editOf } from "../../../platform/audit-log/versioned-edit.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { etagOfVersion, OptionalVersionHeaders } from "../../../platform/http/versions.ts";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import type { NotificationsContext } from "../context.ts";
import { presentDelivery, presentWebhook } from "./present.ts";
import { Delivery, NewWebhook, Webhook, WebhookChange, WebhookWithSecret } from "./schemas.ts";
import { listDeliveries, redeliver, sendTest } from "./service/deliveries.ts";
import {
  createWebhook,
  deleteWebhook,
  editWebhook,
  listWebhooks,
  type MadeSecret,
  rotateSecret,
} from "./service/edit-webhook.ts";

const tags = ["webhooks"];
const params = Closed({ id: Uuid });

/** Names the list in its cursors. */
const LIST = "webhook deliveries";

export function webhookRoutes(app: App, context: NotificationsContext): void {
  readingRoutes(app, context);
  changingRoutes(app, context);
  secretRoutes(app, context);
  sendingRoutes(app, context);
}

function readingRoutes(app: App, context: NotificationsContext): void {
  app.get(
    "/api/v1/admin/webhooks",
    {
      config: { access: can("webhook:read") },
      schema: {
        tags,
        summary: "List the webhooks",
        description: "All of them, the newest first.",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(Webhook) }) },
      },
    },
    async () => {
      const now = context.clock.now();
      return { items: (await listWebhooks(context)).map((row) => presentWebhook(row, now)) };
    },
  );

  app.get(
    "/api/v1/admin/webhooks/:id/deliveries",
    {
      config: { access: can("webhook:read") },
      schema: {
        tags,
        summary: "List the deliveries of a webhook",
        description: "The newest first. Those that ended are forgotten after some weeks.",
        params,
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: { 200: Closed({ items: Type.Array(Delivery), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async ({ params: { id }, query: { limit = 20, cursor } }) => {
      const rows = await listDeliveries(context, id, readIdCursor(LIST, cursor), limit);
      return pageOf(LIST, rows, limit, presentDelivery, (row) => [row.id]);
    },
  );
}

function changingRoutes(app: App, context: NotificationsContext): void {
  app.patch(
    "/api/v1/admin/webhooks/:id",
    {
      config: { access: can("webhook:write") },
      schema: {
        tags,
        summary: "Change a webhook, pause it, or switch it on again",
        problems: ["STALE_EDIT"],
        params,
        headers: OptionalVersionHeaders,
        body: WebhookChange,
        response: { 200: Webhook },
      },
    },
    async (request, reply) => {
      const row = await editWebhook(context, editOf(request), request.body);
      return reply.header("etag", etagOfVersion(row.version)).send(presentWebhook(row, context.clock.now()));
    },
  );

  app.delete(
    "/api/v1/admin/webhooks/:id",
    {
      config: { access: can("webhook:write") },
      schema: {
        tags,
        summary: "Delete a webhook",
        description: "Its log goes with it, and what waits is not sent.",
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await deleteWebhook(context, request.params.id, callerOf(request));
      return reply.code(204).send(null);
    },
  );
}

function secretRoutes(app: App, context: NotificationsContext): void {
  const withSecret = ({ row, secret }: MadeSecret): Static<typeof WebhookWithSecret> => ({
    ...presentWebhook(row, context.clock.now()),
    secret,
  });

  app.post(
    "/api/v1/admin/webhooks",
    {
      config: { access: can("webhook:write") },
      schema: {
        tags,
        summary: "Create a webhook",
        description:
          "The shop sends the events by POST, signed as Standard Webhooks has it. The secret that signs is " +
          "shown in this answer alone.",
        problems: ["WEBHOOK_LIMIT"],
        body: NewWebhook,
        response: { 201: WebhookWithSecret },
      },
    },
    async (request, reply) => {
      const made = await createWebhook(context, request.body, callerOf(request));
      return reply
        .code(201)
        .headers({ "cache-control": "no-store", etag: etagOfVersion(made.row.version) })
        .send(withSecret(made));
    },
  );

  app.post(
    "/api/v1/admin/webhooks/:id/rotate",
    {
      config: { access: can("webhook:write") },
      schema: {
        tags,
        summary: "Make a new secret for a webhook",
        description: "For 24 hours the one before signs too. The new one is shown in this answer alone.",
        params,
        response: { 200: WebhookWithSecret },
      },
    },
    async (request, reply) => {
      const made = await rotateSecret(context, request.params.id, callerOf(request));
      return reply.header("cache-control", "no-store").send(withSecret(made));
    },
  );
}

function sendingRoutes(app: App, context: NotificationsContext): void {
  app.post(
    "/api/v1/admin/webhooks/:id/test",
    {
      config: { access: can("webhook:write") },
      schema: {
        tags,
        summary: "Send a test to a webhook",
        description: "An event of type `webhook.test`, which appears among the deliveries.",
        problems: ["WEBHOOK_NOT_ACTIVE"],
        params,
        response: { 202: Delivery },
      },
    },
    async (request, reply) =>
      reply.code(202).send(presentDelivery(await sendTest(context, request.params.id))),
  );

  app.post(
    "/api/v1/admin/webhooks/deliveries/:id/redeliver",
    {
      config: { access: can("webhook:write") },
      schema: {
        tags,
        summary: "Send a delivery again",
        description: "At once, with the same `webhook-id`. One that is being sent stays as it is.",
        problems: ["WEBHOOK_NOT_ACTIVE"],
        params,
        response: { 202: Delivery },
      },
    },
    async (request, reply) =>
      reply.code(202).send(presentDelivery(await redeliver(context, request.params.id))),
  );
}
