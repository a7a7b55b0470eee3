import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { NewWebhookRequest, Webhook, WebhookEdit } from "./types.ts";

const at = (id: string) => ({ params: { path: { id } } });

export const listWebhooks = (api: Api) => resultOf(api.GET("/api/v1/admin/webhooks"));

export const createWebhook = (api: Api, body: NewWebhookRequest) =>
  resultOf(api.POST("/api/v1/admin/webhooks", { body }));

export const editWebhook = (api: Api, { id, etag }: Webhook, body: WebhookEdit) =>
  resultOf(
    api.PATCH("/api/v1/admin/webhooks/{id}", {
      params: { path: { id }, header: { "if-match": etag } },
      body,
    }),
  );

export const deleteWebhook = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/admin/webhooks/{id}", at(id)));

export const rotateSecret = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/webhooks/{id}/rotate", at(id)));

export const testWebhook = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/webhooks/{id}/test", at(id)));

export const listDeliveries = (api: Api, id: string, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/admin/webhooks/{id}/deliveries", { params: { path: { id }, query } }));

export const redeliver = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/webhooks/deliveries/{id}/redeliver", at(id)));
