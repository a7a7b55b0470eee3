/**
 * Orders that are paid by a transfer: to a virtual account of the provider, and to the shop's own account.
 * The sandbox sends its callbacks; time is passed in.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { type ApprovedPayment, newKey, type PlacedOrder } from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { hire } from "./hire.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const environment = { DEPOSIT_HOURS: "48" };
const stage = await openStage({ clock, webhooks: true, environment });
const { backstage, shopper } = stage;
const desk = sandboxDesk(stage.shop.sandbox.url);
afterAll(() => stage.close());

const WITHIN = { timeout: 60_000, interval: 50 };
/** With the delivery fee. */
const TOTAL = 13_000;
const HOUR_MS = 3_600_000;
const account = { bank: "88", accountNumber: "11012345678", holder: "김장터" };
const owner = async () => (await shopper.signIn("owner@jangteo.test", "a-password-for-tests")).proof;

beforeAll(async () => {
  const bank = { bank: "우리은행", accountNumber: "1002-123-456789", holder: "달상회" };
  const proof = await owner();
  const { headers } = await shopper.request("GET", "/api/v1/admin/settings", undefined, proof);
  const given = { ...proof, "if-match": headers.get("etag") ?? "" };
  expect((await shopper.request("PATCH", "/api/v1/admin/settings", { payment: bank }, given)).status).toBe(
    200,
  );
});

type Deposited = PlacedOrder & { approved: ApprovedPayment };

async function choose(method: "VIRTUAL_ACCOUNT" | "BANK_TRANSFER", variantId: string): Promise<Deposited> {
  const placed = await stage.place(variantId, 1, method);
  const { windowUrl } = placed.payment;
  if (method === "VIRTUAL_ACCOUNT") return { ...placed, approved: await shopper.approve(windowUrl) };
  const query = new URL(windowUrl ?? "").searchParams;
  const [paymentKey = "", orderId = ""] = [query.get("paymentKey") ?? "", query.get("orderId") ?? ""];
  return { ...placed, approved: { paymentKey, orderId, amount: Number(query.get("amount")) } };
}
const providerOf = ({ payment }: PlacedOrder) => payment.provider;
const confirm = (placed: Deposited) => shopper.confirm(placed.approved, newKey(), providerOf(placed));
const statusOf = async (placed: PlacedOrder) => (await stage.read(placed)).status;
const deliveredStatus = async (placed: PlacedOrder) => {
  await backstage.delivered();
  return statusOf(placed);
};

async function waiting(method: "VIRTUAL_ACCOUNT" | "BANK_TRANSFER", pieces = 2) {
  const variant = await stage.stock(pieces);
  const placed = await choose(method, variant.id);
  const confirmed = await confirm(placed);
  expect(confirmed).toMatchObject({ status: 200, body: { order: { status: "awaiting_deposit" } } });
  await backstage.delivered();
  return { variant, placed };
}

const attemptOf = async ({ order }: PlacedOrder) => {
  const [row] = await backstage.rows<{ id: string; state: string; reversals: number; captured: string }>(
    "SELECT id, state, reversals, captured FROM payments.attempts WHERE order_id = $1",
    [order.id],
  );
  if (!row) throw new Error("the order has no attempt");
  return row;
};

async function seeDeposit(placed: PlacedOrder, amount = TOTAL) {
  const { id } = await attemptOf(placed);
  return shopper.request("POST", `/api/v1/admin/payments/${id}/deposit`, { amount }, await owner());
}

const cancel = ({ order, guestToken }: PlacedOrder) =>
  shopper.request(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "마음이 바뀌었어요" },
    {
      "x-guest-token": guestToken,
      "idempotency-key": newKey(),
    },
  );
const giveAccount = ({ order, guestToken }: PlacedOrder, body: object = account) =>
  shopper.request<{ refundAccountNeeded?: boolean }>(
    "PUT",
    `/api/v1/orders/${order.id}/refund-account`,
    body,
    { "x-guest-token": guestToken },
  );
const heldOf = async ({ payment }: PlacedOrder) =>
  (await backstage.providerPayments()).find(({ orderId }) => orderId === payment.orderId)?.held;

