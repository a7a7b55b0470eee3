/** What stays after a partial cancellation costs what it costs by itself: it is shown before and deducted. */
import type { Static } from "typebox";
import { afterAll, describe, expect, test } from "vitest";
import type { Canceled, CancelQuote } from "../../server/modules/orders/schemas.ts";
import { couponMaker } from "../../server/modules/promotions/coupons.fixture.ts";
import { newKey, type PlacedOrder } from "../support/client.ts";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const { shopper, backstage } = stage;
const coupons = couponMaker(shopper);
const desk = orderDesk(shopper);
const won = (amount: number) => ({ amount, currency: "KRW" });

/** Delivery is free from 50,000. */
async function bought(price: number, pieces: number, codes: string[] = []) {
  const { id: cartId } = await shopper.createCart();
  await shopper.addItem(cartId, (await stage.stock(20, price)).id, pieces);
  const { body: placed } = await shopper.placeOrder(cartId, { coupons: codes });
  expect((await shopper.confirm(await shopper.approve(placed.payment.windowUrl))).status).toBe(200);
  return { placed, id: placed.order.id, lineId: placed.order.items[0]?.id ?? "" };
}
const proof = ({ guestToken = "" }: PlacedOrder) => ({ "x-guest-token": guestToken });
const one = (lineId: string, quantity = 1) => ({ lines: [{ lineId, quantity }] });
const quote = (placed: PlacedOrder, body: object) =>
  shopper.request<Static<typeof CancelQuote>>(
    "POST",
    `/api/v1/orders/${placed.order.id}/cancel/quote`,
    body,
    proof(placed),
  );
const cancel = (placed: PlacedOrder, body: object) =>
  shopper.request<Static<typeof Canceled>>(
    "POST",
    `/api/v1/orders/${placed.order.id}/cancel`,
    { reason: "마음이 바뀌었어요", ...body },
    { ...proof(placed), "idempotency-key": newKey() },
  );
const moneyOf = async (orderId: string) =>
  (
    await backstage.rows<{ refunded: number }>(
      "SELECT sum(refunded)::float8 AS refunded FROM payments.attempts WHERE order_id = $1",
      [orderId],
    )
  )[0]?.refunded;

test("free delivery that the rest has not earned is quoted and deducted, until nothing is left", async () => {
  const { placed, id, lineId } = await bought(20_000, 3);
  expect(placed.order.total).toEqual(won(60_000));
  expect((await quote(placed, one(lineId))).body).toEqual({
    ...{ refund: won(17_000), points: 0, whole: false },
    deductions: [{ kind: "delivery", name: null, amount: won(3_000) }],
  });
  expect((await cancel(placed, one(lineId))).body.refund).toMatchObject({
    amount: won(17_000),
    deducted: won(3_000),
  });
  expect((await quote(placed, one(lineId))).body).toMatchObject({ refund: won(20_000), deductions: [] });
  expect((await cancel(placed, one(lineId, 2))).body).toMatchObject({
    order: { status: "canceled" },
    refund: { amount: won(43_000) },
  });
  await backstage.delivered();
  expect(await moneyOf(id)).toBe(60_000);
  await backstage.expectSound();
});

test("a coupon below its minimum is quoted by its name and taken off the refund", async () => {
  const discount = { type: "fixed", amount: 5_000 } as const;
  const { code, name } = await coupons.make({ discount, minimum: 20_000 });
  const { placed, id, lineId } = await bought(10_000, 2, [code]);
  expect((await quote(placed, one(lineId))).body).toMatchObject({
    refund: won(5_000),
    deductions: [{ kind: "coupon", name, amount: won(2_500) }],
  });
  expect((await cancel(placed, one(lineId))).body.refund?.amount).toEqual(won(5_000));
  expect((await cancel(placed, one(lineId))).body.refund?.amount).toEqual(won(13_000));
  await backstage.delivered();
  expect(await moneyOf(id)).toBe(18_000);
  await backstage.expectSound();
});

