/** Webhooks as strangers and broken networks send them (case 29). */
import { expect } from "vitest";
import { type ApprovedPayment, newKey, type PlacedOrder } from "../support/client.ts";
import { type SigningProvider, sign } from "./sign-webhook.ts";
import type { PurchaseStage } from "./stage.ts";

const MINUTE_MS = 60_000;

const hookOf =
  ({ shopper }: PurchaseStage) =>
  (provider: string, body: string | object, headers: Record<string, string> = {}) =>
    shopper.request("POST", `/api/v1/payments/webhooks/${provider}`, body, headers);
const storedOf = async ({ backstage }: PurchaseStage, provider: string) =>
  (await backstage.rows("SELECT FROM payments.webhook_inbox WHERE provider = $1", [provider])).length;
const statusesOf = (answers: readonly { status: number }[]) => new Set(answers.map(({ status }) => status));
const hundred = <Result>(work: () => Promise<Result>) => Promise.all(Array.from({ length: 100 }, work));

/** Toss signs none: each is a hint, after which the provider is asked. */
export async function unsignedWebhooks(stage: PurchaseStage, placed: PlacedOrder): Promise<void> {
  const hook = hookOf(stage);
  const about = (orderId: string, more: object = {}) => ({
    eventType: "PAYMENT_STATUS_CHANGED",
    createdAt: "2026-01-02T14:46:59.653",
    data: { orderId, status: "DONE", totalAmount: 1, ...more },
  });
  const before = await storedOf(stage, "sandbox");
  const doubled = { "tosspayments-webhook-transmission-id": newKey() };
  const answers = await hundred(() => hook("sandbox", about(placed.payment.orderId), doubled));
  expect(statusesOf(answers)).toEqual(new Set([200]));
  expect(await storedOf(stage, "sandbox")).toBe(before + 1);
  expect((await hook("sandbox", about("261129-UNKNOWN-1"))).status).toBe(200);
  expect((await hook("sandbox", { eventType: "NEWS", data: {} })).status).toBe(200);
  expect((await hook("sandbox", about(placed.payment.orderId, { pad: "x".repeat(5_000_000) }))).status).toBe(
    413,
  );
  expect((await hook("nobody", about(placed.payment.orderId))).status).toBe(404);
  await stage.backstage.delivered();
  expect(await storedOf(stage, "sandbox")).toBe(before + 1);
  expect((await stage.read(placed)).status).toBe("pending_payment");
}

/** The shopper has agreed and has not come back. At the end one good webhook has told the shop. */
export async function signedWebhooks(
  stage: PurchaseStage,
  provider: SigningProvider,
  placed: PlacedOrder & { approved: ApprovedPayment },
  now: Date,
): Promise<void> {
  const hook = hookOf(stage);
  const name = provider === "portone" ? placed.approved.orderId : placed.approved.paymentKey;
  const at = now.getTime();
  const good = sign(provider, name, { at });
  const before = await storedOf(stage, provider);
  const refused = [
    sign(provider, name, { at, secret: `whsec_${Buffer.alloc(32).toString("base64")}` }),
    sign(provider, name, { at: at - 6 * MINUTE_MS }),
    sign(provider, name, { at: at + 6 * MINUTE_MS }),
    { body: good.body, headers: {} },
    // The same JSON, written otherwise: the signature covers bytes.
    { ...good, body: JSON.stringify(JSON.parse(good.body), null, 1) },
  ];
  for (const { body, headers } of refused) expect((await hook(provider, body, headers)).status).toBe(401);
  expect((await hook(provider, `{"x":"${"x".repeat(5_000_000)}"}`, good.headers)).status).toBe(413);
  const unknown = sign(provider, provider === "portone" ? "261129-UNKNOWN-1" : "pi_unknown", { at });
  expect((await hook(provider, unknown.body, unknown.headers)).status).toBe(200);
  expect(await storedOf(stage, provider)).toBe(before);
  expect((await stage.read(placed)).status).toBe("pending_payment");
  const answers = await hundred(() => hook(provider, good.body, good.headers));
  expect(statusesOf(answers)).toEqual(new Set([200]));
  expect(await storedOf(stage, provider)).toBe(before + 1);
  await stage.backstage.delivered();
}
