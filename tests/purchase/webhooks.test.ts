/**
 * Webhooks are hints: in any order and number, they lead to the state that the provider returns to a query.
 */
import { afterAll, describe, expect, test } from "vitest";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());

const HOOKS = "/api/v1/payments/webhooks/sandbox";

describe("webhooks of a true payment", () => {
  test.each(["webhook-before-response", "webhook-duplicate:20", "webhook-out-of-order"])(
    "sent as %s take effect once",
    async (mode) => {
      const variant = await stage.stock(3);
      const { approved, ...placed } = await stage.approve(variant.id, { mode });
      expect((await stage.shopper.confirm(approved)).status).toBe(200);
      await stage.backstage.delivered();
      const read = await stage.read(placed);
      expect(read.status).toBe("paid");
      expect(read.events.map(({ type }) => type)).toEqual(["placed", "paid"]);
      expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
      await stage.backstage.expectSound();
    },
  );

  test("finish a purchase although the shopper never returns", async () => {
    const { approved, ...placed } = await stage.approve((await stage.stock(3)).id, {
      mode: "reset-after-effect",
    });
    await stage.shopper.confirm(approved);
    await expect.poll(async () => (await stage.read(placed)).status).toBe("paid");
    await stage.backstage.expectSound();
  });
});

test("a deposit to a virtual account pays the order that waits for it", async () => {
  const variant = await stage.stock(3);
  const { approved, ...placed } = await stage.approve(variant.id, { method: "가상계좌" });
  const confirmed = await stage.shopper.confirm(approved);
  expect(confirmed).toMatchObject({ status: 200, body: { order: { status: "awaiting_deposit" } } });
  await sandboxDesk(stage.shop.sandbox.url).deposit(approved.paymentKey);
  await expect.poll(async () => (await stage.read(placed)).status).toBe("paid");
  await stage.backstage.expectSound();
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
});

describe("a forged webhook", () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    stage.shopper.request("POST", HOOKS, body, headers);

  test("that claims a payment pays nothing, because the provider is queried", async () => {
    const { approved, ...placed } = await stage.approve((await stage.stock(3)).id);
    const { orderId, paymentKey, amount } = approved;
    const data = {
      orderId,
      paymentKey,
      status: "DONE",
      totalAmount: amount,
      approvedAt: new Date().toISOString(),
    };
    expect(
      (await post({ eventType: "PAYMENT_STATUS_CHANGED", createdAt: new Date().toISOString(), data })).status,
    ).toBe(200);
    expect(
      (await post({ orderId, secret: "ps_guess", status: "DONE", createdAt: "2026-01-01T00:00:00" })).status,
    ).toBe(200);
    await stage.backstage.delivered();
    expect(await stage.read(placed)).toMatchObject({
      status: "pending_payment",
      payment: { status: "ready" },
    });
    expect((await stage.shopper.confirm(approved)).status).toBe(200);
  });

  test.each([
    ["about an unknown order", { data: { orderId: "999999-XXXXXXX-1" } }],
    ["of an unknown kind", { eventType: "payout.changed", entityBody: {} }],
    ["that is empty", {}],
    ["with NUL in the name", { data: { orderId: "a\u0000bcdef" } }],
    ["with NUL beside the name", { data: { orderId: "260101-ABCDEFG-1", note: "a\u0000b" } }],
    ["with half a character beside the name", { data: { orderId: "260101-ABCDEFG-2", note: "\ud800" } }],
    ["with a name that is an address", { data: { orderId: "../../sandbox/faults" } }],
    ["with a name of another type", { data: { orderId: 1 } }],
    [
      "with a very deep body",
      { data: { orderId: "260101-ABCDEFG-3", deep: JSON.parse("[".repeat(500) + "]".repeat(500)) } },
    ],
  ])("%s gets a 200 and has no effect", async (_, body) => {
    expect((await post(body)).status).toBe(200);
    await stage.backstage.expectSound();
  });

  test.each(["[]", "null", "1", "{", ""])("that is %j is a 400", async (text) => {
    expect((await post(text)).status).toBe(400);
  });

  test("of five megabytes is a 413", async () => {
    expect((await post({ data: { orderId: "260101-ABCDEFG-4", x: "x".repeat(5_000_000) } })).status).toBe(
      413,
    );
  });

  test("delivered a hundred times is stored once", async () => {
    const { approved } = await stage.approve((await stage.stock(1)).id);
    const body = { data: { orderId: approved.orderId } };
    const headers = { "tosspayments-webhook-transmission-id": "the-same-transmission" };
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => (await post(body, headers)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(
      await stage.backstage.rows(
        "SELECT FROM payments.webhook_inbox WHERE event_id = 'the-same-transmission'",
      ),
    ).toHaveLength(1);
  });

  test("about a payment that never was leaves nothing behind, however many come", async () => {
    const before = await stage.backstage.rows("SELECT FROM payments.webhook_inbox");
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => post({ data: { orderId: `260101-NEVERWAS-${at}`, note: "x" } })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await stage.backstage.rows("SELECT FROM payments.webhook_inbox")).toHaveLength(before.length);
  });

  test("of more than 64 kB is a 413", async () => {
    const { approved } = await stage.approve((await stage.stock(1)).id);
    const bodyOf = (bytes: number) => ({ data: { orderId: approved.orderId, x: "x".repeat(bytes) } });
    expect((await post(bodyOf(64_000))).status).toBe(200);
    expect((await post(bodyOf(66_000))).status).toBe(413);
  });
});

// Last, because an audit would report this order: its money was refunded without the shop.
test("webhooks report a refund that was made at the provider directly", async () => {
  const variant = await stage.stock(3);
  const { approved, ...placed } = await stage.approve(variant.id);
  await stage.shopper.confirm(approved);
  await sandboxDesk(stage.shop.sandbox.url).cancel(approved.paymentKey, 1_000);
  await expect.poll(async () => (await stage.read(placed)).payment?.status).toBe("partially_refunded");
});
