/** Returns and exchanges that buyers ask for, after their goods were sent and until they confirm. */
import { afterAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { orders as ordersContract } from "../../server/modules/orders/contract.ts";
import { client, newKey } from "../support/client.ts";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock, webhooks: true });
afterAll(() => stage.close());
let desk = orderDesk(stage.shopper);
let claims = claimDesk(stage.shopper);
const buyer = claimant(stage.shopper);

const DAY_MS = 24 * 3_600_000;
function daysPass(days: number): void {
  clock.advance(days * DAY_MS);
  const staff = client(stage.shop.url);
  desk = orderDesk(staff);
  claims = claimDesk(staff);
}
const delivered = (pieces = 3) => arrived(stage, pieces, { staff: client(stage.shop.url) });
const one = (lineId: string, quantity = 1) => ({ lines: [{ lineId, quantity }] });

describe("a buyer claims pieces that were sent", () => {
  test("and is told the refund before, with the fee only without a fault of the goods", async () => {
    const { placed, lineId } = await delivered();
    const choice = one(lineId, 2);
    const quoted = await buyer.quote(placed, choice);
    expect(quoted).toMatchObject({
      status: 200,
      body: {
        refund: {
          goods: { amount: 20_000 },
          deliveryFee: { amount: 0 },
          returnFee: { amount: 3_000 },
          amount: { amount: 17_000 },
        },
      },
    });
    expect((await buyer.quote(placed, { ...one(lineId, 3), fault: "seller" })).body.refund).toMatchObject({
      deliveryFee: { amount: 3_000 },
      returnFee: { amount: 0 },
      amount: { amount: 33_000 },
    });
    expect((await buyer.quote(placed, { ...choice, kind: "exchange" })).body).toEqual({
      refund: null,
      fee: { amount: 6_000, currency: "KRW" },
    });
    const made = await buyer.claim(placed, choice);
    expect(made).toMatchObject({
      status: 201,
      body: {
        claim: {
          kind: "return",
          status: "requested",
          fault: "buyer",
          reason: "색이 달라요",
          lines: [{ lineId, quantity: 2, received: null }],
          expected: quoted.body.refund,
          refunded: null,
          steps: [{ type: "claim_requested" }],
        },
      },
    });
    expect((await buyer.list(placed)).body.items).toEqual([made.body.claim]);
    expect((await stage.read(placed)).events.at(-1)?.type).toBe("claim_requested");
    await stage.backstage.expectSound();
  });

  test("once, however often the request is repeated", async () => {
    const { placed, lineId } = await delivered();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 4 }, () => buyer.claim(placed, one(lineId), key)));
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.claim.id)).size).toBe(1);
    expect(await buyer.claim(placed, one(lineId, 2), key)).toMatchObject({ status: 422 });
    expect((await buyer.list(placed)).body.items).toHaveLength(1);
    await stage.backstage.expectSound();
  });

  test("and no piece twice: of three, a second claim for two is refused", async () => {
    const { placed, lineId } = await delivered();
    expect((await buyer.claim(placed, one(lineId, 2))).status).toBe(201);
    const refused = { status: 409, body: { code: "TOO_MANY_PIECES", lines: [{ requested: 2, left: 1 }] } };
    expect(await buyer.claim(placed, one(lineId, 2))).toMatchObject(refused);
    expect(await buyer.quote(placed, one(lineId, 2))).toMatchObject(refused);
    const twice = { lines: [...one(lineId).lines, ...one(lineId).lines] };
    expect(await buyer.claim(placed, twice)).toMatchObject(refused);
    await stage.backstage.expectSound();
  });

  test("and no piece twice in parallel", async () => {
    const { placed, lineId } = await delivered();
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        buyer.claim(placed, { ...one(lineId), kind: at % 2 === 0 ? "return" : "exchange" }),
      ),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
    expect((await buyer.list(placed)).body.items).toHaveLength(3);
    await stage.backstage.expectSound();
  });

  test("again after withdrawing, which is possible until staff decide", async () => {
    const { placed, lineId } = await delivered();
    const { claim } = (await buyer.claim(placed, one(lineId, 3))).body;
    const withdrawn = await buyer.withdraw(placed, claim.id);
    expect(withdrawn).toMatchObject({
      status: 200,
      body: { claim: { status: "withdrawn", expected: null } },
    });
    expect((await buyer.withdraw(placed, claim.id)).body).toEqual(withdrawn.body);
    // The owner of another order learns nothing of it.
    expect((await buyer.withdraw((await delivered()).placed, claim.id)).status).toBe(404);
    const again = await buyer.claim(placed, one(lineId, 3));
    expect(again.status).toBe(201);
    await claims.approve(again.body.claim.id);
    expect(await buyer.withdraw(placed, again.body.claim.id)).toMatchObject({
      status: 409,
      body: { code: "WRONG_CLAIM_STATUS", claimStatus: "collecting" },
    });
    await stage.backstage.expectSound();
  });

  test("either withdrawn or approved, never both", async () => {
    const { placed, lineId } = await delivered(6);
    for (let round = 0; round < 6; round += 1) {
      const { claim } = (await buyer.claim(placed, one(lineId))).body;
      const answers = await Promise.all([buyer.withdraw(placed, claim.id), claims.approve(claim.id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
    await stage.backstage.expectSound();
  });
});

describe("a claim is refused", () => {
  test("before anything was sent, and for pieces that stayed", async () => {
    const variant = await stage.stock(5);
    const placed = await stage.shopper.buy(variant.id, 3);
    const lineId = placed.order.items[0]?.id ?? "";
    const refused = { status: 409, body: { code: "WRONG_ORDER_STATUS", orderStatus: "paid" } };
    expect(await buyer.claim(placed, one(lineId))).toMatchObject(refused);
    await desk.prepare(placed.order.id);
    await desk.ship(placed.order.id, one(lineId));
    expect(await buyer.claim(placed, one(lineId, 2))).toMatchObject({ body: { code: "TOO_MANY_PIECES" } });
    expect((await buyer.claim(placed, one(lineId))).status).toBe(201);
    await stage.backstage.expectSound();
  });

  test("after the purchase was confirmed, which waits for open claims", async () => {
    const { placed, lineId } = await delivered();
    const { claim } = (await buyer.claim(placed, one(lineId))).body;
    expect(await buyer.confirmPurchase(placed)).toMatchObject({ status: 409, body: { code: "CLAIM_OPEN" } });
    await buyer.withdraw(placed, claim.id);
    expect((await buyer.confirmPurchase(placed)).status).toBe(200);
    expect(await buyer.claim(placed, one(lineId))).toMatchObject({
      status: 409,
      body: { code: "WRONG_ORDER_STATUS", orderStatus: "completed" },
    });
  });

  test("or the purchase is, when both come at once", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { placed, lineId } = await delivered(1);
      const [made, confirmed] = await Promise.all([
        buyer.claim(placed, one(lineId)),
        buyer.confirmPurchase(placed),
      ]);
      expect([
        [201, 409],
        [409, 200],
      ]).toContainEqual([made.status, confirmed.status]);
    }
    await stage.backstage.expectSound();
  });

  test("for a change of mind after seven days, for a fault after ninety", async () => {
    const { placed, lineId } = await delivered();
    // A claim that is open keeps the job from completing the order.
    await buyer.claim(placed, one(lineId));
    daysPass(9);
    await stage.backstage.run("orders.complete");
    expect((await stage.read(placed)).status).toBe("delivered");
    expect(await buyer.claim(placed, one(lineId))).toMatchObject({
      status: 409,
      body: { code: "CLAIM_TOO_LATE", until: expect.stringContaining("T15:00:00") },
    });
    expect((await buyer.claim(placed, { ...one(lineId), fault: "seller" })).status).toBe(201);
    daysPass(90);
    expect(await buyer.claim(placed, { ...one(lineId), fault: "seller" })).toMatchObject({
      body: { code: "CLAIM_TOO_LATE" },
    });
    // Some days after the last claim is over, the job completes the order.
    for (const { id } of (await buyer.list(placed)).body.items) await claims.reject(id);
    await stage.backstage.run("orders.complete");
    expect((await stage.read(placed)).status).toBe("delivered");
    daysPass(9);
    await stage.backstage.run("orders.complete");
    expect((await stage.read(placed)).status).toBe("completed");
  });

  test.each([
    ["no lines", { lines: [] }],
    ["no pieces", one("01900000-0000-7000-8000-00000000dead", 0)],
    ["another kind", { ...one("01900000-0000-7000-8000-00000000dead"), kind: "repair" }],
    ["another fault", { ...one("01900000-0000-7000-8000-00000000dead"), fault: "carrier" }],
    ["no reason", { ...one("01900000-0000-7000-8000-00000000dead"), reason: " " }],
    ["an amount", { ...one("01900000-0000-7000-8000-00000000dead"), refund: 1 }],
  ])("with %s", async (_, body) => {
    const placed = await stage.shopper.buy((await stage.stock(1)).id);
    expect(await buyer.claim(placed, body)).toMatchObject({ status: 400, body: { code: "INVALID_INPUT" } });
  });

  test("without a key", async () => {
    const { placed, lineId } = await delivered(1);
    const path = `/api/v1/orders/${placed.order.id}/claims`;
    const body = { kind: "return", reason: "커요", ...one(lineId) };
    const proof = { "x-guest-token": placed.guestToken };
    expect((await stage.shopper.request("POST", path, body, proof)).status).toBe(400);
  });
});

