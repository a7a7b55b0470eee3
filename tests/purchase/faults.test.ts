/** The provider fails in every possible way. In the end order, stock and money agree. */
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { newKey } from "../support/client.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const TIMEOUT_MS = 250;
const AFTER_FIRST_CHECK_MS = 61_000;
const stage = await openStage({ clock, environment: { PAYMENT_TIMEOUT_MS: String(TIMEOUT_MS) } });
afterAll(() => stage.close());
afterEach(() => stage.backstage.clearFaults());

async function reconcile(): Promise<void> {
  clock.advance(AFTER_FIRST_CHECK_MS);
  await stage.backstage.run("payments.reconcile");
  await stage.backstage.delivered();
}

const providerView = async (paymentKey: string) =>
  (await stage.backstage.providerPayments()).find((payment) => payment.paymentKey === paymentKey);

describe("a confirm with a spoilt answer after the capture", () => {
  test.each(["500-after-effect", "garbage", "wrong-amount"])(
    "by %s is paid at once, because the shop queries the provider",
    async (mode) => {
      const { approved, order } = await stage.approve((await stage.stock(3)).id, { mode });
      const answer = await stage.shopper.confirm(approved);
      expect(answer).toMatchObject({ status: 200, body: { order: { id: order.id, status: "paid" } } });
      await stage.backstage.expectSound();
    },
  );

  test.each(["reset-after-effect", `slow:${TIMEOUT_MS * 3}`])(
    "by %s is 202 until the reconciler has queried the provider",
    async (mode) => {
      const variant = await stage.stock(3);
      const { approved, ...placed } = await stage.approve(variant.id, { mode });
      const key = newKey();
      const answer = await stage.shopper.confirm(approved, key);
      expect(answer).toMatchObject({ status: 202, body: { status: "confirming" } });
      expect(await stage.read(placed)).toMatchObject({
        status: "pending_payment",
        payment: { status: "confirming" },
      });
      await reconcile();
      expect(await stage.read(placed)).toMatchObject({ status: "paid", payment: { status: "paid" } });
      expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
      // The return page repeats the confirm with its key: the stored 202 was not final.
      expect(await stage.shopper.confirm(approved, key)).toMatchObject({
        status: 200,
        body: { order: { status: "paid" } },
      });
      await stage.backstage.expectSound();
    },
  );

  test("leaves its cart to this order alone: another order of it is 409, and reserves nothing", async () => {
    const variant = await stage.stock(3);
    const placed = await stage.place(variant.id);
    const approved = await stage.shopper.approve(placed.payment.windowUrl, { mode: "reset-after-effect" });
    expect((await stage.shopper.confirm(approved)).status).toBe(202);
    expect(await stage.shopper.placeOrder(placed.cartId)).toMatchObject({
      status: 409,
      body: { code: "CART_BEING_PAID", orderId: placed.order.id },
    });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 3, reserved: 1 });
    await reconcile();
    expect((await stage.read(placed)).status).toBe("paid");
    // What is still in the cart can be bought once more.
    expect((await stage.shopper.placeOrder(placed.cartId)).status).toBe(201);
    await stage.backstage.expectSound();
  });

  test("by a hanging connection is 202, and paid after the reconciler", async () => {
    const { approved, ...placed } = await stage.approve((await stage.stock(3)).id, {
      mode: `hang-then-effect:${TIMEOUT_MS * 3}`,
    });
    expect((await stage.shopper.confirm(approved)).status).toBe(202);
    await expect.poll(async () => (await providerView(approved.paymentKey))?.status).toBe("DONE");
    await reconcile();
    expect((await stage.read(placed)).status).toBe("paid");
    await stage.backstage.expectSound();
  });

  test("and repeated while the provider still works on it is captured once", async () => {
    const { approved, ...placed } = await stage.approve((await stage.stock(3)).id, {
      mode: `hang-then-effect:${TIMEOUT_MS * 4}`,
    });
    expect((await stage.shopper.confirm(approved)).status).toBe(202);
    // Longer than a confirm can take, so that the next request may take it over.
    clock.advance(41_000);
    expect((await stage.shopper.confirm(approved)).status).toBe(202);
    await expect.poll(async () => (await providerView(approved.paymentKey))?.status).toBe("DONE");
    clock.advance(41_000);
    expect((await stage.shopper.confirm(approved)).status).toBe(200);
    expect((await providerView(approved.paymentKey))?.ledger).toHaveLength(1);
    expect((await stage.read(placed)).status).toBe("paid");
    await stage.backstage.expectSound();
  });
});

