/** Refunds of staff that were refused or wait: they are given up, or were paid in the provider's console. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { payments } from "../../server/modules/payments/contract.ts";
import { ledgerOf } from "../../server/modules/promotions/points/points.fixture.ts";
import { type Client, newKey, type PlacedOrder } from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { orderDesk } from "./desk.ts";
import { hire } from "./hire.ts";
import { buyAs } from "./member-shopping.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const { backstage, shopper } = stage;
const desk = orderDesk(shopper);
const provider = sandboxDesk(stage.shop.sandbox.url);
const LIMIT = 50_000;
beforeEach(() => backstage.clearFaults());

let second: Client;
beforeAll(async () => {
  const { proof } = await shopper.signIn("owner@jangteo.test", "a-password-for-tests");
  const { headers } = await shopper.request("GET", "/api/v1/admin/settings", undefined, proof);
  const given = { ...proof, "if-match": headers.get("etag") ?? "" };
  const change = { payment: { approvalAbove: LIMIT } };
  expect((await shopper.request("PATCH", "/api/v1/admin/settings", change, given)).status).toBe(200);
  second = await hire(stage, "orders");
});

async function bought(price = 10_000, pieces = 1) {
  const { id: cartId } = await shopper.createCart();
  await shopper.addItem(cartId, (await stage.stock(3, price)).id, pieces);
  const { body: placed } = await shopper.placeOrder(cartId);
  const approved = await shopper.approve(placed.payment.windowUrl);
  expect((await shopper.confirm(approved)).status).toBe(200);
  await backstage.delivered();
  return { ...placed, approved, id: placed.order.id, lineId: placed.order.items[0]?.id ?? "" };
}
/** The provider refuses the next refund. */
async function refused(amount: number, price?: number, pieces?: number) {
  const placed = await bought(price, pieces);
  await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  const { lineId } = placed;
  const asked = await desk.refund(placed.id, { amount, lines: [{ lineId, amount: amount - 1_000 }] });
  expect(asked.status).toBe(201);
  await backstage.delivered();
  return { ...placed, refundId: await refundOf(placed.id) };
}
async function waiting(amount: number) {
  const placed = await bought(80_000);
  expect((await desk.refund(placed.id, { amount })).status).toBe(201);
  await backstage.delivered();
  return { ...placed, refundId: await refundOf(placed.id) };
}
const refundOf = async (id: string) => (await desk.read(id)).body.refunds[0]?.id ?? "";
const pathOf = (id: string, refundId: string) => `/api/v1/admin/orders/${id}/refunds/${refundId}/withdraw`;
const withdraw = async (id: string, refundId: string, body: object = { reason: "새 상품을 보냈어요" }) =>
  shopper.request<{ code?: string }>("POST", pathOf(id, refundId), body, await shopper.signInOwner());
const heldOf = async ({ payment }: PlacedOrder) =>
  (await backstage.providerPayments()).find(({ orderId }) => orderId === payment.orderId)?.held;
/** What was paid in the console alone, so that the books of the shop agree. */
const book = (orderId: string, amount: number) =>
  backstage.rows(
    `WITH booked AS (
       INSERT INTO orders.refunds (id, order_id, kind, amount, lines, at, state)
       VALUES ($2, $1, 'staff', $3, '[]', now(), 'done'))
     UPDATE orders.orders SET refunded = refunded + $3, given_back = given_back + $3 WHERE id = $1`,
    [orderId, randomUUID(), amount],
  );
const paymentRefundOf = async (orderId: string) => {
  const [row] = await backstage.rows<{ id: string; state: string }>(
    `SELECT refunds.id, refunds.state FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
     WHERE order_id = $1 ORDER BY refunds.id DESC LIMIT 1`,
    [orderId],
  );
  return row ?? { id: "", state: "" };
};

