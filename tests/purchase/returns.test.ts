/** Returns: staff approve, receive and inspect; money and goods come back once. */
import { afterAll, describe, expect, test } from "vitest";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const desk = orderDesk(stage.shopper);
const claims = claimDesk(stage.shopper);
const buyer = claimant(stage.shopper);

const one = (lineId: string, quantity = 1) => ({ lines: [{ lineId, quantity }] });
const found = (lineId: string, received: number, resellable = received) => [{ lineId, received, resellable }];

/** An order of pieces that arrived, with a claim that staff have approved and whose goods are back. */
async function collected(pieces: number, claimed: number, choice: object = {}, price = 10_000) {
  const order = await arrived(stage, pieces, { price });
  const made = await buyer.claim(order.placed, { ...one(order.lineId, claimed), ...choice });
  const { id: claimId } = made.body.claim;
  await claims.approve(claimId);
  expect((await claims.collected(claimId)).status).toBe(200);
  return { ...order, claimId };
}

const moneyOf = async (orderId: string) =>
  (
    await stage.backstage.rows<{ captured: number; refunded: number }>(
      `SELECT sum(captured)::float8 AS captured, sum(refunded)::float8 AS refunded
       FROM payments.attempts WHERE order_id = $1`,
      [orderId],
    )
  )[0];

