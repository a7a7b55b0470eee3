/** Expired orders, and money that arrives after the shop has stopped waiting. Time is passed in. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { payments as paymentsContract } from "../../server/modules/payments/contract.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const PAST_ORDER_MS = 16 * 60_000;
/** The worker delivers events asynchronously. */
const WITHIN = { timeout: 60_000, interval: 50 };
const stage = await openStage({ clock, webhooks: true });
const desk = sandboxDesk(stage.shop.sandbox.url);
afterAll(() => stage.close());

const providerView = async (paymentKey: string) =>
  (await stage.backstage.providerPayments()).find((payment) => payment.paymentKey === paymentKey);

async function expire(): Promise<void> {
  clock.advance(PAST_ORDER_MS);
  await stage.backstage.run("orders.expire");
}

describe("an order that is not paid in time", () => {
  test("expires, releases its stock, and refuses a late confirm without a capture", async () => {
    const variant = await stage.stock(2);
    const { approved, ...placed } = await stage.approve(variant.id);
    await expire();
    expect(await stage.read(placed)).toMatchObject({
      status: "expired",
      expiresAt: null,
      payment: { status: "expired" },
    });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
    expect(await stage.shopper.confirm(approved)).toMatchObject({
      status: 409,
      body: { code: "ORDER_CLOSED" },
    });
    expect((await providerView(approved.paymentKey))?.held).toBe(0);
    const again = await stage.shopper.request(
      "POST",
      `/api/v1/orders/${placed.order.id}/payments`,
      {},
      {
        "x-guest-token": placed.guestToken,
        "idempotency-key": `late-${placed.order.id}`,
      },
    );
    expect(again).toMatchObject({ status: 409, body: { code: "ORDER_CLOSED" } });
    await stage.backstage.expectSound();
  });

  test("expires once under five sweepers at a time", async () => {
    const variant = await stage.stock(40);
    const placed = await Promise.all(Array.from({ length: 20 }, () => stage.place(variant.id)));
    clock.advance(PAST_ORDER_MS);
    await Promise.all(Array.from({ length: 5 }, () => stage.backstage.run("orders.expire")));
    await Promise.all(Array.from({ length: 5 }, () => stage.backstage.run("inventory.sweep")));
    for (const each of placed)
      expect((await stage.read(each)).events.map(({ type }) => type)).toEqual(["placed", "expired"]);
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 40, reserved: 0 });
    await stage.backstage.expectSound();
  });

  test("is either paid or expired, never both, when confirm and sweeper race", async () => {
    const rounds = 12;
    const variant = await stage.stock(rounds);
    const ends: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const placed = await stage.place(variant.id);
      clock.advance(15 * 60_000 - 1_000);
      const approved = await stage.shopper.approve(placed.payment.windowUrl);
      clock.advance(2_000);
      const confirm = () => stage.shopper.confirm(approved);
      const sweep = () => stage.backstage.run("orders.expire");
      const [answer] =
        round % 2 === 0
          ? await Promise.all([confirm(), sweep()])
          : ((await Promise.all([sweep(), confirm()])).toReversed() as [Awaited<ReturnType<typeof confirm>>]);
      await stage.backstage.delivered();
      const { status } = await stage.read(placed);
      expect([status, answer.status === 200]).toEqual(
        status === "paid" ? ["paid", true] : ["expired", false],
      );
      expect((await providerView(approved.paymentKey))?.held).toBe(status === "paid" ? approved.amount : 0);
      ends.push(status);
    }
    const paid = ends.filter((status) => status === "paid").length;
    expect(await stage.levels(variant.sku)).toEqual({ onHand: rounds - paid, reserved: 0 });
    await stage.backstage.expectSound();
  });
});