describe("a refund of staff that was refused", () => {
  test("is withdrawn with a reason, and its amount is free for another one", async () => {
    const placed = await refused(9_000);
    const { id, refundId, lineId } = placed;
    expect((await desk.read(id)).body).toMatchObject({ refundable: { amount: 4_000 } });
    const first = await withdraw(id, refundId);
    expect(first).toMatchObject({
      status: 200,
      body: {
        refunded: { amount: 0 },
        refundPending: { amount: 0 },
        refundable: { amount: 13_000 },
        refunds: [{ kind: "staff", status: "withdrawn" }],
      },
    });
    expect((await withdraw(id, refundId)).status).toBe(200);
    const { timeline } = (await desk.read(id)).body;
    expect(timeline.filter(({ type }) => type === "refund_withdrawn")).toMatchObject([
      { by: { kind: "staff" }, amount: { amount: 9_000 }, text: "새 상품을 보냈어요" },
    ]);
    expect(
      await backstage.rows(
        `SELECT action, reason, after FROM platform.audit_log
         WHERE action = 'refund.withdraw' AND subject = $1`,
        [`refund:${(await paymentRefundOf(id)).id}`],
      ),
    ).toMatchObject([{ reason: "새 상품을 보냈어요", after: { order: id, amount: 9_000 } }]);
    // Neither is it asked for again, nor does the buyer read of it.
    expect((await desk.retry(id)).status).toBe(200);
    const { events } = await stage.read(placed);
    expect(events.map(({ type }) => type)).not.toContain("refund_withdrawn");
    // As much of the line as before.
    expect((await desk.refund(id, { amount: 13_000, lines: [{ lineId, amount: 10_000 }] })).status).toBe(201);
    await backstage.expectSound();
    expect(await heldOf(placed)).toBe(0);
  });

  test("is not withdrawn without a reason, by strangers, or of another order", async () => {
    const { id, refundId } = await refused(2_000);
    const other = await bought();
    for (const body of [{}, { reason: "" }, { reason: 5 }, { reason: "가", more: 1 }])
      expect((await withdraw(id, refundId, body)).status).toBe(400);
    expect((await withdraw(other.id, refundId)).status).toBe(404);
    expect((await withdraw(id, randomUUID())).status).toBe(404);
    const path = pathOf(id, refundId);
    expect((await shopper.request("POST", path, { reason: "왜요" })).status).toBe(401);
    const support = await hire(stage, "support");
    expect((await support.request("POST", path, { reason: "왜요" })).status).toBe(403);
    expect((await paymentRefundOf(id)).state).toBe("FAILED");
    expect((await withdraw(id, refundId)).status).toBe(200);
  });

  test("is not withdrawn when it is done, or owed for pieces", async () => {
    const done = await bought();
    await desk.refund(done.id, { amount: 2_000 });
    await backstage.delivered();
    const conflict = { status: 409, body: { code: "REFUND_NOT_WITHDRAWABLE" } };
    expect(await withdraw(done.id, await refundOf(done.id))).toMatchObject(conflict);
    const canceled = await bought();
    await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
    await desk.cancel(canceled.id, {});
    await backstage.delivered();
    expect(await withdraw(canceled.id, await refundOf(canceled.id))).toMatchObject(conflict);
    const later = await refused(2_000);
    await desk.cancel(later.id, {});
    expect(await withdraw(later.id, later.refundId)).toMatchObject(conflict);
    expect((await desk.retry(later.id)).status).toBe(200);
    await desk.retry(canceled.id);
    await backstage.expectSound();
  });

  test("withdrawn while it is asked for again is one of both, in any order", async () => {
    for (let round = 0; round < 4; round += 1) {
      const placed = await refused(3_000);
      const { id, refundId } = placed;
      const acts = [() => withdraw(id, refundId), () => desk.retry(id), () => withdraw(id, refundId)];
      const [one, , two] = await Promise.all((round % 2 ? acts : acts.toReversed()).map((act) => act()));
      await backstage.expectSound();
      const { state } = await paymentRefundOf(id);
      const isWithdrawn = state === "WITHDRAWN";
      expect([one?.status, two?.status]).toEqual(isWithdrawn ? [200, 200] : [409, 409]);
      expect(await heldOf(placed)).toBe(isWithdrawn ? 13_000 : 10_000);
      expect((await desk.read(id)).body.refundable.amount).toBe(isWithdrawn ? 13_000 : 10_000);
    }
  });

  test("of an order that is canceled meanwhile goes back after all", async () => {
    const placed = await refused(3_000);
    const { id, refundId } = placed;
    await desk.cancel(id, {});
    await backstage.delivered();
    await withdrawInPayments(id, refundId);
    await backstage.expectSound();
    expect(await heldOf(placed)).toBe(0);
    expect(await stage.read(placed)).toMatchObject({ status: "canceled", refunded: { amount: 13_000 } });
  });

  test("goes back after all where pieces were canceled meanwhile, which it had left less for", async () => {
    const placed = await refused(9_000, 5_000, 2);
    const { id, refundId, lineId } = placed;
    const canceled = await desk.cancel(id, { lines: [{ lineId, quantity: 1 }] });
    // The refund has taken 8,000 of the line, and 9,000 of 13,000.
    expect(canceled.body).toMatchObject({ refund: { amount: { amount: 2_000 } } });
    await backstage.delivered();
    expect(await withdraw(id, refundId)).toMatchObject({
      status: 409,
      body: { code: "REFUND_NOT_WITHDRAWABLE" },
    });
    await withdrawInPayments(id, refundId);
    await backstage.expectSound();
    expect(await heldOf(placed)).toBe(2_000);
    expect(await stage.read(placed)).toMatchObject({ status: "paid", refunded: { amount: 11_000 } });
  });
});

