/**
 * What holds for a payment at every provider: approve, decline, lost answers, webhooks, refunds and late
 * money. The sandbox sends no webhooks here, so the shop learns what it asks for; time is passed in.
 */
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import type { PaymentMethod } from "../../server/modules/payments/contract.ts";
import { type ApprovedPayment, newKey, type PlacedOrder } from "../support/client.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock, environment: { PAYMENT_PROVIDERS: "toss,portone,stripe" } });
const { backstage, shopper } = stage;
afterEach(() => backstage.clearFaults());
afterAll(() => stage.close());

const WITHIN = { timeout: 60_000, interval: 50 };
const ALONE = ["portone", "stripe"] as const;

async function approve(method: PaymentMethod, variantId: string, choice?: { mode: string }) {
  const placed = await stage.place(variantId, 1, method);
  return { ...placed, approved: await shopper.approve(placed.payment.windowUrl, choice) };
}
const heldOf = async (placed: PlacedOrder) =>
  (await backstage.providerPayments()).find(({ orderId }) => orderId === placed.payment.orderId)?.held;

async function reconcile(): Promise<void> {
  clock.advance(61_000);
  await backstage.run("payments.reconcile");
  await backstage.delivered();
}

async function payAgain(placed: PlacedOrder) {
  const headers = { "x-guest-token": placed.guestToken, "idempotency-key": newKey() };
  const path = `/api/v1/orders/${placed.order.id}/payments`;
  return shopper.request<Pick<PlacedOrder, "payment">>("POST", path, {}, headers);
}

async function refund(placed: PlacedOrder, amount: number): Promise<void> {
  const { proof } = await shopper.signIn("owner@jangteo.test", "a-password-for-tests");
  const path = `/api/v1/admin/orders/${placed.order.id}/refunds`;
  const headers = { ...proof, "idempotency-key": newKey() };
  const answer = await shopper.request("POST", path, { amount, reason: "흠집이 있어요" }, headers);
  expect(answer.status).toBe(201);
}

