/** Refunds of deposits: an account is asked for, and what the bank takes back is not told as given back. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { payments } from "../../server/modules/payments/contract.ts";
import { client, newKey, type PlacedOrder } from "../support/client.ts";
import { claimant } from "./claim-desk.ts";
import { openStage } from "./stage.ts";
import { TOTAL, transfersOf } from "./transfers.fixture.ts";

const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock });
afterAll(() => stage.close());
const { backstage, shopper } = stage;
const { desk, waiting, deposit, lookAt } = transfersOf(stage, clock);

/** A sign-in lasts minutes, so that staff sign in again after the clock has moved. */
async function staff<Body>(path: string, body: object = {}) {
  const api = client(stage.shop.url);
  const headers = { ...(await api.signInOwner()), "idempotency-key": newKey() };
  return api.request<Body>("POST", `/api/v1/admin/${path}`, body, headers);
}
const account = { bank: "88", accountNumber: "11012345678", holder: "김장터" };
const giveAccount = ({ order, guestToken }: PlacedOrder) =>
  shopper.request("PUT", `/api/v1/orders/${order.id}/refund-account`, account, {
    "x-guest-token": guestToken,
  });
const heldOf = async ({ payment }: PlacedOrder) =>
  (await backstage.providerPayments()).find(({ orderId }) => orderId === payment.orderId)?.held;

async function paid() {
  const placed = await waiting("VIRTUAL_ACCOUNT", null);
  await deposit(placed);
  expect(await stage.read(placed)).toMatchObject({ status: "paid" });
  return placed;
}
/** The bank takes the deposit back. */
async function reversed() {
  const placed = await paid();
  await desk.reverse(placed.approved.paymentKey);
  await lookAt(placed.order.id);
  expect(await stage.read(placed)).toMatchObject({ status: "on_hold" });
  return placed;
}

test("a return of goods that were paid by deposit asks for an account, and is paid back to it", async () => {
  const placed = await paid();
  const { id, items, contact } = placed.order;
  await staff(`orders/${id}/prepare`);
  const parcel = { carrier: "cj", trackingNumber: "123456789012" };
  const sent = await staff<{ shipments: { id: string }[] }>(`orders/${id}/shipments`, parcel);
  await staff(`shipments/${sent.body.shipments[0]?.id}/delivered`);
  const lineId = items[0]?.id ?? "";
  const one = { lines: [{ lineId, quantity: 1 }], fault: "seller" };
  const { body } = await claimant(shopper).claim(placed, one);
  const claim = `claims/${body.claim.id}`;
  await staff(`${claim}/approve`);
  await staff(`${claim}/collected`);
  await staff(`${claim}/inspected`, { lines: [{ lineId, received: 1, resellable: 1 }] });
  expect((await staff<{ status: string }>(`${claim}/complete`)).body.status).toBe("refunding");
  await backstage.delivered();
  expect(await stage.read(placed)).toMatchObject({
    refundAccountNeeded: true,
    refunded: { amount: 0 },
    refundPending: { amount: TOTAL },
  });
  const mails = stage.shop.mailbox.list({ to: contact.email });
  expect(mails.some(({ text }) => text.includes("환불 계좌를 적어 주세요"))).toBe(true);
  expect(await heldOf(placed)).toBe(TOTAL);
  expect((await giveAccount(placed)).status).toBe(200);
  await backstage.delivered();
  expect((await claimant(shopper).list(placed)).body.items[0]).toMatchObject({ status: "refunded" });
  expect(await heldOf(placed)).toBe(0);
  await backstage.expectSound();
});

test("a refund whose deposit the bank took back first is told as done when it was paid", async () => {
  const placed = await reversed();
  // It was booked just before, and its event comes after the bank.
  await backstage.rows(
    `WITH booked AS (
       INSERT INTO orders.refunds (id, order_id, kind, amount, reason, lines, at)
       VALUES ($2, $1, 'staff', 5000, '파손', '[]', $3))
     UPDATE orders.orders SET refunded = 5000 WHERE id = $1`,
    [placed.order.id, randomUUID(), clock.now()],
  );
  const reconcile = async () => {
    clock.advance(61_000);
    await backstage.run("orders.reconcileRefunds");
    await backstage.delivered();
  };
  const money = (refunded: number, refundPending: number) => ({
    refunded: { amount: refunded },
    refundPending: { amount: refundPending },
  });
  await reconcile();
  expect(await stage.read(placed)).toMatchObject(money(0, 5_000));
  // The deposit comes again: there is money to give back.
  await deposit(placed);
  expect(await stage.read(placed)).toMatchObject({ status: "paid" });
  await reconcile();
  expect((await giveAccount(placed)).status).toBe(200);
  await backstage.delivered();
  expect(await stage.read(placed)).toMatchObject(money(5_000, 0));
  expect(await heldOf(placed)).toBe(TOTAL - 5_000);
  await backstage.expectSound();
});

test("a deposit that was taken back for good is with its buyer, and payments says so", async () => {
  const { order } = await reversed();
  const port = backstage.port(payments);
  const [{ attemptId = "" } = {}] = await port.latestAttempts({ orderIds: [order.id] });
  const ask = () => port.requestRefund({ attemptId, reason: `STAFF ${randomUUID()}`, amount: 5_000 });
  expect(await ask()).toEqual({});
  expect((await staff(`orders/${order.id}/cancel`, { reason: "입금 취소" })).status).toBe(200);
  expect(await ask()).toEqual({ isBack: true });
  await backstage.expectSound();
});