describe("staff that cancel pieces", () => {
  test("deduct nothing, unless they say so", async () => {
    const { placed, id, lineId } = await bought(20_000, 3);
    const byShop = await desk.cancel(id, one(lineId));
    expect(byShop.body).toMatchObject({ refund: { amount: won(20_000), deducted: won(0) } });
    // The piece that the shop did not deliver counts for its buyer.
    expect((await quote(placed, one(lineId))).body).toMatchObject({
      refund: won(17_000),
      deductions: [{ amount: won(3_000) }],
    });
    // They see both before.
    const seen = async (deduct: boolean) => (await desk.quoteCancel(id, { ...one(lineId), deduct })).body;
    expect(await seen(false)).toMatchObject({ refund: won(20_000), deductions: [] });
    expect(await seen(true)).toMatchObject({
      ...{ refund: won(17_000), whole: false },
      deductions: [{ kind: "delivery", amount: won(3_000) }],
    });
    const agreed = await desk.cancel(id, { ...one(lineId), deduct: true });
    expect(agreed.body).toMatchObject({ refund: { amount: won(17_000), deducted: won(3_000) } });
    expect((await desk.cancel(id, { ...one(lineId), deduct: "yes" })).status).toBe(400);
    await backstage.expectSound();
  });

  test("alone are told what it would give back, and of what can be canceled alone", async () => {
    const { id, lineId } = await bought(20_000, 3);
    const path = `/api/v1/admin/orders/${id}/cancel/quote`;
    expect((await shopper.request("POST", path, {})).status).toBe(401);
    expect((await (await shopper.signUp()).request("POST", path, {})).status).toBe(403);
    for (const body of [{ deduct: 1 }, { lines: [] }, { reason: "왜요" }])
      expect((await desk.quoteCancel(id, body)).status).toBe(400);
    expect(await desk.quoteCancel(id, one(lineId, 4))).toMatchObject({ body: { code: "TOO_MANY_PIECES" } });
    expect((await desk.quoteCancel("019aa000-0000-7000-8000-000000000001", {})).status).toBe(404);
    await desk.prepare(id);
    expect((await desk.quoteCancel(id, {})).body).toMatchObject({ refund: won(60_000), whole: true });
    await desk.ship(id);
    expect(await desk.quoteCancel(id, {})).toMatchObject({ status: 409, body: { code: "NOT_CANCELABLE" } });
  });
});

test("parallel cancellations deduct once, and give back exactly what was paid", async () => {
  const { placed, id, lineId } = await bought(15_000, 5);
  const answers = await Promise.all(Array.from({ length: 8 }, () => cancel(placed, one(lineId))));
  const done = answers.filter(({ status }) => status === 200);
  expect(done).toHaveLength(5);
  const deducted = done.map(({ body }) => body.refund?.deducted?.amount ?? 0);
  expect(deducted.filter((amount) => amount > 0)).toEqual([3_000]);
  await backstage.delivered();
  expect(await moneyOf(id)).toBe(75_000);
  await backstage.expectSound();
});

test("a return after a deduction gives back what a lost coupon cost its goods", async () => {
  const discount = { type: "fixed", amount: 3_000 } as const;
  const { code } = await coupons.make({ discount, minimum: 30_000 });
  const { placed, id, lineId } = await bought(10_000, 3, [code]);
  expect((await cancel(placed, one(lineId))).body.refund?.amount).toEqual(won(7_000));
  await desk.prepare(id);
  const { body } = await desk.ship(id);
  await desk.deliver(body.shipments[0]?.id ?? "");
  const claims = claimDesk(shopper);
  const made = await claimant(shopper).claim(placed, { ...one(lineId), fault: "seller" });
  expect(made.body.claim.expected).toMatchObject({ goods: won(10_000), amount: won(10_000) });
  const claimId = made.body.claim.id;
  await claims.approve(claimId);
  await claims.collected(claimId);
  await claims.inspected(claimId, [{ lineId, received: 1, resellable: 1 }]);
  expect((await claims.complete(claimId)).body.refunded).toEqual(won(10_000));
  await backstage.expectSound();
});

describe("an order whose money is all given back", () => {
  test("is not prepared, not sent, and not prepared with others", async () => {
    const first = await bought(10_000, 1);
    expect((await desk.refund(first.id, { amount: 13_000 })).status).toBe(201);
    expect(await desk.prepare(first.id)).toMatchObject({ status: 409, body: { code: "ORDER_REFUNDED" } });
    const many = await shopper.request(
      "POST",
      "/api/v1/admin/orders/prepare",
      { ids: [first.id] },
      await shopper.signInOwner(),
    );
    expect(many.body).toMatchObject({ results: [{ outcome: "refused", code: "ORDER_REFUNDED" }] });
    const second = await bought(10_000, 1);
    await desk.prepare(second.id);
    expect((await desk.refund(second.id, { amount: 13_000 })).status).toBe(201);
    expect(await desk.ship(second.id)).toMatchObject({ status: 409, body: { code: "ORDER_REFUNDED" } });
    // The shop takes the goods back.
    expect((await desk.cancel(second.id, {})).body).toMatchObject({ order: { status: "canceled" } });
    expect(await desk.prepare(second.id)).toMatchObject({ body: { code: "WRONG_ORDER_STATUS" } });
    await backstage.expectSound();
  });

  test("in part is sent", async () => {
    const { id } = await bought(10_000, 1);
    await desk.refund(id, { amount: 12_999 });
    expect((await desk.prepare(id)).status).toBe(200);
    expect((await desk.ship(id)).status).toBe(201);
  });
});

test("a line says where its goods are, to its buyer and to staff", async () => {
  const { placed, id, lineId } = await arrived(stage, 2);
  const statuses = async () => [(await stage.read(placed)) as object, (await desk.read(id)).body];
  for (const body of await statuses()) expect(body).toMatchObject({ items: [{ status: "delivered" }] });
  await claimant(shopper).claim(placed, one(lineId));
  for (const body of await statuses()) expect(body).toMatchObject({ items: [{ status: "claimed" }] });
});