describe.each([
  ["TOSS", "sandbox", "confirm"],
  ["PORTONE", "portone", "get"],
  ["STRIPE", "stripe", "get"],
] as const)("a payment by %s", (method, provider, confirming) => {
  const confirm = (approved: ApprovedPayment) => shopper.confirm(approved, newKey(), provider);

  test("is paid once, however often it is confirmed", async () => {
    const { approved, ...placed } = await approve(method, (await stage.stock(3)).id);
    expect(placed.payment.provider).toBe(provider);
    const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(approved)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await stage.read(placed)).payment).toMatchObject({ provider, status: "paid" });
    await backstage.delivered();
  });

  test("that is declined can be tried again with the same provider", async () => {
    const placed = await stage.place((await stage.stock(3)).id, 1, method);
    const { pathname, search } = new URL(placed.payment.windowUrl ?? "");
    const declined = await shopper.request("POST", `${pathname}${search}`, { action: "decline" });
    expect(declined).toMatchObject({ status: 200, body: { code: "REJECT_CARD_COMPANY" } });
    const again = await payAgain(placed);
    expect(again).toMatchObject({ status: 201, body: { payment: { provider } } });
    const approved = await shopper.approve(again.body.payment.windowUrl);
    expect((await confirm(approved)).status).toBe(200);
    expect((await stage.read(placed)).status).toBe("paid");
    await backstage.delivered();
  });

  test("approved after a decline in its window pays its order, also when it is tried again", async () => {
    const placed = await stage.place((await stage.stock(3)).id, 1, method);
    const { pathname, search } = new URL(placed.payment.windowUrl ?? "");
    await shopper.request("POST", `${pathname}${search}`, { action: "decline" });
    await reconcile();
    const approved = await shopper.approve(placed.payment.windowUrl);
    // Toss captures at our confirm alone: trying again gives up what was approved.
    if (provider === "sandbox") expect((await confirm(approved)).status).toBe(200);
    else {
      const again = await payAgain(placed);
      expect(again.status).toBe(409);
      // Its money may have made the order paid by then.
      expect(again.body).toMatchObject({
        code: expect.stringMatching(/^(REQUEST_IN_PROGRESS|ORDER_CLOSED)$/),
      });
    }
    await backstage.delivered();
    expect((await stage.read(placed)).status).toBe("paid");
    expect(await heldOf(placed)).toBe(approved.amount);
    await backstage.expectSound();
  });

  test("is not confirmed with another amount, or with another payment's key", async () => {
    const one = await approve(method, (await stage.stock(3)).id);
    const other = await approve(method, (await stage.stock(3)).id);
    expect(await confirm({ ...one.approved, amount: 1_000 })).toMatchObject({
      body: { code: "AMOUNT_MISMATCH" },
    });
    const mixed = await confirm({ ...one.approved, paymentKey: other.approved.paymentKey });
    expect(mixed.status).toBe(422);
    for (const { approved } of [one, other]) expect((await confirm(approved)).status).toBe(200);
    await backstage.delivered();
  });

  test.each(["reset-after-effect", "500-after-effect", "garbage", "429"])(
    "whose confirm ends in %s is finished by the reconciler",
    async (mode) => {
      const { approved, ...placed } = await approve(method, (await stage.stock(3)).id);
      await backstage.fault(confirming, mode, 1, provider);
      await backstage.fault("get", "500-before-effect", 1, provider);
      expect((await confirm(approved)).status).toBe(202);
      await backstage.clearFaults();
      await reconcile();
      // Where the confirm did not reach the provider, the shopper's browser repeats it.
      if ((await stage.read(placed)).status !== "paid") expect((await confirm(approved)).status).toBe(200);
      expect((await stage.read(placed)).status).toBe("paid");
      await backstage.delivered();
    },
  );

  test("of another sum than agreed is refunded", async () => {
    const { approved, ...placed } = await approve(method, (await stage.stock(3)).id, {
      mode: "wrong-capture",
    });
    await confirm(approved);
    await reconcile();
    await expect.poll(() => heldOf(placed), WITHIN).toBe(0);
    expect((await stage.read(placed)).status).toBe("pending_payment");
    await backstage.delivered();
  });

  test("is refunded in seven parts that are exact", async () => {
    const { approved, ...placed } = await approve(method, (await stage.stock(3, 20_310)).id);
    expect((await confirm(approved)).status).toBe(200);
    for (let part = 0; part < 7; part += 1) await refund(placed, 3_330);
    await expect.poll(() => heldOf(placed), WITHIN).toBe(0);
    await backstage.delivered();
    expect((await stage.read(placed)).payment?.status).toBe("refunded");
  });

  test.each(["reset-after-effect", "500-after-effect", "500-before-effect", "garbage"])(
    "whose refund ends in %s is refunded once",
    async (mode) => {
      const { approved, ...placed } = await approve(method, (await stage.stock(3)).id);
      expect((await confirm(approved)).status).toBe(200);
      await backstage.fault("cancel", mode, 1, provider);
      await refund(placed, 3_330);
      await expect.poll(() => heldOf(placed), WITHIN).toBe(approved.amount - 3_330);
      await backstage.delivered();
      expect(await heldOf(placed)).toBe(approved.amount - 3_330);
      expect(
        await backstage.rows(
          `SELECT refunds.state FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
           WHERE order_id = $1`,
          [placed.order.id],
        ),
      ).toEqual([{ state: "SUCCEEDED" }]);
    },
  );

  test("for an order that expired and whose goods are gone goes back, or cannot be made", async () => {
    const variant = await stage.stock(1);
    const placed = await stage.place(variant.id, 1, method);
    clock.advance(16 * 60_000);
    await backstage.run("orders.expire");
    expect((await stage.read(placed)).status).toBe("expired");
    await shopper.buy(variant.id);
    const { pathname, search } = new URL(placed.payment.windowUrl ?? "");
    const late = await shopper.request<ApprovedPayment>("POST", `${pathname}${search}`, {
      action: "approve",
    });
    // A payment that was ended at its provider takes no money.
    expect(late.status).toBe(provider === "stripe" ? 400 : 200);
    if (provider === "sandbox") expect((await confirm(late.body)).status).toBe(409);
    await reconcile();
    await expect.poll(async () => (await heldOf(placed)) ?? 0, WITHIN).toBe(0);
    await backstage.delivered();
    expect((await stage.read(placed)).status).toBe("expired");
  });
});