describe("a confirm that never reached the provider", () => {
  test.each(["500-before-effect", "429"])("by one %s is retried at once with its key", async (mode) => {
    const { approved } = await stage.approve((await stage.stock(3)).id, { mode });
    expect((await stage.shopper.confirm(approved)).status).toBe(200);
    await stage.backstage.expectSound();
  });

  test.each(["500-before-effect", "429", "reset-before-effect"])(
    "by lasting %s is 202, captures nothing, and can be retried later",
    async (mode) => {
      const { approved, ...placed } = await stage.approve((await stage.stock(3)).id);
      await stage.backstage.fault("confirm", mode);
      expect((await stage.shopper.confirm(approved)).status).toBe(202);
      expect((await providerView(approved.paymentKey))?.held).toBe(0);
      await stage.backstage.clearFaults();
      await reconcile();
      expect(await stage.read(placed)).toMatchObject({
        status: "pending_payment",
        payment: { status: "ready" },
      });
      expect((await stage.shopper.confirm(approved)).status).toBe(200);
      await stage.backstage.expectSound();
    },
  );

  test("while the provider cannot be queried stays open, also after the order's deadline", async () => {
    const variant = await stage.stock(1);
    const { approved, ...placed } = await stage.approve(variant.id, { mode: "500-after-effect" });
    await stage.backstage.fault("get", "500-before-effect");
    expect((await stage.shopper.confirm(approved)).status).toBe(202);
    await reconcile();
    clock.advance(16 * 60_000);
    await stage.backstage.run("orders.expire");
    await stage.backstage.run("inventory.sweep");
    expect((await stage.read(placed)).status).toBe("pending_payment");
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 1, reserved: 1 });
    await stage.backstage.clearFaults();
    await reconcile();
    expect((await stage.read(placed)).status).toBe("paid");
    await stage.backstage.expectSound();
  });
});

describe("a definite refusal", () => {
  test.each(["REJECT_CARD_PAYMENT", "EXCEED_MAX_ONE_DAY_AMOUNT", "INVALID_CARD_LOST_OR_STOLEN", "FDS_ERROR"])(
    "%s is a 402 with its code, and its repeat is the same 402",
    async (code) => {
      const { approved, ...placed } = await stage.approve((await stage.stock(3)).id, {
        mode: `decline:${code}`,
      });
      const key = newKey();
      for (const again of [key, key, newKey()]) {
        expect(await stage.shopper.confirm(approved, again)).toMatchObject({
          status: 402,
          body: { code: "PAYMENT_REFUSED", reason: { code } },
        });
      }
      expect(await stage.read(placed)).toMatchObject({
        status: "pending_payment",
        payment: { status: "failed", failure: { code } },
      });
      await stage.backstage.expectSound();
    },
  );

  test("in the window does not reach the shop: the same attempt can be approved later", async () => {
    const placed = await stage.place((await stage.stock(1)).id);
    const { pathname, search } = new URL(placed.payment.windowUrl ?? "");
    const declined = await stage.shopper.request<{ code: string }>("POST", `${pathname}${search}`, {
      action: "decline",
    });
    expect(declined.body.code).toBe("REJECT_CARD_COMPANY");
    expect((await stage.shopper.confirm(await stage.shopper.approve(placed.payment.windowUrl))).status).toBe(
      200,
    );
  });
});

describe("a provider that captures another amount", () => {
  test("does not pay the order: the money is refunded, and the order can be paid again", async () => {
    const variant = await stage.stock(2);
    const { approved, ...placed } = await stage.approve(variant.id, { mode: "wrong-capture" });
    const answer = await stage.shopper.confirm(approved);
    expect(answer).toMatchObject({
      status: 402,
      body: { code: "PAYMENT_REFUSED", reason: { code: "AMOUNT_MISMATCH" } },
    });
    await stage.backstage.delivered();
    expect(await providerView(approved.paymentKey)).toMatchObject({ held: 0, status: "CANCELED" });
    expect(await stage.read(placed)).toMatchObject({
      status: "pending_payment",
      payment: { status: "refunded" },
    });
    await stage.backstage.expectSound();

    const again = await stage.shopper.request<{ payment: typeof placed.payment }>(
      "POST",
      `/api/v1/orders/${placed.order.id}/payments`,
      {},
      {
        "x-guest-token": placed.guestToken,
        "idempotency-key": newKey(),
      },
    );
    expect(
      (await stage.shopper.confirm(await stage.shopper.approve(again.body.payment.windowUrl))).status,
    ).toBe(200);
    await stage.backstage.expectSound();
  });

  test("does not keep the order open: it expires, and its stock is free", async () => {
    const variant = await stage.stock(1);
    const { approved, ...placed } = await stage.approve(variant.id, { mode: "wrong-capture" });
    await stage.shopper.confirm(approved);
    await stage.backstage.delivered();
    clock.advance(16 * 60_000);
    await stage.backstage.run("orders.expire");
    expect((await stage.read(placed)).status).toBe("expired");
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 1, reserved: 0 });
    await stage.backstage.expectSound();
  });

  test.each([
    "500-after-effect",
    "500-before-effect",
    "reset-after-effect",
    "garbage",
    "429",
    `slow:${TIMEOUT_MS * 3}`,
  ])("is refunded once although the answer to the refund is lost by %s", async (mode) => {
    const { approved } = await stage.approve((await stage.stock(2)).id, { mode: "wrong-capture" });
    await stage.backstage.fault("cancel", mode, 1);
    await stage.shopper.confirm(approved);
    await stage.backstage.delivered();
    expect(await providerView(approved.paymentKey)).toMatchObject({ held: 0 });
    await stage.backstage.expectSound();
  });
});