test("the checkout offers both, and no transfer without an account of the shop", async () => {
  const { body } = await shopper.request<{ items: { method: string }[] }>("GET", "/api/v1/payments/methods");
  expect(body.items.map(({ method }) => method)).toEqual([
    "TOSS",
    "TRANSFER",
    "VIRTUAL_ACCOUNT",
    "BANK_TRANSFER",
  ]);
});

describe("a virtual account", () => {
  test("is shown with its due date and mailed, and the goods are reserved until then", async () => {
    const { variant, placed } = await waiting("VIRTUAL_ACCOUNT");
    const order = await stage.read(placed);
    const due = new Date(clock.now().getTime() + 48 * HOUR_MS);
    expect(order.payment?.deposit).toMatchObject({
      bank: "우리은행",
      accountNumber: expect.stringMatching(/^X\d/),
    });
    expect(Math.abs(Date.parse(order.expiresAt ?? "") - due.getTime())).toBeLessThan(60_000);
    const mail = await stage.shop.mailbox.next({ to: "kim@shopper.test", subject: new RegExp(order.number) });
    expect(mail.text).toContain(order.payment?.deposit?.accountNumber);
    clock.advance(20 * HOUR_MS);
    await backstage.run("orders.expire");
    await backstage.run("inventory.sweep");
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 1 });
    // The secret of the account proves callbacks, and stays here.
    expect(JSON.stringify(order)).not.toContain("ps_");
  });

  test("pays the order when the deposit comes, once, and goods leave the stock", async () => {
    const { variant, placed } = await waiting("VIRTUAL_ACCOUNT");
    await desk.deposit(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("paid");
    await backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 1, reserved: 0 });
  });

  test("refuses a callback with a wrong secret", async () => {
    const { placed } = await waiting("VIRTUAL_ACCOUNT");
    const body = {
      createdAt: "2026-01-02T14:46:59",
      secret: "ps_wrong",
      status: "DONE",
      orderId: placed.payment.orderId,
    };
    const answer = await shopper.request("POST", "/api/v1/payments/webhooks/sandbox", body);
    expect(answer).toMatchObject({ status: 401, body: { code: "SIGNATURE_INVALID" } });
    expect(await statusOf(placed)).toBe("awaiting_deposit");
  });

  test("that gets no deposit is closed at its provider, and the goods are free", async () => {
    const { variant, placed } = await waiting("VIRTUAL_ACCOUNT");
    clock.advance(49 * HOUR_MS);
    await backstage.run("orders.expire");
    expect(await statusOf(placed)).toBe("expired");
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
    await expect(desk.deposit(placed.approved.paymentKey)).rejects.toThrow();
  });

  test("gets a deposit or expires, never both, when the two race", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { variant, placed } = await waiting("VIRTUAL_ACCOUNT");
      clock.advance(48 * HOUR_MS - 1_000);
      const late = () => clock.advance(2_000);
      const deposit = desk.deposit(placed.approved.paymentKey).then(
        () => true,
        () => false,
      );
      late();
      const [came] = await Promise.all([deposit, backstage.run("orders.expire")]);
      const status = await deliveredStatus(placed);
      expect(status).toBe(came ? "paid" : "expired");
      await backstage.delivered();
      expect(await stage.levels(variant.sku)).toEqual({ onHand: came ? 1 : 2, reserved: 0 });
    }
  });

  test("is closed when the buyer cancels before the deposit", async () => {
    const { variant, placed } = await waiting("VIRTUAL_ACCOUNT");
    expect(await cancel(placed)).toMatchObject({ status: 200, body: { order: { status: "canceled" } } });
    await expect(desk.deposit(placed.approved.paymentKey)).rejects.toThrow();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
  });

  test("is paid back to the account that the buyer names, which no answer shows again", async () => {
    const { placed } = await waiting("VIRTUAL_ACCOUNT");
    expect((await giveAccount(placed, { ...account, accountNumber: "12-34" })).status).toBe(400);
    await desk.deposit(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("paid");
    expect(await cancel(placed)).toMatchObject({ status: 200 });
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(TOTAL);
    expect(await stage.read(placed)).toMatchObject({ refundAccountNeeded: true });
    const given = await giveAccount(placed);
    expect(given).toMatchObject({ status: 200, body: { refundAccountNeeded: false } });
    expect(JSON.stringify(given.body)).not.toContain(account.accountNumber);
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(0);
  });

  test("holds an order whose deposit the bank takes back, and frees it with the next deposit", async () => {
    const { placed } = await waiting("VIRTUAL_ACCOUNT");
    await desk.deposit(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("paid");
    await desk.reverse(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("on_hold");
    const prepare = `/api/v1/admin/orders/${placed.order.id}/prepare`;
    expect((await shopper.request("POST", prepare, {}, await owner())).status).toBe(409);
    expect(await attemptOf(placed)).toMatchObject({ state: "AWAITING_DEPOSIT", reversals: 1 });
    await desk.deposit(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("paid");
  });

  test("of goods that were sent is listed for staff and counted in Today, until it is back", async () => {
    const { placed } = await waiting("VIRTUAL_ACCOUNT");
    const path = `/api/v1/admin/orders/${placed.order.id}`;
    const lost = async (search = "") => {
      const proof = await owner();
      const list = `/api/v1/admin/orders?attention=deposit_lost${search}`;
      const { body } = await shopper.request<{ items: { id: string }[] }>("GET", list, undefined, proof);
      const today = await shopper.request<{ waiting: { depositsLost: number } }>(
        "GET",
        "/api/v1/admin/today",
        undefined,
        proof,
      );
      const named = body.items.some(({ id }) => id === placed.order.id);
      return { named, counted: today.body.waiting.depositsLost === body.items.length };
    };
    await desk.deposit(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("paid");
    expect((await shopper.request("POST", `${path}/prepare`, {}, await owner())).status).toBe(200);
    const parcel = { carrier: "cj", trackingNumber: "123456789012" };
    expect((await shopper.request("POST", `${path}/shipments`, parcel, await owner())).status).toBe(201);
    expect(await lost()).toEqual({ named: false, counted: true });
    await desk.reverse(placed.approved.paymentKey);
    await expect.poll(async () => (await attemptOf(placed)).state, WITHIN).toBe("AWAITING_DEPOSIT");
    await backstage.delivered();
    expect(await statusOf(placed)).toBe("shipped");
    expect(await lost()).toEqual({ named: true, counted: true });
    expect(await lost("&q=010-123")).toMatchObject({ named: true });
    expect(await lost("&q=010-124")).toMatchObject({ named: false });
    await desk.deposit(placed.approved.paymentKey);
    await expect.poll(async () => (await attemptOf(placed)).state, WITHIN).toBe("PAID");
    await backstage.delivered();
    expect(await lost()).toEqual({ named: false, counted: true });
  });

  test("of a held order is given up by staff: the goods come back, and no deposit is taken", async () => {
    const { variant, placed } = await waiting("VIRTUAL_ACCOUNT");
    await desk.deposit(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("paid");
    await desk.reverse(placed.approved.paymentKey);
    await expect.poll(() => deliveredStatus(placed), WITHIN).toBe("on_hold");
    expect((await cancel(placed)).status).toBe(409);
    const path = `/api/v1/admin/orders/${placed.order.id}/cancel`;
    const headers = { ...(await owner()), "idempotency-key": newKey() };
    const answer = await shopper.request("POST", path, { reason: "입금 취소" }, headers);
    expect(answer).toMatchObject({
      status: 200,
      body: { order: { status: "canceled" }, refund: { amount: { amount: 0 } } },
    });
    await backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
    await expect(desk.deposit(placed.approved.paymentKey)).rejects.toThrow();
  });
});

describe("a bank transfer", () => {
  test("waits for staff, who confirm the whole sum once", async () => {
    const { variant, placed } = await waiting("BANK_TRANSFER");
    expect((await stage.read(placed)).payment?.deposit).toMatchObject({ accountNumber: "1002-123-456789" });
    expect(await seeDeposit(placed, 9_000)).toMatchObject({ status: 422, body: { code: "AMOUNT_MISMATCH" } });
    const answers = await Promise.all([seeDeposit(placed), seeDeposit(placed), seeDeposit(placed)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await deliveredStatus(placed)).toBe("paid");
    await backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 1, reserved: 0 });
    expect(
      await backstage.rows("SELECT action FROM platform.audit_log WHERE action = 'payment.deposit'"),
    ).toHaveLength(1);
  });

  test("is no business of strangers, nor of staff without the permission", async () => {
    const { placed } = await waiting("BANK_TRANSFER");
    const { id } = await attemptOf(placed);
    const path = `/api/v1/admin/payments/${id}/deposit`;
    expect((await shopper.request("POST", path, { amount: TOTAL })).status).toBe(401);
    const support = await hire(stage, "support");
    expect((await support.request("POST", path, { amount: TOTAL })).status).toBe(403);
    const orders = await hire(stage, "orders");
    expect((await orders.request("POST", path, { amount: "many" })).status).toBe(400);
    expect(
      (await shopper.request("PUT", `/api/v1/orders/${placed.order.id}/refund-account`, account)).status,
    ).toBe(404);
    const card = await shopper.buy((await stage.stock(1)).id);
    expect((await giveAccount(card)).body).toMatchObject({ code: "WRONG_ORDER_STATUS" });
  });

  test("is not confirmed with a key that is guessed from the order's number", async () => {
    const placed = await choose("BANK_TRANSFER", (await stage.stock(1)).id);
    const guessed = { ...placed.approved, paymentKey: `bank_${placed.payment.orderId}` };
    expect((await shopper.confirm(guessed, newKey(), "bank")).status).toBe(422);
    expect((await confirm(placed)).status).toBe(200);
    await backstage.delivered();
  });

  test("is paid back by hand, to an account of which every reading is logged", async () => {
    const { placed } = await waiting("BANK_TRANSFER");
    expect((await seeDeposit(placed)).status).toBe(200);
    expect(await deliveredStatus(placed)).toBe("paid");
    expect((await giveAccount(placed)).status).toBe(200);
    expect((await cancel(placed)).status).toBe(200);
    await backstage.delivered();
    const proof = await owner();
    const { body } = await shopper.request<{
      items: { id: string; name: string; account: string; byHand: boolean }[];
    }>("GET", "/api/v1/admin/payments/refunds?limit=100", undefined, proof);
    const refund = body.items.find(({ name }) => name === placed.payment.orderId);
    expect(refund).toMatchObject({ account: "5678", byHand: true });
    const path = `/api/v1/admin/payments/refunds/${refund?.id}`;
    expect(await shopper.request("POST", `${path}/account`, {}, proof)).toMatchObject({
      status: 200,
      body: account,
    });
    const paid = () => shopper.request("POST", `${path}/paid`, {}, proof);
    const answers = await Promise.all([paid(), paid()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await stage.read(placed)).payment?.status).toBe("refunded");
  });

  test("that comes late is taken while the goods are there, and is to be paid back otherwise", async () => {
    const first = await waiting("BANK_TRANSFER");
    const second = await waiting("BANK_TRANSFER", 1);
    clock.advance(49 * HOUR_MS);
    await backstage.run("orders.expire");
    expect([await statusOf(first.placed), await statusOf(second.placed)]).toEqual(["expired", "expired"]);
    await shopper.buy(second.variant.id);
    for (const { placed } of [first, second]) expect((await seeDeposit(placed)).status).toBe(200);
    await backstage.delivered();
    expect([await statusOf(first.placed), await statusOf(second.placed)]).toEqual(["paid", "expired"]);
    expect(
      await backstage.rows("SELECT failure FROM payments.refunds WHERE attempt_id = $1", [
        (await attemptOf(second.placed)).id,
      ]),
    ).toEqual([{ failure: "REFUND_ACCOUNT_NEEDED" }]);
    expect((await giveAccount(second.placed)).status).toBe(200);
    const { body } = await shopper.request<{ items: { id: string; name: string }[] }>(
      "GET",
      "/api/v1/admin/payments/refunds?limit=100",
      undefined,
      await owner(),
    );
    const refund = body.items.find(({ name }) => name === second.placed.payment.orderId);
    const path = `/api/v1/admin/payments/refunds/${refund?.id}/paid`;
    expect((await shopper.request("POST", path, {}, await owner())).status).toBe(200);
  });
});

test("after all this the ledgers agree, and no invariant is broken", () => backstage.expectSound());

test("an account is forgotten when no refund has needed it for 30 days", async () => {
  const count = () => backstage.rows("SELECT FROM payments.refund_accounts");
  expect((await count()).length).toBeGreaterThan(0);
  await backstage.run("payments.forgetRefundAccounts");
  expect((await count()).length).toBeGreaterThan(0);
  clock.advance(31 * 24 * HOUR_MS);
  await backstage.run("payments.forgetRefundAccounts");
  expect(await count()).toHaveLength(0);
});