describe("a return", () => {
  test("goes step by step, refunds what was received, and puts back what can be sold again", async () => {
    const { placed, variant, id, lineId } = await arrived(stage, 5);
    const { claim } = (await buyer.claim(placed, one(lineId, 3))).body;
    expect(await claims.read(claim.id)).toMatchObject({
      status: 200,
      body: { status: "requested", expected: { amount: { amount: 27_000 } }, order: { id, name: "김장터" } },
    });
    expect((await claims.approve(claim.id)).body.status).toBe("collecting");
    const parcel = { carrier: "cj", trackingNumber: "111122223333" };
    expect((await claims.collected(claim.id, parcel)).body).toMatchObject({
      status: "collected",
      parcel: { carrier: "CJ대한통운", trackingUrl: expect.stringContaining("111122223333") },
    });
    const inspected = await claims.inspected(claim.id, found(lineId, 2, 1));
    expect(inspected.body).toMatchObject({
      status: "inspected",
      lines: [{ quantity: 3, received: 2, resellable: 1 }],
      expected: { goods: { amount: 20_000 }, returnFee: { amount: 3_000 }, amount: { amount: 17_000 } },
    });
    await stage.backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 6, reserved: 0 });
    expect((await claims.complete(claim.id)).body).toMatchObject({
      status: "refunded",
      expected: null,
      refunded: { amount: 17_000 },
    });
    await stage.backstage.delivered();
    expect(await moneyOf(id)).toEqual({ captured: 50_000, refunded: 17_000 });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 6, reserved: 0 });
    const ledger = await stage.backstage.rows(
      `SELECT delta, reason FROM inventory.ledger WHERE reference = $1 ORDER BY id`,
      [id],
    );
    expect(ledger).toEqual([
      { delta: -5, reason: "sale" },
      { delta: 1, reason: "return" },
    ]);
    const { body } = await desk.read(id);
    expect(body).toMatchObject({
      status: "delivered",
      items: [{ quantity: 5, canceled: 0, shipped: 5, claimed: 2, returned: 2 }],
      refunded: { amount: 17_000 },
      refunds: [{ id: claim.id, kind: "return", status: "succeeded", lines: [{ quantity: 2 }] }],
    });
    expect(body.timeline.slice(-7)).toMatchObject([
      { type: "claim_requested", by: { kind: "buyer" } },
      { type: "claim_collecting", by: { kind: "staff" } },
      { type: "claim_collected" },
      { type: "claim_inspected" },
      { type: "claim_refunding", by: { kind: "staff" }, amount: { amount: 17_000 } },
      { type: "refunded", by: { kind: "shop" }, amount: { amount: 17_000 } },
      { type: "claim_refunded", by: { kind: "shop" }, amount: { amount: 17_000 } },
    ]);
    // The piece that did not come can be claimed again, those that came back cannot.
    expect((await buyer.claim(placed, one(lineId, 4))).body).toMatchObject({ lines: [{ left: 3 }] });
    await stage.backstage.expectSound();
  });

  test("of everything with a fault gives the delivery fee back, and the order is returned", async () => {
    const { placed, variant, id, lineId, claimId } = await collected(2, 2, { fault: "seller" });
    await claims.inspected(claimId, found(lineId, 2));
    await claims.complete(claimId);
    await stage.backstage.delivered();
    expect(await stage.read(placed)).toMatchObject({ status: "returned", refunded: placed.order.total });
    expect(await moneyOf(id)).toEqual({ captured: 23_000, refunded: 23_000 });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 10, reserved: 0 });
    expect(await buyer.confirmPurchase(placed)).toMatchObject({
      status: 409,
      body: { code: "WRONG_ORDER_STATUS", orderStatus: "returned" },
    });
    await stage.backstage.expectSound();
  });

  test("piece after piece keeps the fee of each return, to the won", async () => {
    const { placed, id, lineId } = await arrived(stage, 3, { price: 3_330 });
    for (let piece = 0; piece < 3; piece += 1) {
      const { claim } = (await buyer.claim(placed, one(lineId))).body;
      await claims.approve(claim.id);
      await claims.collected(claim.id);
      await claims.inspected(claim.id, found(lineId, 1));
      expect((await claims.complete(claim.id)).body.refunded?.amount).toBe(330);
    }
    await stage.backstage.delivered();
    expect(await moneyOf(id)).toEqual({ captured: 12_990, refunded: 990 });
    expect((await stage.read(placed)).status).toBe("returned");
    await stage.backstage.expectSound();
  });

  test("that is worth less than its fee gives nothing back, and is finished all the same", async () => {
    const { id, lineId, claimId } = await collected(2, 1, {}, 2_000);
    await claims.inspected(claimId, found(lineId, 1));
    expect((await claims.complete(claimId)).body).toMatchObject({
      status: "refunded",
      refunded: { amount: 0 },
    });
    await stage.backstage.delivered();
    expect(await moneyOf(id)).toEqual({ captured: 7_000, refunded: 0 });
    await stage.backstage.expectSound();
  });

  test("of one parcel leaves the rest to be canceled, but for the fee of the return", async () => {
    const variant = await stage.stock(10);
    const placed = await stage.shopper.buy(variant.id, 3);
    const { id } = placed.order;
    const lineId = placed.order.items[0]?.id ?? "";
    await desk.prepare(id);
    await desk.ship(id, one(lineId, 2));
    const { claim } = (await buyer.claim(placed, one(lineId, 2))).body;
    await claims.approve(claim.id);
    await claims.collected(claim.id);
    await claims.inspected(claim.id, found(lineId, 2));
    expect((await claims.complete(claim.id)).body.order.status).toBe("preparing");
    // 33,000 were paid, 17,000 are given back, and 3,000 are kept.
    expect((await desk.cancel(id, {})).body).toMatchObject({
      order: { status: "returned" },
      refund: { amount: { amount: 13_000 } },
    });
    await stage.backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 10, reserved: 0 });
    await stage.backstage.expectSound();
  });
});

