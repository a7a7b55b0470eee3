import type { OperationExample } from "./example.ts";

const WEBHOOK_ID = "019a1d20-5a6b-7c8d-9e0f-1a2b3c4d5e6f";
const DELIVERY_ID = "019a1d20-6b7c-7d8e-8f0a-2b3c4d5e6f70";

const webhook = {
  id: WEBHOOK_ID,
  url: "https://erp.example.com/hooks/shop",
  events: ["order.paid", "order.shipped"],
  status: "active",
  disabledReason: null,
  failingSince: null,
  oldSecretUntil: null,
  createdAt: "2026-11-20T02:00:00.000Z",
  updatedAt: "2026-11-20T02:00:00.000Z",
  etag: '"1"',
};

const withSecret = { ...webhook, secret: "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" };

const delivery = {
  id: DELIVERY_ID,
  messageId: "msg_019a1d20-7c8d-7e9f-9a1b-3c4d5e6f7081",
  type: "order.paid",
  body:
    '{"type":"order.paid","timestamp":"2026-11-28T01:00:00.000Z",' +
    '"data":{"id":"019a1d20-1a2b-7c3d-8e4f-5a6b7c8d9e0f","number":"261128-7K3M9QX"}}',
  state: "delivered",
  attempts: 1,
  dueAt: null,
  lastAttempt: { at: "2026-11-28T01:00:01.000Z", ms: 120, status: 200, failure: null, response: "ok" },
  createdAt: "2026-11-28T01:00:00.000Z",
};
const waiting = { ...delivery, state: "waiting", attempts: 0, dueAt: "2026-11-28T01:00:00.000Z" };

export const webhookExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/webhooks": { responses: { 200: { items: [webhook] } } },
  "POST /api/v1/admin/webhooks": {
    body: { url: "https://erp.example.com/hooks/shop", events: ["order.paid", "order.shipped"] },
    responses: { 201: withSecret },
  },
  "PATCH /api/v1/admin/webhooks/:id": {
    parameters: { id: WEBHOOK_ID, "if-match": '"1"' },
    body: { status: "paused" },
    responses: { 200: { ...webhook, status: "paused", etag: '"2"' } },
  },
  "DELETE /api/v1/admin/webhooks/:id": { parameters: { id: WEBHOOK_ID } },
  "POST /api/v1/admin/webhooks/:id/rotate": {
    parameters: { id: WEBHOOK_ID },
    responses: { 200: { ...withSecret, oldSecretUntil: "2026-11-29T01:00:00.000Z" } },
  },
  "GET /api/v1/admin/webhooks/:id/deliveries": {
    parameters: { id: WEBHOOK_ID },
    responses: { 200: { items: [delivery], nextCursor: null } },
  },
  "POST /api/v1/admin/webhooks/:id/test": {
    parameters: { id: WEBHOOK_ID },
    responses: { 202: { ...waiting, type: "webhook.test", lastAttempt: null } },
  },
  "POST /api/v1/admin/webhooks/deliveries/:id/redeliver": {
    parameters: { id: DELIVERY_ID },
    responses: { 202: waiting },
  },
};
