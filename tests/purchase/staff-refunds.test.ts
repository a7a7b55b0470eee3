/** Money that staff give back without canceling pieces. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { payments as paymentsContract } from "../../server/modules/payments/contract.ts";
import { newKey } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const desk = orderDesk(stage.shopper);

async function buy(pieces = 2) {
  const variant = await stage.stock(10);
  const placed = await stage.shopper.buy(variant.id, pieces);
  return { placed, id: placed.order.id, lineId: placed.order.items[0]?.id ?? "" };
}

test("a refund is given back once, and the desk shows that it was", async () => {
  const { id, lineId } = await buy();
  const key = newKey();
  const body = { amount: 5_000, lines: [{ lineId, amount: 4_000 }] };
  const first = await desk.refund(id, body, key);
  expect(first).toMatchObject({ status: 201, body: { refund: { amount: { amount: 5_000 } } } });
  expect((await desk.refund(id, body, key)).body).toEqual(first.body);
  await stage.backstage.expectSound();
  const { body: order } = await desk.read(id);
  expect(order).toMatchObject({
    status: "paid",
    refunded: { amount: 5_000 },
    refundable: { amount: 18_000 },
    payment: { status: "partially_refunded" },
    refunds: [{ kind: "staff", reason: "포장이 찢어졌어요", status: "succeeded", lines: [{ lineId }] }],
  });
  expect(order.timeline.at(-1)).toMatchObject({ type: "refunded", amount: { amount: 5_000 } });
  const [entry] = await stage.backstage.rows(
    `SELECT action, reason, before, after FROM platform.audit_log WHERE subject = $1
     ORDER BY seq DESC LIMIT 1`,
    [`order:${id}`],
  );
  expect(entry).toMatchObject({
    action: "order.refund",
    reason: "포장이 찢어졌어요",
    before: { refunded: 0 },
    after: { refunded: 5_000 },
  });
});

test("no more is given back than was paid, in sum and of a line; nothing of an unpaid order", async () => {
  const { id, lineId } = await buy();
  expect(await desk.refund(id, { amount: 23_001 })).toMatchObject({
    status: 409,
    body: { code: "REFUND_TOO_LARGE", left: 23_000 },
  });
  const ofLine = (amount: number, line = lineId) => ({ amount: 21_000, lines: [{ lineId: line, amount }] });
  expect(await desk.refund(id, ofLine(20_001))).toMatchObject({ status: 409, body: { left: 20_000 } });
  expect(await desk.refund(id, ofLine(1, randomUUID()))).toMatchObject({ status: 409, body: { left: 0 } });
  expect(await desk.refund(id, ofLine(21_001))).toMatchObject({ status: 409 });
  for (const amount of [0, -1, 1.5, "5000", null, { amount: -5, currency: "KRW" }])
    expect((await desk.refund(id, { amount })).status).toBe(400);
  expect(await desk.refund(id, { amount: { amount: 5, currency: "USD" } })).toMatchObject({
    status: 422,
    body: { code: "AMOUNT_MISMATCH" },
  });
  expect((await desk.refund(id, ofLine(20_000))).status).toBe(201);
  expect(await desk.refund(id, { amount: 2_000, lines: [{ lineId, amount: 1 }] })).toMatchObject({
    status: 409,
  });
  // Two entries of one line are one part of it.
  const other = await buy();
  const twice = (amount: number) => [1, 2].map(() => ({ lineId: other.lineId, amount }));
  expect((await desk.refund(other.id, { amount: 8_000, lines: twice(4_000) })).status).toBe(201);
  expect(await desk.refund(other.id, { amount: 12_002, lines: twice(6_001) })).toMatchObject({
    status: 409,
    body: { left: 12_000 },
  });
  const unpaid = await stage.place((await stage.stock(1)).id);
  expect(await desk.refund(unpaid.order.id, { amount: 1 })).toMatchObject({
    status: 409,
    body: { code: "WRONG_ORDER_STATUS" },
  });
  expect((await desk.refund(randomUUID(), { amount: 1 })).status).toBe(404);
  await stage.backstage.expectSound();
});

test("pieces of a line take as much of the amount as they cost, and no more than were bought", async () => {
  const { id, lineId } = await buy();
  const ofPieces = (amount: number, quantity: number, line = lineId) =>
    desk.refund(id, { amount, lines: [{ lineId: line, quantity }] });
  const refused = { status: 409, body: { code: "TOO_MANY_PIECES" } };
  expect(await ofPieces(1_000, 3)).toMatchObject(refused);
  expect(await ofPieces(1_000, 1, randomUUID())).toMatchObject(refused);
  expect((await ofPieces(1_000, 0)).status).toBe(400);
  const lineOf = async () => (await desk.read(id)).body.refunds.map(({ lines }) => lines[0]);
  expect((await ofPieces(11_000, 1)).status).toBe(201);
  expect(await lineOf()).toMatchObject([{ lineId, amount: { amount: 10_000 } }]);
  expect((await ofPieces(4_000, 2)).status).toBe(201);
  expect(await lineOf()).toMatchObject([{ amount: { amount: 10_000 } }, { amount: { amount: 4_000 } }]);
  await stage.backstage.expectSound();
});

test("payments give back no more than is left of an attempt, and once for a reason", async () => {
  const { id } = await buy();
  const payments = stage.backstage.port(paymentsContract);
  const [attempt] = await payments.latestAttempts({ orderIds: [id] });
  const attemptId = attempt?.attemptId ?? "";
  // As much as the desk decides, so that the books agree in the end.
  await desk.refund(id, { amount: 14_000 });
  await stage.backstage.delivered();
  const ask = (reason: string, amount: number) => payments.requestRefund({ attemptId, reason, amount });
  await Promise.all([ask("one", 8_000), ask("one", 8_000), ask("two", 20_000), ask("two", 20_000)]);
  const refunds = await payments.refundsOf({ orderId: id });
  // The refund that comes first may take all that is left.
  const reasons = refunds.slice(1).map(({ reason }) => reason);
  expect(reasons.length).toBeGreaterThan(0);
  expect(new Set(reasons).size).toBe(reasons.length);
  expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(23_000);
  await stage.backstage.delivered();
  expect((await desk.refund(id, { amount: 9_000 })).status).toBe(201);
  await stage.backstage.expectSound();
});

test("refunds in parallel, and a cancellation beside them, give back exactly what was paid", async () => {
  const { placed, id } = await buy();
  const answers = await Promise.all(Array.from({ length: 6 }, () => desk.refund(id, { amount: 6_000 })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
  const canceled = await stage.shopper.request<{ refund: { amount: { amount: number } } }>(
    "POST",
    `/api/v1/orders/${id}/cancel`,
    { reason: "안 살래요" },
    { "x-guest-token": placed.guestToken, "idempotency-key": newKey() },
  );
  expect(canceled.body.refund.amount.amount).toBe(5_000);
  await stage.backstage.expectSound();
  const payments = await stage.backstage.providerPayments();
  expect(payments.find(({ orderId }) => orderId.startsWith(placed.order.number))?.held).toBe(0);
});

test("a refund that the provider refused is asked for again by staff, and given back once", async () => {
  const { id } = await buy();
  await stage.backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  await desk.refund(id, { amount: 3_000 });
  await stage.backstage.delivered();
  const failed = await desk.read(id);
  expect(failed.body.refunds).toMatchObject([{ status: "failed", failure: "NOT_CANCELABLE_PAYMENT" }]);

  const answers = await Promise.all([desk.retry(id), desk.retry(id), desk.retry(id)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await stage.backstage.expectSound();
  expect((await desk.read(id)).body).toMatchObject({
    refunded: { amount: 3_000 },
    refunds: [{ kind: "staff", status: "succeeded", failure: null }],
  });
  // Nothing is left to retry, and nothing is noted of it.
  expect((await desk.retry(id)).status).toBe(200);
  await stage.backstage.expectSound();
  const { timeline } = (await desk.read(id)).body;
  expect(timeline.map(({ type }) => type).slice(-4)).toEqual([
    "refund_requested",
    "refund_failed",
    "refund_retried",
    "refunded",
  ]);
  expect(timeline.find(({ type }) => type === "refund_retried")?.by).toMatchObject({ kind: "staff" });
  const recorded = await stage.backstage.rows<{ after: object }>(
    "SELECT after FROM platform.audit_log WHERE action = 'refund.retry' AND subject = $1",
    [`order:${id}`],
  );
  expect(recorded).toMatchObject([{ after: { amount: 3_000 } }]);
  expect((await desk.retry(randomUUID())).status).toBe(404);
});

test("money that came too late and could not be given back is shown to staff, who give it back", async () => {
  const { approved, order } = await stage.approve((await stage.stock(3)).id, { mode: "wrong-capture" });
  await stage.backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  await stage.shopper.confirm(approved);
  await stage.backstage.delivered();
  const late = { kind: "late", reason: null, lines: [], amount: { amount: 13_100 } };
  expect((await desk.read(order.id)).body.refunds).toMatchObject([{ ...late, status: "failed" }]);
  expect((await desk.retry(order.id)).status).toBe(200);
  await stage.backstage.delivered();
  const { refunds, timeline } = (await desk.read(order.id)).body;
  expect(refunds).toMatchObject([{ ...late, status: "succeeded" }]);
  expect(timeline.filter(({ type }) => type === "refund_retried")).toMatchObject([{ by: { kind: "staff" } }]);
});
