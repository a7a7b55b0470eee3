import { describe, expect, test } from "vitest";
import type { IncomingWebhook } from "./provider.ts";
import { hasStandardSignature, hasStripeSignature } from "./signatures.ts";

const SENT = 1_767_225_600;
const at = (seconds: number) => new Date((SENT + seconds) * 1000);

describe("Standard Webhooks", () => {
  const secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  const signature = "v1,0tiuSpIv1AR6QXk9P0Zl8Y6akQ1VJ4zgkARLzFEnNps=";
  const webhook: IncomingWebhook = {
    headers: { "webhook-id": "msg_1", "webhook-timestamp": String(SENT), "webhook-signature": signature },
    rawBody:
      '{"type":"Transaction.Paid","timestamp":"2026-01-01T00:00:00.000Z","data":{"paymentId":"ord-1"}}',
    body: {},
    now: at(0),
  };
  const withHeaders = (headers: IncomingWebhook["headers"]) => ({
    ...webhook,
    headers: { ...webhook.headers, ...headers },
  });

  test("takes the vector of the specification's own library", () => {
    expect(hasStandardSignature(webhook, secret)).toBe(true);
  });

  test("takes the right one among several signatures: secrets are rotated", () => {
    const several = withHeaders({ "webhook-signature": `v1,AAAA v1a,BBBB ${signature}` });
    expect(hasStandardSignature(several, secret)).toBe(true);
  });

  test.each([-300, 300])("takes a clock that is %i s off", (seconds) => {
    expect(hasStandardSignature({ ...webhook, now: at(seconds) }, secret)).toBe(true);
  });

  test.each([
    ["recorded and sent again later", { ...webhook, now: at(301) }],
    ["of the future", { ...webhook, now: at(-301) }],
    ["serialised again", { ...webhook, rawBody: webhook.rawBody.replace(",", ", ") }],
    ["with another id", withHeaders({ "webhook-id": "msg_2" })],
    ["with another time", withHeaders({ "webhook-timestamp": String(SENT + 1) })],
    ["without a time", withHeaders({ "webhook-timestamp": undefined })],
    ["with a time that is no number", withHeaders({ "webhook-timestamp": "now" })],
    ["without a signature", withHeaders({ "webhook-signature": undefined })],
    ["with an empty signature", withHeaders({ "webhook-signature": "v1," })],
    ["with two headers", withHeaders({ "webhook-signature": [signature, signature] })],
    ["with a signature of another kind", withHeaders({ "webhook-signature": signature.replace("v1", "v2") })],
  ])("refuses a webhook %s", (_, forged) => {
    expect(hasStandardSignature(forged, secret)).toBe(false);
  });

  test("refuses a signature of another secret", () => {
    expect(hasStandardSignature(webhook, "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=")).toBe(false);
  });
});

describe("Stripe", () => {
  const secret = "whsec_local_stripe_test";
  const signature = "058a22abb5c06ab5f126ea1f9c91c9d705fb37df782c4fae6efcc861b261d8b9";
  const webhook = (header: string | undefined, changes: Partial<IncomingWebhook> = {}) => ({
    headers: { "stripe-signature": header },
    rawBody: '{"id":"evt_test_1","object":"event","type":"payment_intent.succeeded"}',
    body: {},
    now: at(0),
    ...changes,
  });
  const right = `t=${SENT},v1=${signature}`;

  test.each([right, `t=${SENT},v1=00,v1=${signature},v0=11`])("takes %s", (header) => {
    expect(hasStripeSignature(webhook(header), secret)).toBe(true);
  });

  test.each([
    ["an old one", webhook(right, { now: at(301) })],
    ["one of the future", webhook(right, { now: at(-301) })],
    ["another body", webhook(right, { rawBody: "{}" })],
    ["another time", webhook(`t=${SENT + 1},v1=${signature}`)],
    ["the signature of an earlier scheme", webhook(`t=${SENT},v0=${signature}`)],
    ["no time", webhook(`v1=${signature}`)],
    ["nothing", webhook(undefined)],
  ])("refuses %s", (_, forged) => {
    expect(hasStripeSignature(forged, secret)).toBe(false);
  });
});