describe("money that arrives for an expired order", () => {
  /** The provider captures after the order expired, as by a confirm of ours that was delayed for long. */
  async function captureLate(pieces: number) {
    const variant = await stage.stock(pieces);
    const placed = await stage.place(variant.id);
    await expire();
    expect((await stage.read(placed)).status).toBe("expired");
    const approved = await stage.shopper.approve(placed.payment.windowUrl);
    return { variant, placed, approved, capture: () => desk.confirm(approved) };
  }

  test("is accepted when the goods are still there", async () => {
    const { variant, placed, capture } = await captureLate(1);
    await capture();
    await stage.backstage.delivered();
    await expect.poll(async () => (await stage.read(placed)).status, WITHIN).toBe("paid");
    await stage.backstage.expectSound();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 0, reserved: 0 });
  });

  test("is accepted once, however many requests bring it while its event arrives", async () => {
    const { variant, placed, approved, capture } = await captureLate(1);
    await capture();
    const answers = await Promise.all(Array.from({ length: 8 }, () => stage.shopper.confirm(approved)));
    await stage.backstage.delivered();
    await expect.poll(async () => (await stage.read(placed)).status, WITHIN).toBe("paid");
    await stage.backstage.expectSound();
    for (const { status } of answers) expect([200, 202, 402, 409]).toContain(status);
    expect((await providerView(approved.paymentKey))?.held).toBe(approved.amount);
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 0, reserved: 0 });
  });

  test("is refunded when the goods are gone, and a confirm gets 409 ORDER_CLOSED", async () => {
    const { variant, placed, approved, capture } = await captureLate(1);
    await stage.shopper.buy(variant.id);
    await capture();
    await expect.poll(async () => (await providerView(approved.paymentKey))?.held, WITHIN).toBe(0);
    await stage.backstage.expectSound();
    expect(await stage.read(placed)).toMatchObject({ status: "expired", payment: { status: "refunded" } });
    expect(await stage.shopper.confirm(approved)).toMatchObject({
      status: 409,
      body: { code: "ORDER_CLOSED" },
    });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 0, reserved: 0 });
    await stage.backstage.expectSound();
  });

  test("is still refunded although the goods come back meanwhile", async () => {
    const { variant, placed, approved, capture } = await captureLate(1);
    await stage.shopper.buy(variant.id);
    await stage.backstage.fault("cancel", "500-before-effect", 1);
    await capture();
    const refunds = `
      SELECT refunds.id FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
      WHERE order_id = $1`;
    await expect
      .poll(async () => (await stage.backstage.rows(refunds, [placed.order.id])).length, WITHIN)
      .toBe(1);
    await stage.restock(variant.sku, 1);
    expect((await stage.shopper.confirm(approved)).status).toBe(409);
    await expect.poll(async () => (await providerView(approved.paymentKey))?.held, WITHIN).toBe(0);
    expect((await stage.read(placed)).status).toBe("expired");
    await stage.backstage.expectSound();
  });

  test("is accepted although the provider could not be queried when its webhook came", async () => {
    const { placed, capture } = await captureLate(1);
    await stage.backstage.fault("get", "500-before-effect", 1);
    await capture();
    await expect.poll(async () => (await stage.read(placed)).status, WITHIN).toBe("paid");
    await stage.backstage.expectSound();
  });

  test("is refunded when the shopper replaced the order", async () => {
    const variant = await stage.stock(5);
    const placed = await stage.place(variant.id);
    expect((await stage.shopper.placeOrder(placed.cartId)).status).toBe(201);
    const approved = await stage.shopper.approve(placed.payment.windowUrl);
    await desk.confirm(approved);
    await expect.poll(async () => (await providerView(approved.paymentKey))?.held, WITHIN).toBe(0);
    expect((await stage.read(placed)).status).toBe("canceled");
    await stage.backstage.expectSound();
  });
});

describe("two payments for one order", () => {
  test("cannot both be kept: the second one is refunded", async () => {
    const variant = await stage.stock(3);
    const { approved, ...placed } = await stage.approve(variant.id, { mode: "decline:REJECT_CARD_COMPANY" });
    expect((await stage.shopper.confirm(approved)).status).toBe(402);
    const again = await stage.shopper.request<{ payment: typeof placed.payment }>(
      "POST",
      `/api/v1/orders/${placed.order.id}/payments`,
      {},
      {
        "x-guest-token": placed.guestToken,
        "idempotency-key": `second-${placed.order.id}`,
      },
    );
    expect(
      (await stage.shopper.confirm(await stage.shopper.approve(again.body.payment.windowUrl))).status,
    ).toBe(200);
    // The first window is still open in another tab, and the provider captures that payment too.
    const stray = await stage.shopper.approve(placed.payment.windowUrl);
    await desk.confirm(stray);
    await expect.poll(async () => (await providerView(stray.paymentKey))?.held, WITHIN).toBe(0);
    await stage.backstage.expectSound();
    expect((await stage.read(placed)).status).toBe("paid");
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
  });
});

test("a refund of late money that is asked for again ends although its order was deleted", async () => {
  const payload = {
    ...{ orderId: randomUUID(), refundId: randomUUID(), reason: "LATE", step: "asked", wasApproved: false },
    ...{ by: { kind: "staff", id: randomUUID(), name: "김*터" }, decision: null },
  };
  await stage.backstage.rows("SELECT platform.publish('payments.refundMoved', 1, $1::jsonb)", [payload]);
  await stage.backstage.delivered();
});

test("an attempt whose order was never stored ends a day later; one of a young order stays", async () => {
  const payments = stage.backstage.port(paymentsContract);
  const orderId = randomUUID();
  await payments.openAttempt({
    orderId,
    orderNumber: "20261129-LOST",
    orderName: "머그컵",
    amount: { amount: 10_000, currency: "KRW" },
    customer: { name: "김장터", email: "kim@shopper.test" },
    language: "ko",
    expiresAt: clock.now().toISOString(),
  });
  clock.advance(23 * 3_600_000);
  const young = await stage.place((await stage.stock(1)).id);
  clock.advance(2 * 3_600_000);
  await stage.backstage.run("payments.endAbandoned");
  const latest = await payments.latestAttempts({ orderIds: [orderId, young.order.id] });
  const statusOf = (id: string) => latest.find((attempt) => attempt.orderId === id)?.status;
  expect([statusOf(orderId), statusOf(young.order.id)]).toEqual(["expired", "ready"]);
});