describe.each(ALONE)("at %s, where money moves without us", (provider) => {
  const method = provider === "portone" ? "PORTONE" : "STRIPE";

  test("a shopper who never comes back has paid", async () => {
    const placed = await approve(method, (await stage.stock(3)).id);
    expect((await stage.read(placed)).status).toBe("pending_payment");
    await reconcile();
    expect((await stage.read(placed)).status).toBe("paid");
    await backstage.delivered();
  });

  test("an order that is paid in its last moment does not expire", async () => {
    const placed = await approve(method, (await stage.stock(3)).id);
    clock.advance(16 * 60_000);
    await backstage.run("orders.expire");
    await backstage.delivered();
    expect((await stage.read(placed)).status).toBe("paid");
    await backstage.delivered();
  });

  test("an order stays open while the provider cannot be asked", async () => {
    const placed = await stage.place((await stage.stock(3)).id, 1, method);
    clock.advance(16 * 60_000);
    await backstage.fault("get", "500-before-effect", 1, provider);
    await backstage.run("orders.expire");
    expect((await stage.read(placed)).status).toBe("pending_payment");
    await backstage.clearFaults();
    await backstage.run("orders.expire");
    expect((await stage.read(placed)).status).toBe("expired");
  });

  test("an order is not placed while the payment cannot be opened, and its goods are free", async () => {
    const variant = await stage.stock(1);
    const { id: cartId } = await shopper.createCart();
    await shopper.addItem(cartId, variant.id);
    await backstage.fault("open", "500-before-effect", 1, provider);
    const key = newKey();
    expect((await shopper.placeOrder(cartId, { paymentMethod: method }, key)).status).toBe(503);
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 1, reserved: 0 });
    expect((await shopper.placeOrder(cartId, { paymentMethod: method }, key)).status).toBe(201);
  });
});

test("after all this both ledgers agree, and no invariant is broken", () => backstage.expectSound());

test("a dispute is remembered, and nothing is refunded beside it", async () => {
  const { approved, ...placed } = await approve("STRIPE", (await stage.stock(3)).id);
  expect((await shopper.confirm(approved, newKey(), "stripe")).status).toBe(200);
  const authorization = `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}`;
  const dispute = `${stage.shop.sandbox.url}/sandbox/stripe/payments/${approved.paymentKey}/dispute`;
  expect((await fetch(dispute, { method: "POST", headers: { authorization } })).status).toBe(200);
  await backstage.rows("UPDATE payments.attempts SET next_check_at = $1 WHERE order_id = $2", [
    clock.now(),
    placed.order.id,
  ]);
  await backstage.run("payments.reconcile");
  await refund(placed, 1_000);
  await backstage.delivered();
  expect(await heldOf(placed)).toBe(approved.amount);
  expect(
    await backstage.rows("SELECT state, failure FROM payments.refunds WHERE failure = 'DISPUTED'"),
  ).toEqual([{ state: "FAILED", failure: "DISPUTED" }]);
});

test("the methods are listed in the order of the settings", async () => {
  expect(await shopper.request("GET", "/api/v1/payments/methods")).toMatchObject({
    status: 200,
    body: {
      items: ["TOSS", "PORTONE", "STRIPE", "TRANSFER", "VIRTUAL_ACCOUNT"].map((method) => ({ method })),
    },
  });
});
