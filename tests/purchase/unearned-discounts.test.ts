/** Discounts that the rest of an order does not earn are shown before, and deducted: also of returns. */
import type { Static } from "typebox";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Canceled, CancelQuote } from "../../server/modules/orders/schemas.ts";
import type { NewPromotion } from "../../server/modules/promotions/contract/promotion.ts";
import { couponMaker } from "../../server/modules/promotions/coupons.fixture.ts";
import { newKey, type PlacedOrder } from "../support/client.ts";
import { claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const { shopper, backstage } = stage;
const coupons = couponMaker(shopper);
const desk = orderDesk(shopper);
const claims = claimDesk(shopper);
const won = (amount: number) => ({ amount, currency: "KRW" });
const two = { type: "buy_get", buy: 2, get: 1, percent: 100 } as const;

const made: string[] = [];
const promotion = "/api/v1/admin/promotions";
async function promote(effect: NewPromotion["effect"], name = "2+1"): Promise<void> {
  const owner = await shopper.signInOwner();
  const { status, body } = await shopper.request<{ id: string }>("POST", promotion, { name, effect }, owner);
  expect(status).toBe(201);
  made.push(body.id);
}
/** A promotion counts in every cart of the shop. */
afterEach(async () => {
  const owner = await shopper.signInOwner();
  for (const id of made.splice(0)) {
    const { headers } = await shopper.request("GET", `${promotion}/${id}`, undefined, owner);
    const given = { ...owner, "if-match": headers.get("etag") ?? "" };
    await shopper.request("PATCH", `${promotion}/${id}`, { status: "ended" }, given);
  }
});

async function bought(lines: readonly (readonly [price: number, pieces: number])[], codes: string[] = []) {
  const { id: cartId } = await shopper.createCart();
  for (const [price, pieces] of lines)
    await shopper.addItem(cartId, (await stage.stock(20, price)).id, pieces);
  const { body: placed } = await shopper.placeOrder(cartId, { coupons: codes });
  expect((await shopper.confirm(await shopper.approve(placed.payment.windowUrl))).status).toBe(200);
  return { placed, id: placed.order.id, lineIds: placed.order.items.map(({ id }) => id) };
}
async function arrived(lines: readonly (readonly [price: number, pieces: number])[], codes: string[] = []) {
  const order = await bought(lines, codes);
  await desk.prepare(order.id);
  const { body } = await desk.ship(order.id);
  expect((await desk.deliver(body.shipments[0]?.id ?? "")).status).toBe(200);
  return order;
}
const proof = ({ guestToken = "" }: PlacedOrder) => ({ "x-guest-token": guestToken });
const of = (lineId = "", quantity = 1) => ({ lines: [{ lineId, quantity }] });
const quote = async (placed: PlacedOrder, body: object) => {
  const path = `/api/v1/orders/${placed.order.id}/cancel/quote`;
  return (await shopper.request<Static<typeof CancelQuote>>("POST", path, body, proof(placed))).body;
};
const cancel = (placed: PlacedOrder, body: object) =>
  shopper.request<Static<typeof Canceled>>(
    "POST",
    `/api/v1/orders/${placed.order.id}/cancel`,
    { reason: "마음이 바뀌었어요", ...body },
    { ...proof(placed), "idempotency-key": newKey() },
  );
/** All steps of a return; returns what its buyer was told first, and what it got. */
async function giveBack(placed: PlacedOrder, lineId: string, quantity: number, fault: "buyer" | "seller") {
  const asked = { ...of(lineId, quantity), fault };
  const told = (await claimant(shopper).quote(placed, asked)).body.refund;
  const { id } = (await claimant(shopper).claim(placed, asked)).body.claim;
  await claims.approve(id);
  await claims.collected(id);
  await claims.inspected(id, [{ lineId, received: quantity, resellable: quantity }]);
  const { refunded, refunding } = (await claims.complete(id)).body;
  expect(refunded ?? refunding).toEqual(told?.amount);
  return told;
}
const refundedOf = async (id: string) => {
  await backstage.delivered();
  const [row] = await backstage.rows<{ refunded: number }>(
    "SELECT sum(refunded)::float8 AS refunded FROM payments.attempts WHERE order_id = $1",
    [id],
  );
  return row?.refunded;
};

describe("a partial cancellation", () => {
  test("of three for two pays for the two that stay, and gives all back with the last", async () => {
    await promote(two);
    const { placed, id, lineIds } = await bought([[10_000, 3]]);
    const [lineId] = lineIds;
    expect(placed.order.total).toEqual(won(23_000));
    // The three cost 20,000, and so do the two.
    expect(await quote(placed, of(lineId))).toMatchObject({
      refund: won(0),
      deductions: [{ kind: "promotion", name: "2+1", amount: won(6_666) }],
    });
    expect((await cancel(placed, of(lineId))).body.refund).toMatchObject({
      amount: won(0),
      deducted: won(6_666),
    });
    expect(await quote(placed, of(lineId))).toMatchObject({ refund: won(10_000), deductions: [] });
    expect((await cancel(placed, of(lineId))).body.refund?.amount).toEqual(won(10_000));
    expect((await cancel(placed, {})).body.refund?.amount).toEqual(won(13_000));
    expect(await refundedOf(id)).toBe(23_000);
    await backstage.expectSound();
  });

  test("below a tier pays for what the tier below takes off", async () => {
    const percent = (from: number, taken: number) => ({
      ...{ from, discount: { type: "percent", percent: taken } as const },
    });
    await promote({ type: "tiers", by: "amount", tiers: [percent(20_000, 5), percent(30_000, 20)] }, "많이");
    const { placed, lineIds } = await bought([
      [10_000, 2],
      [12_000, 1],
    ]);
    // 32,000 less a fifth. 22,000 less a twentieth are 20,900, and their parts of the fifth left 17,600.
    expect(await quote(placed, of(lineIds[0]))).toMatchObject({
      refund: won(8_000 - 3_300),
      deductions: [{ kind: "promotion", name: "많이", amount: won(3_300) }],
    });
    expect((await cancel(placed, of(lineIds[0]))).body.refund?.amount).toEqual(won(4_700));
    await backstage.expectSound();
  });

  test("that keeps what earns its promotion deducts nothing; nor do those of the shop", async () => {
    await promote(two);
    const { placed, id, lineIds } = await bought([
      [10_000, 3],
      [15_000, 1],
    ]);
    const [, dear] = lineIds;
    expect(await quote(placed, of(dear))).toMatchObject({ refund: won(15_000), deductions: [] });
    const byShop = await desk.cancel(id, of(lineIds[0]));
    expect(byShop.body).toMatchObject({ refund: { amount: won(6_666), deducted: won(0) } });
    // The piece that the shop did not deliver counts for its buyer.
    expect(await quote(placed, of(dear))).toMatchObject({ refund: won(15_000), deductions: [] });
  });

  test("of an order of before deducts nothing of a promotion", async () => {
    await promote(two);
    const { placed, id, lineIds } = await bought([[10_000, 3]]);
    await backstage.rows(
      "UPDATE orders.orders SET cancel_terms = cancel_terms - 'promotions' WHERE id = $1",
      [id],
    );
    expect(await quote(placed, of(lineIds[0]))).toMatchObject({ refund: won(6_666), deductions: [] });
  });

  test("in parallel ones gives back exactly what was paid", async () => {
    await promote(two);
    const { placed, id, lineIds } = await bought([
      [9_999, 4],
      [3_333, 2],
    ]);
    const pieces = [...Array.from({ length: 4 }, () => lineIds[0]), lineIds[1], lineIds[1]];
    const answers = await Promise.all(pieces.map((lineId) => cancel(placed, of(lineId))));
    expect(answers.map(({ status }) => status)).toEqual(pieces.map(() => 200));
    expect(await refundedOf(id)).toBe(placed.order.total.amount);
    await backstage.expectSound();
  });
});

describe("a return of a buyer that changed its mind", () => {
  test("below a coupon's minimum pays for it, as it was told, and gets it back with the rest", async () => {
    const discount = { type: "fixed", amount: 5_000 } as const;
    const { code, name } = await coupons.make({ discount, minimum: 20_000 });
    const { placed, id, lineIds } = await arrived([[10_000, 2]], [code]);
    const [lineId = ""] = lineIds;
    expect(await giveBack(placed, lineId, 1, "buyer")).toMatchObject({
      ...{ goods: won(5_000), returnFee: won(3_000), amount: won(2_000) },
      deductions: [{ kind: "coupon", name, amount: won(2_500) }],
    });
    expect(await giveBack(placed, lineId, 1, "buyer")).toMatchObject({ goods: won(10_000), deductions: [] });
    // The goods, less what the two ways back cost.
    expect(await refundedOf(id)).toBe(15_000 - 6_000);
    await backstage.expectSound();
  });

  test("of three for two pays for the two that stay", async () => {
    await promote(two);
    const { placed, lineIds } = await arrived([[10_000, 3]]);
    const [lineId = ""] = lineIds;
    expect(await giveBack(placed, lineId, 1, "buyer")).toMatchObject({
      ...{ goods: won(0), returnFee: won(0), amount: won(0) },
      deductions: [{ kind: "promotion", name: "2+1", amount: won(6_666) }],
    });
    expect(await giveBack(placed, lineId, 2, "buyer")).toMatchObject({ goods: won(20_000), deductions: [] });
    await backstage.expectSound();
  });
});

test("a return by the seller's fault deducts nothing, and never costs its buyer a discount", async () => {
  await promote(two);
  const discount = { type: "fixed", amount: 3_000 } as const;
  const { code } = await coupons.make({ discount, minimum: 40_000 });
  const { placed, lineIds } = await arrived([[10_000, 6]], [code]);
  const [lineId = ""] = lineIds;
  const first = await giveBack(placed, lineId, 2, "seller");
  expect(first).toMatchObject({ deductions: [], returnFee: won(0) });
  // With the two that had a fault the buyer would keep five, which earn one of three for two.
  expect(
    (await claimant(shopper).quote(placed, { ...of(lineId), fault: "buyer" })).body.refund,
  ).toMatchObject({
    deductions: [{ kind: "promotion", name: "2+1" }],
  });
  expect(await giveBack(placed, lineId, 1, "seller")).toMatchObject({ deductions: [] });
  await backstage.expectSound();
});