test("claims of another buyer's order are as unknown as those of none", async () => {
  const member = await stage.shopper.signUp();
  const other = claimant(await stage.shopper.signUp());
  const { placed, lineId } = await arrived(stage, 1, { buyer: member, staff: client(stage.shop.url) });
  const made = await claimant(member).claim(placed, one(lineId));
  expect(made.status).toBe(201);
  const { id } = made.body.claim;
  for (const stranger of [other, buyer]) {
    expect((await stranger.list(placed)).status).toBe(404);
    expect((await stranger.claim(placed, one(lineId))).status).toBe(404);
    expect((await stranger.quote(placed, one(lineId))).status).toBe(404);
    expect((await stranger.withdraw(placed, id)).status).toBe(404);
  }
  // The own order does not open the claim of another one.
  const own = await delivered(1);
  expect((await buyer.withdraw(own.placed, id)).status).toBe(404);
  const { orders } = await stage.backstage.port(ordersContract).exportOf({ memberId: member.id });
  expect(orders).toMatchObject([
    { claims: [{ kind: "return", status: "requested", reason: "색이 달라요" }] },
  ]);
  const open = await stage.backstage.port(ordersContract).openOrders({ memberId: member.id });
  expect(open).toMatchObject([{ id: placed.order.id, status: "delivered" }]);
});