/** As a withdrawal does that had read the order before. */
async function withdrawInPayments(orderId: string, refundId: string): Promise<void> {
  const { id: personId } = await shopper.signUp();
  await backstage.port(payments).withdrawRefund({
    ...{ orderId, reason: `STAFF ${refundId}`, why: "새 상품을 보냈어요" },
    by: {
      actor: { kind: "member", id: personId, name: "박직원" },
      origin: { ip: "127.0.0.1", userAgent: null, requestId: "test" },
    },
  });
}

describe("a refund of staff that waits for a second person", () => {
  test("is withdrawn, and cannot be approved any more", async () => {
    const placed = await waiting(LIMIT + 1);
    expect((await withdraw(placed.id, placed.refundId)).status).toBe(200);
    const { id } = await paymentRefundOf(placed.id);
    const approve = `/api/v1/admin/payments/refunds/${id}/approve`;
    expect(await second.request("POST", approve)).toMatchObject({ body: { code: "WRONG_PAYMENT_STATE" } });
    // The sum that it had reserved is free.
    expect((await desk.refund(placed.id, { amount: LIMIT })).status).toBe(201);
    await backstage.expectSound();
    expect(await heldOf(placed)).toBe(30_000);
  });

  test("approved while it is withdrawn is one of both", async () => {
    for (let round = 0; round < 3; round += 1) {
      const placed = await waiting(60_000);
      const { id } = await paymentRefundOf(placed.id);
      const [approved, withdrawn] = await Promise.all([
        second.request("POST", `/api/v1/admin/payments/refunds/${id}/approve`),
        withdraw(placed.id, placed.refundId),
      ]);
      expect([approved.status, withdrawn.status].sort()).toEqual([200, 409]);
      await backstage.expectSound();
      expect(await heldOf(placed)).toBe(approved.status === 200 ? 20_000 : 80_000);
    }
  });
});

test("a completed order whose refund is withdrawn earns its points again, once", async () => {
  const member = await shopper.signUp();
  const placed = await buyAs(member, [[(await stage.stock(3)).id, 1]]);
  const { id } = placed.order;
  await desk.prepare(id);
  const { body } = await desk.ship(id);
  await desk.deliver(body.shipments[0]?.id ?? "");
  expect((await member.request("POST", `/api/v1/orders/${id}/confirm-purchase`)).status).toBe(200);
  await backstage.delivered();
  await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  await desk.refund(id, { amount: 5_050 });
  await backstage.delivered();
  const refundId = await refundOf(id);
  await Promise.all([1, 2, 3].map(() => withdraw(id, refundId)));
  await backstage.expectSound();
  const entries = await ledgerOf(member);
  expect(entries.filter((each) => each.startsWith("clawed_back"))).toHaveLength(1);
  expect(entries.filter((each) => each.startsWith("earned"))).toHaveLength(2);
});