describe("what happens twice or too late changes nothing:", () => {
  test("parallel clicks on every step book one refund and put the goods back once", async () => {
    const { variant, id, lineId, claimId } = await collected(3, 2);
    const inspected = await Promise.all(
      Array.from({ length: 6 }, () => claims.inspected(claimId, found(lineId, 2))),
    );
    expect(new Set(inspected.map(({ status }) => status))).toEqual(new Set([200]));
    const completed = await Promise.all(Array.from({ length: 6 }, () => claims.complete(claimId)));
    expect(new Set(completed.map(({ status }) => status))).toEqual(new Set([200]));
    await stage.backstage.delivered();
    expect(await moneyOf(id)).toEqual({ captured: 33_000, refunded: 17_000 });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 9, reserved: 0 });
    const { timeline } = (await desk.read(id)).body;
    expect(timeline.filter(({ type }) => type.startsWith("claim_")).map(({ type }) => type)).toEqual([
      "claim_requested",
      "claim_collecting",
      "claim_collected",
      "claim_inspected",
      "claim_refunding",
      "claim_refunded",
    ]);
    await stage.backstage.expectSound();
  });

  test("a confirm of the payment that comes again after the refund", async () => {
    const variant = await stage.stock(3);
    const placed = await stage.approve(variant.id);
    expect((await stage.shopper.confirm(placed.approved)).status).toBe(200);
    const { id } = placed.order;
    const lineId = placed.order.items[0]?.id ?? "";
    await desk.prepare(id);
    await desk.ship(id);
    const { claim } = (await buyer.claim(placed, { ...one(lineId), fault: "seller" })).body;
    await claims.approve(claim.id);
    await claims.collected(claim.id);
    await claims.inspected(claim.id, found(lineId, 1));
    await claims.complete(claim.id);
    await stage.backstage.delivered();
    expect((await stage.shopper.confirm(placed.approved)).status).toBe(200);
    await stage.backstage.delivered();
    expect(await moneyOf(id)).toEqual({ captured: 13_000, refunded: 13_000 });
    expect(await stage.read(placed)).toMatchObject({ status: "returned" });
    await stage.backstage.expectSound();
  });

  test("steps out of their order", async () => {
    const { placed, lineId } = await arrived(stage, 2);
    const { id } = (await buyer.claim(placed, one(lineId))).body.claim;
    const refused = { status: 409, body: { code: "WRONG_CLAIM_STATUS", claimStatus: "requested" } };
    expect(await claims.collected(id)).toMatchObject(refused);
    expect(await claims.inspected(id, found(lineId, 1))).toMatchObject(refused);
    expect(await claims.complete(id)).toMatchObject(refused);
    expect(await claims.reship(id)).toMatchObject(refused);
    const rejected = await claims.reject(id);
    expect(rejected.body).toMatchObject({
      status: "rejected",
      decision: "사용한 흔적이 있어요",
      expected: null,
    });
    expect((await claims.reject(id)).body).toEqual(rejected.body);
    expect(await claims.approve(id)).toMatchObject({ status: 409, body: { claimStatus: "rejected" } });
    // The pieces can be claimed again, and the buyer reads why.
    expect((await buyer.list(placed)).body.items[0]?.decision).toBe("사용한 흔적이 있어요");
    expect((await buyer.claim(placed, one(lineId, 2))).status).toBe(201);
    await stage.backstage.expectSound();
  });

  test("refunds by staff and returns never exceed the payment together", async () => {
    const { id, lineId, claimId } = await collected(2, 2, { fault: "seller" });
    await claims.inspected(claimId, found(lineId, 2));
    const answers = await Promise.all([desk.refund(id, { amount: 15_000 }), claims.complete(claimId)]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    await stage.backstage.delivered();
    expect((await moneyOf(id))?.refunded).toBeLessThanOrEqual(23_000);
    await stage.backstage.expectSound();
  });
});

