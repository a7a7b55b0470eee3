import { afterEach, expect, test } from "vitest";
import type { TestSandbox, WebhookReceiver } from "../testing.ts";
import { createTestClock, startSandbox, startWebhookReceiver } from "../testing.ts";

let sandbox: TestSandbox;
let receiver: WebhookReceiver;

async function start(options: { statuses?: number[]; retryBaseMs?: number } = {}): Promise<void> {
  receiver = await startWebhookReceiver(options.statuses);
  const clock = createTestClock("2026-01-02T14:46:59.653+09:00");
  sandbox = await startSandbox({
    webhookUrl: receiver.url,
    webhookRetryBaseMs: options.retryBaseMs ?? 60_000,
    clock,
  });
}
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

const statuses = () => receiver.received.map(({ body }) => body.data?.status ?? body.status);
const transmissionIds = () =>
  receiver.received.map((each) => each.headers["tosspayments-webhook-transmission-id"]);

test("a capture sends one webhook with the payment, its transmission headers, and no secret", async () => {
  await start();
  const confirmed = await sandbox.confirm(await sandbox.approve("hook-0001"));
  const [webhook] = await receiver.arrived(1);
  const { secret, ...data } = confirmed.body;
  expect(secret).toBeNull();
  expect(webhook?.body).toEqual({
    ...{ eventType: "PAYMENT_STATUS_CHANGED", createdAt: "2026-01-02T14:46:59.653000", data },
  });
  expect(webhook?.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "tosspayments-webhook-transmission-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "tosspayments-webhook-transmission-time": "2026-01-02T14:46:59+09:00",
    "tosspayments-webhook-transmission-retried-count": "0",
  });
});

test("anything but 200 is sent again under the same transmission id until it is 200", async () => {
  await start({ statuses: [500, 204, 302], retryBaseMs: 1 });
  await sandbox.confirm(await sandbox.approve("hook-0002"));
  await receiver.arrived(4);
  expect(new Set(transmissionIds()).size).toBe(1);
  expect(
    receiver.received.map((each) => each.headers["tosspayments-webhook-transmission-retried-count"]),
  ).toEqual(["0", "1", "2", "3"]);
});

test("after seven retries a webhook is given up and reported", async () => {
  receiver = await startWebhookReceiver(Array(20).fill(503));
  const reported = Promise.withResolvers<object>();
  sandbox = await startSandbox({ webhookUrl: receiver.url, webhookRetryBaseMs: 0, log: reported.resolve });
  await sandbox.confirm(await sandbox.approve("hook-0003"));
  expect(await reported.promise).toMatchObject({ msg: "webhook given up", outcome: 503 });
  expect(receiver.received).toHaveLength(8);
});

test("a shop that cannot be reached costs the confirm nothing", async () => {
  await start();
  await receiver.close();
  expect((await sandbox.confirm(await sandbox.approve("hook-0004"))).status).toBe(200);
});

test("webhook-before-response: the webhook is answered before the confirm is", async () => {
  await start();
  await sandbox.confirm(await sandbox.approve("hook-0005", { mode: "webhook-before-response" }));
  expect(statuses()).toEqual(["DONE"]);
});

test("webhook-duplicate: the same webhook arrives the given number of times", async () => {
  await start();
  await sandbox.confirm(await sandbox.approve("hook-0006", { mode: "webhook-duplicate:3" }));
  await receiver.arrived(3);
  expect(statuses()).toEqual(["DONE", "DONE", "DONE"]);
  expect(new Set(transmissionIds()).size).toBe(1);
});

test("webhook-out-of-order: the refund arrives before the payment", async () => {
  await start();
  const approved = await sandbox.approve("hook-0007", { mode: "webhook-out-of-order" });
  await sandbox.confirm(approved);
  await sandbox.cancel(approved.paymentKey, { cancelReason: "취소" });
  await receiver.arrived(2);
  expect(statuses()).toEqual(["CANCELED", "DONE"]);
});

test("webhook-out-of-order: when nothing follows, the webhook comes late", async () => {
  await start({ retryBaseMs: 5 });
  await sandbox.confirm(await sandbox.approve("hook-0008", { mode: "webhook-out-of-order" }));
  await receiver.arrived(1);
  expect(statuses()).toEqual(["DONE"]);
});

test("a virtual account also sends the flat callback that carries the secret", async () => {
  await start();
  const approved = await sandbox.approve("hook-0009", { method: "가상계좌" });
  const { secret } = (await sandbox.confirm(approved)).body;
  await receiver.arrived(2);
  await sandbox.post(`/sandbox/payments/${approved.paymentKey}/deposit`, {});
  await receiver.arrived(4);
  const callbacks = receiver.received
    .filter(({ body }) => body.eventType === undefined)
    .map(({ body }) => body);
  const common = { createdAt: "2026-01-02T14:46:59.653000", secret, orderId: "hook-0009" };
  expect(callbacks).toEqual([
    { ...common, status: "WAITING_FOR_DEPOSIT", transactionKey: expect.any(String) },
    { ...common, status: "DONE", transactionKey: expect.any(String) },
  ]);
});

test("deposit-reversed: the deposit is announced, then taken back", async () => {
  await start();
  const approved = await sandbox.approve("hook-0010", { method: "가상계좌", mode: "deposit-reversed" });
  await sandbox.confirm(approved);
  await receiver.arrived(2);
  await sandbox.post(`/sandbox/payments/${approved.paymentKey}/deposit`, {});
  await receiver.arrived(6);
  const events = receiver.received.flatMap(({ body }) => body.data?.status ?? []);
  expect(events).toEqual(["WAITING_FOR_DEPOSIT", "DONE", "WAITING_FOR_DEPOSIT"]);
  expect(await sandbox.audit(approved.paymentKey)).toMatchObject({ held: 0, status: "WAITING_FOR_DEPOSIT" });
});