describe("a refund that was refused and then paid in the provider's console", () => {
  const settle = () => backstage.run("payments.settlePaidElsewhere");
  const isDone = (id: string) => async () => (await desk.read(id)).body.refunds[0]?.status;
  const WITHIN = { timeout: 60_000, interval: 50 };
  const isRefused = (orderId: string) =>
    backstage.rows(
      `SELECT refunds.amount::float8 AS amount FROM payments.refunds
       JOIN payments.attempts ON attempts.id = attempt_id WHERE order_id = $1 AND refunds.state = 'FAILED'`,
      [orderId],
    );
  /** The sandbox sends a webhook about it. */
  async function paidInConsole(amount = 3_000) {
    const placed = await refused(3_000);
    await provider.cancel(placed.approved.paymentKey, amount);
    await expect
      .poll(async () => (await desk.read(placed.id)).body.payment?.status, WITHIN)
      .toBe("partially_refunded");
    return placed;
  }

  test("ends by itself, and is not paid once more", async () => {
    const placed = await paidInConsole();
    await Promise.all([settle(), settle()]);
    await backstage.delivered();
    expect(await isDone(placed.id)()).toBe("succeeded");
    expect((await desk.retry(placed.id)).status).toBe(200);
    expect(await withdraw(placed.id, placed.refundId)).toMatchObject({ status: 409 });
    await backstage.expectSound();
    expect(await heldOf(placed)).toBe(10_000);
    expect(await stage.read(placed)).toMatchObject({ refunded: { amount: 3_000 } });
  });

  test("asked for again before the shop knows of it is not paid twice", async () => {
    const placed = await refused(3_000);
    await provider.cancel(placed.approved.paymentKey, 3_000);
    await Promise.all([desk.retry(placed.id), settle(), desk.retry(placed.id)]);
    await backstage.delivered();
    expect(await isDone(placed.id)()).toBe("succeeded");
    expect(await heldOf(placed)).toBe(10_000);
    await backstage.expectSound();
  });

  test("withdrawn at the same time is one of both", async () => {
    const placed = await paidInConsole();
    const [answer] = await Promise.all([withdraw(placed.id, placed.refundId), settle()]);
    await backstage.delivered();
    const status = await isDone(placed.id)();
    expect(status).toBe(answer?.status === 200 ? "withdrawn" : "succeeded");
    if (status === "withdrawn") await book(placed.id, 3_000);
    expect(await heldOf(placed)).toBe(10_000);
    await backstage.expectSound();
  });

  test("with another amount is another one, and staff still have to act", async () => {
    const placed = await paidInConsole(2_999);
    await settle();
    expect(await isDone(placed.id)()).toBe("failed");
    expect((await desk.retry(placed.id)).status).toBe(200);
    await backstage.delivered();
    expect(await isDone(placed.id)()).toBe("succeeded");
    expect(await heldOf(placed)).toBe(13_000 - 2_999 - 3_000);
    await book(placed.id, 2_999);
    await backstage.expectSound();
  });

  test("in part leaves the rest, which is what is asked for again", async () => {
    const placed = await bought();
    await provider.cancel(placed.approved.paymentKey, 6_000);
    await expect
      .poll(async () => (await desk.read(placed.id)).body.payment?.status, WITHIN)
      .toBe("partially_refunded");
    await book(placed.id, 3_000);
    await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
    expect((await desk.refund(placed.id, { amount: 10_000 })).status).toBe(201);
    await backstage.delivered();
    // 7,000 are left of the payment.
    expect(await isRefused(placed.id)).toEqual([{ amount: 7_000 }]);
    await Promise.all([desk.retry(placed.id), desk.retry(placed.id)]);
    await backstage.expectSound();
    expect(await heldOf(placed)).toBe(0);
    expect(await stage.read(placed)).toMatchObject({ refunded: { amount: 13_000 } });
  });

  test("so that less is left than was refused is not asked for again, until the rest is back", async () => {
    const placed = await refused(9_000);
    await provider.cancel(placed.approved.paymentKey, 8_000);
    await expect
      .poll(async () => (await desk.read(placed.id)).body.payment?.status, WITHIN)
      .toBe("partially_refunded");
    expect((await desk.retry(placed.id)).status).toBe(200);
    await backstage.delivered();
    expect(await isDone(placed.id)()).toBe("failed");
    await provider.cancel(placed.approved.paymentKey, 5_000);
    await expect.poll(async () => (await desk.read(placed.id)).body.payment?.status, WITHIN).toBe("refunded");
    await settle();
    await backstage.delivered();
    expect(await isDone(placed.id)()).toBe("succeeded");
    await book(placed.id, 4_000);
    await backstage.expectSound();
  });

  test("with all the rest of the payment ends, because nothing is left", async () => {
    const placed = await refused(3_000);
    await provider.cancel(placed.approved.paymentKey, 13_000);
    await expect.poll(async () => (await desk.read(placed.id)).body.payment?.status, WITHIN).toBe("refunded");
    await settle();
    await backstage.delivered();
    expect(await isDone(placed.id)()).toBe("succeeded");
    // A refund that is booked now finds the money with its buyer.
    expect((await desk.refund(placed.id, { amount: 10_000 }, newKey())).status).toBe(201);
    await backstage.expectSound();
    expect(await stage.read(placed)).toMatchObject({ refunded: { amount: 13_000 } });
  });
});
