/** Points of members: given by staff, spent on orders, earned by purchases. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  grant,
  ledgerOf,
  pointsOf,
  quotePoints,
} from "../../server/modules/promotions/points/points.fixture.ts";
import { client, type Member, newKey, type PlacedOrder, type Problem } from "../support/client.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const won = (amount: number) => ({ amount, currency: "KRW" });

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function memberWith(points: number): Promise<Member> {
  const member = await stage.shopper.signUp();
  if (points > 0) expect((await grant(stage.shopper, member.id, { amount: points })).status).toBe(201);
  return member;
}
async function cartOf(
  shopper: { createCart: Member["createCart"]; addItem: Member["addItem"] },
  price = 10_000,
) {
  const { id } = await stage.stock(1_000, price);
  const cart = await shopper.createCart();
  expect((await shopper.addItem(cart.id, id, 1)).status).toBe(200);
  return cart.id;
}
const problemOf = ({ status, body }: { status: number; body: unknown }) => {
  const { code, reason } = body as Problem;
  return [status, code, ...(reason ? [reason] : [])];
};
async function pay(member: Member, { payment }: PlacedOrder): Promise<void> {
  expect((await member.confirm(await member.approve(payment?.windowUrl))).status).toBe(200);
}
const cancel = (member: Member, { order }: PlacedOrder, lines?: object[]) =>
  member.request<{ order: { status: string }; refund?: { amount: { amount: number }; points: number } }>(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "마음이 바뀌었어요", ...(lines ? { lines } : {}) },
    { "idempotency-key": newKey() },
  );

describe("staff", () => {
  test("give points and take them, once for each key; the member reads the reason", async () => {
    const member = await stage.shopper.signUp();
    const key = newKey();
    const first = await grant(stage.shopper, member.id, { amount: 5_000 }, key);
    const repeat = await grant(stage.shopper, member.id, { amount: 5_000 }, key);
    expect([first.status, repeat.status, repeat.body]).toEqual([201, 201, first.body]);
    expect(first.body).toMatchObject({ balance: 5_000, available: 5_000, held: 0 });
    expect(problemOf(await grant(stage.shopper, member.id, { amount: 9 }, key))).toEqual([
      422,
      "IDEMPOTENCY_KEY_REUSED",
    ]);
    expect(
      (await grant(stage.shopper, member.id, { amount: -2_000, reason: "잘못 드렸어요" })).body,
    ).toMatchObject({ balance: 3_000 });
    expect(problemOf(await grant(stage.shopper, member.id, { amount: -3_001 }))).toEqual([
      409,
      "POINTS_REFUSED",
      "NOT_ENOUGH",
    ]);
    const { items } = await pointsOf(member);
    expect(items).toMatchObject([
      { kind: "granted", amount: -2_000, reason: "잘못 드렸어요" },
      { kind: "granted", amount: 5_000 },
    ]);
    const [entry] = await stage.backstage.rows(
      "SELECT action, reason FROM platform.audit_log WHERE subject = $1 ORDER BY seq DESC LIMIT 1",
      [`member:${member.id}`],
    );
    expect(entry).toEqual({ action: "points.grant", reason: "잘못 드렸어요" });
  });

  test("are refused what makes no sense, members they do not know, and without the permission", async () => {
    const { id, proof } = await stage.shopper.signUp();
    for (const body of [{ amount: 0 }, { amount: 1.5 }, { amount: 5, reason: "" }, { amount: 1e12 }])
      expect((await grant(stage.shopper, id, body)).status).toBe(400);
    expect(
      (await grant(stage.shopper, id, { amount: 5, expiresAt: "2020-01-01T00:00:00Z" })).body,
    ).toMatchObject({
      errors: [{ pointer: "/expiresAt", code: "PAST" }],
    });
    const unknown = "019a1c45-6c7d-7e8f-9a0b-1c2d3e4f5a6b";
    expect((await grant(stage.shopper, unknown, { amount: 5 })).status).toBe(404);
    const path = `/api/v1/admin/members/${id}/points`;
    const body = { amount: 5, reason: "나에게" };
    const headers = { "idempotency-key": newKey() };
    expect((await stage.shopper.request("POST", path, body, headers)).status).toBe(401);
    expect((await stage.shopper.request("POST", path, body, { ...headers, ...proof })).status).toBe(403);
    const short = { "idempotency-key": "short", ...(await stage.shopper.signInOwner()) };
    expect((await stage.shopper.request("POST", path, body, short)).status).toBe(400);
    expect((await stage.shopper.request("GET", path, undefined, proof)).status).toBe(403);
    expect((await stage.shopper.request("GET", "/api/v1/me/points")).status).toBe(401);
  });

  test("need no key: each request without one gives points", async () => {
    const member = await memberWith(100);
    const path = `/api/v1/admin/members/${member.id}/points`;
    const give = async (amount: number) =>
      stage.shopper.request("POST", path, { amount, reason: "사과" }, await stage.shopper.signInOwner());
    expect(await give(20)).toMatchObject({ status: 201, body: { balance: 120 } });
    expect(await give(20)).toMatchObject({ status: 201, body: { balance: 140 } });
    expect((await give(-141)).status).toBe(409);
    await stage.backstage.expectSound();
  });

  test("read the points of a member; the member's list has pages", async () => {
    const member = await memberWith(100);
    for (const amount of [20, 30]) await grant(stage.shopper, member.id, { amount });
    const path = `/api/v1/admin/members/${member.id}/points`;
    const seen = await stage.shopper.request("GET", path, undefined, await stage.shopper.signInOwner());
    expect([seen.status, seen.body]).toMatchObject([200, { balance: 150, items: [{ amount: 30 }, {}, {}] }]);
    const first = await pointsOf(member, "?limit=2");
    expect(first.items.map(({ amount }) => amount)).toEqual([30, 20]);
    const second = await pointsOf(member, `?limit=2&cursor=${first.nextCursor}`);
    expect([second.items.map(({ amount }) => amount), second.nextCursor]).toEqual([[100], null]);
  });
});

describe("an order with points", () => {
  test("costs what the quote says; the points are held, then spent, and the totals agree", async () => {
    const member = await memberWith(4_000);
    const cartId = await cartOf(member);
    const { body: quote } = await quotePoints(member, cartId, { points: 2_500 });
    expect(quote).toMatchObject({
      subtotal: won(10_000),
      deliveryFee: won(3_000),
      pointsSpent: 2_500,
      points: { available: 4_000, most: 4_000, refused: null },
      total: won(10_500),
      minimumPayment: null,
    });
    const { status, body: placed } = await member.placeOrder(cartId, { points: 2_500 });
    expect([status, placed.order]).toMatchObject([201, { pointsSpent: 2_500, total: won(10_500) }]);
    expect(placed.payment).toMatchObject({ amount: won(10_500) });
    expect(await pointsOf(member)).toMatchObject({ balance: 4_000, available: 1_500, held: 2_500 });
    // The next order of the cart takes this one's place.
    expect((await quotePoints(member, cartId, {})).body.points.available).toBe(4_000);
    await pay(member, placed);
    await stage.backstage.expectSound();
    expect(await pointsOf(member)).toMatchObject({ balance: 1_500, available: 1_500, held: 0 });
    expect(await ledgerOf(member)).toEqual(["spent -2500", "granted 4000"]);
  });

  test("is refused for guests, for more than there is, or it costs, or a rest no card pays", async () => {
    const member = await memberWith(20_000);
    const cartId = await cartOf(member);
    const guestCart = await cartOf(stage.shopper);
    const refusals = [
      [stage.shopper, guestCart, 100, "MEMBERS_ONLY"],
      [member, cartId, 20_001, "NOT_ENOUGH"],
      [member, cartId, 13_001, "MORE_THAN_TOTAL"],
    ] as const;
    for (const [shopper, id, points, reason] of refusals) {
      const { body: quote } = await quotePoints(shopper, id, { points });
      expect(quote).toMatchObject({ pointsSpent: 0, points: { refused: reason }, total: won(13_000) });
      expect(problemOf(await shopper.placeOrder(id, { points }))).toEqual([409, "POINTS_REFUSED", reason]);
    }
    const { body: almost } = await quotePoints(member, cartId, { points: 12_901 });
    expect(almost).toMatchObject({ total: won(99), minimumPayment: won(100), points: { most: 13_000 } });
    expect(problemOf(await member.placeOrder(cartId, { points: 12_901 }))).toEqual([
      409,
      "BELOW_MINIMUM_AMOUNT",
    ]);
    for (const points of [-1, 0.5, "5"])
      expect((await member.placeOrder(cartId, { points: points as number })).status).toBe(400);
    expect(await pointsOf(member)).toMatchObject({ available: 20_000, held: 0 });
  });

  test("gives the points back when it is canceled unpaid", async () => {
    const member = await memberWith(1_000);
    const { body: placed } = await member.placeOrder(await cartOf(member), { points: 1_000 });
    expect((await pointsOf(member)).held).toBe(1_000);
    expect((await cancel(member, placed)).body.order.status).toBe("canceled");
    expect(await pointsOf(member)).toMatchObject({ balance: 1_000, available: 1_000, held: 0 });
    expect(await ledgerOf(member)).toEqual(["granted 1000"]);
  });

  test("piece by piece gives money and points back to the last one of each", async () => {
    const member = await memberWith(5_000);
    const { id } = await stage.stock(10, 3_333);
    const cart = await member.createCart();
    await member.addItem(cart.id, id, 3);
    const { body: placed } = await member.placeOrder(cart.id, { points: 5_000 });
    await pay(member, placed);
    const lineId = placed.order.items[0]?.id;
    const quoted = await member.request<{ refund: object; points: number }>(
      "POST",
      `/api/v1/orders/${placed.order.id}/cancel/quote`,
      { lines: [{ lineId, quantity: 1 }] },
    );
    const given = [];
    for (let piece = 1; piece <= 3; piece += 1) {
      const { status, body } = await cancel(member, placed, [{ lineId, quantity: 1 }]);
      expect(status).toBe(200);
      given.push([body.refund?.amount.amount ?? 0, body.refund?.points ?? 0] as const);
    }
    // 12,999 won: 7,999 in money. The first piece is 3,333 of it, and 3,333 · 5,000 / 12,999 points.
    expect(quoted.body).toMatchObject({ refund: won(2_051), points: 1_282 });
    expect(given[0]).toEqual([2_051, 1_282]);
    expect(given.reduce(([a, b], [c, d]) => [a + c, b + d] as const, [0, 0] as const)).toEqual([
      7_999, 5_000,
    ]);
    await stage.backstage.expectSound();
    expect(await pointsOf(member)).toMatchObject({ balance: 5_000, available: 5_000, held: 0 });
  });

  test("of parallel orders with the same points, one is placed", async () => {
    const member = await memberWith(1_000);
    const guests = await Promise.all([1, 2, 3, 4].map(() => client(stage.shop.url).createCart()));
    const { id } = await stage.stock(100, 5_000);
    for (const cart of guests) await stage.shopper.addItem(cart.id, id, 1);
    const answers = await Promise.all(guests.map((cart) => member.placeOrder(cart.id, { points: 1_000 })));
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed).toHaveLength(1);
    for (const answer of answers)
      if (answer.status !== 201) expect(problemOf(answer)).toEqual([409, "POINTS_REFUSED", "NOT_ENOUGH"]);
    expect(await pointsOf(member)).toMatchObject({ balance: 1_000, available: 0, held: 1_000 });
    await stage.backstage.expectSound();
  });
});

describe("an order with nothing to pay", () => {
  test("is paid by being placed, without a provider; its cancellation gives the points back", async () => {
    const member = await memberWith(13_000);
    const { id, sku } = await stage.stock(5, 10_000);
    const cart = await member.createCart();
    await member.addItem(cart.id, id, 1);
    const key = newKey();
    const { status, body: placed } = await member.placeOrder(cart.id, { points: 13_000 }, key);
    expect([status, placed]).toMatchObject([
      201,
      {
        order: { status: "paid", total: won(0), pointsSpent: 13_000, payment: null },
        payment: null,
      },
    ]);
    expect(placed.order.events.map(({ type }) => type)).toEqual(["placed", "paid"]);
    expect((await member.createCart()).items).toEqual([]);
    expect((await member.placeOrder(cart.id, { points: 13_000 }, key)).body).toEqual(placed);
    await stage.backstage.expectSound();
    expect(await stage.levels(sku)).toEqual({ onHand: 4, reserved: 0 });
    expect(await pointsOf(member)).toMatchObject({ balance: 0, available: 0, held: 0 });
    expect((await member.request<{ items: object[] }>("GET", "/api/v1/me/cart")).body.items).toEqual([]);

    const { body: canceled } = await cancel(member, placed);
    expect(canceled).toMatchObject({
      order: { status: "canceled" },
      refund: { amount: won(0), points: 13_000 },
    });
    await stage.backstage.expectSound();
    expect(await stage.levels(sku)).toEqual({ onHand: 5, reserved: 0 });
    expect(await pointsOf(member)).toMatchObject({ balance: 13_000, available: 13_000 });
  });

  test("canceled at once gives everything back, whichever event comes first", async () => {
    const member = await memberWith(13_000);
    const { id, sku } = await stage.stock(5, 10_000);
    const cart = await member.createCart();
    await member.addItem(cart.id, id, 1);
    const { body: placed } = await member.placeOrder(cart.id, { points: 13_000 });
    expect((await cancel(member, placed)).status).toBe(200);
    await stage.backstage.expectSound();
    expect(await stage.levels(sku)).toEqual({ onHand: 5, reserved: 0 });
    expect(await pointsOf(member)).toMatchObject({ balance: 13_000, available: 13_000, held: 0 });
  });
});

test("a member who leaves loses the points; the export has them", async () => {
  const member = await memberWith(700);
  const exported = await member.request<{ points: object }>("GET", "/api/v1/me/export");
  expect(exported.body.points).toMatchObject({ balance: 700, entries: [{ kind: "granted", amount: 700 }] });
  const left = await member.request("DELETE", "/api/v1/me", { password: member.password });
  expect(left.status).toBe(204);
  await stage.backstage.delivered();
  const rows = await stage.backstage.rows<{ count: number }>(
    `SELECT (SELECT count(*) FROM promotions.point_ledger WHERE member_id = $1)::int
       + (SELECT count(*) FROM promotions.point_lots WHERE member_id = $1)::int AS count`,
    [member.id],
  );
  expect(rows).toEqual([{ count: 0 }]);
  await stage.backstage.expectSound();
});