describe("an inspection", () => {
  test("names no more than was announced, and no more to sell than came", async () => {
    const { lineId, claimId } = await collected(3, 2);
    const refused = { status: 409, body: { code: "TOO_MANY_PIECES" } };
    expect(await claims.inspected(claimId, found(lineId, 3))).toMatchObject(refused);
    expect(await claims.inspected(claimId, found(lineId, 1, 2))).toMatchObject(refused);
    const other = "01900000-0000-7000-8000-00000000dead";
    expect(await claims.inspected(claimId, found(other, 1))).toMatchObject(refused);
    expect(await claims.inspected(claimId, [...found(lineId, 1), ...found(lineId, 1)])).toMatchObject(
      refused,
    );
    expect(await claims.inspected(claimId, found(lineId, 0))).toMatchObject({
      status: 409,
      body: { code: "NOTHING_RECEIVED" },
    });
    expect(await claims.inspected(claimId, found(lineId, -1))).toMatchObject({ status: 400 });
    expect((await claims.reject(claimId)).body.status).toBe("rejected");
    await stage.backstage.expectSound();
  });

  test("without lines finds all that was announced; what came can be sold, unless it says no", async () => {
    const whole = await collected(3, 2);
    expect(await claims.inspected(whole.claimId)).toMatchObject({
      status: 200,
      body: { lines: [{ received: 2, resellable: 2 }] },
    });
    const { lineId, claimId } = await collected(3, 3);
    expect(await claims.inspectedWithoutBody(claimId)).toMatchObject({ status: 400 });
    expect(await claims.inspected(claimId, [{ lineId, received: 2 }])).toMatchObject({
      status: 200,
      body: { lines: [{ quantity: 3, received: 2, resellable: 2 }] },
    });
    await stage.backstage.expectSound();
  });

  test("leaves goods that cannot be sold again out of the stock", async () => {
    const { variant, lineId, claimId } = await collected(2, 2);
    await claims.inspected(claimId, found(lineId, 2, 0));
    await claims.complete(claimId);
    await stage.backstage.delivered();
    expect((await stage.levels(variant.sku)).onHand).toBe(8);
    await stage.backstage.expectSound();
  });
});

describe("staff find claims", () => {
  test("by status, kind and words, with counts and their age", async () => {
    const { placed, variant, lineId } = await arrived(stage, 3);
    const { claim } = (await buyer.claim(placed, one(lineId))).body;
    await buyer.claim(placed, { ...one(lineId), kind: "exchange" });
    const q = `?q=${variant.sku}`;
    const all = (await claims.list(q)).body;
    expect(all).toMatchObject({
      items: [{ kind: "exchange" }, { id: claim.id, kind: "return", pieces: 1, ageDays: 0, name: "김장터" }],
      counts: { requested: 2, refunded: 0 },
    });
    expect((await claims.list(`${q}&kind=return`)).body).toMatchObject({
      items: [{ id: claim.id }],
      counts: { requested: 1 },
    });
    expect((await claims.list(`${q}&status=collecting`)).body).toMatchObject({
      items: [],
      counts: { requested: 2 },
    });
    const first = (await claims.list(`${q}&limit=1`)).body;
    const next = (await claims.list(`${q}&limit=1&cursor=${first.nextCursor}`)).body;
    expect(next.items).toMatchObject([{ id: claim.id }]);
    expect((await claims.list(`?q=${placed.order.number}`)).body.items).toHaveLength(2);
    expect((await claims.list("?q=%25%25%25")).body.items).toEqual([]);
    expect((await claims.list("?status=lost")).status).toBe(400);
    expect((await claims.list("?cursor=x")).status).toBe(400);
  });

  test("and a claim that does not exist is a 404", async () => {
    const none = "01900000-0000-7000-8000-00000000dead";
    for (const answer of [
      claims.read(none),
      claims.approve(none),
      claims.complete(none),
      claims.reship(none),
    ])
      expect(await answer).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
  });

  test("but no member and no stranger decides one", async () => {
    const { placed, lineId } = await arrived(stage, 1);
    const { id } = (await buyer.claim(placed, one(lineId))).body.claim;
    const member = await stage.shopper.signUp();
    expect((await stage.shopper.request("POST", `/api/v1/admin/claims/${id}/approve`)).status).toBe(401);
    expect((await member.request("POST", `/api/v1/admin/claims/${id}/approve`)).status).toBe(403);
    expect((await member.request("GET", "/api/v1/admin/claims")).status).toBe(403);
  });
});
