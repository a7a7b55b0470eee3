/** Points and time: what is earned and taken back, what expires, late money. Time is passed in. */
import { afterAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { promotions } from "../../server/modules/promotions/contract.ts";
import { grant, ledgerOf, pointsOf } from "../../server/modules/promotions/points/points.fixture.ts";
import { newId } from "../../server/platform/ids.ts";
import { client, type Member, newKey, type PlacedOrder } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const DAY_MS = 24 * 3_600_000;
const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock });
afterAll(() => stage.close());

/** A sign-in lasts minutes, so that staff and members sign in again after the clock has moved. */
const staff = () => client(stage.shop.url);
const again = ({ email, password }: Member): Promise<Member> => staff().signIn(email, password);

async function memberWith(...lots: readonly (readonly [amount: number, days: number])[]): Promise<Member> {
  const member = await staff().signUp();
  for (const [amount, days] of lots) {
    const expiresAt = new Date(clock.now().getTime() + days * DAY_MS).toISOString();
    expect((await grant(staff(), member.id, { amount, expiresAt })).status).toBe(201);
  }
  return member;
}

async function place(member: Member, points: number, price = 10_000): Promise<PlacedOrder> {
  const { id } = await stage.stock(9, price);
  const cart = await member.createCart();
  await member.addItem(cart.id, id, 1);
  const { status, body } = await member.placeOrder(cart.id, { points });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

async function buy(member: Member, points: number, price?: number): Promise<PlacedOrder> {
  const placed = await place(member, points, price);
  expect((await member.confirm(await member.approve(placed.payment?.windowUrl))).status).toBe(200);
  await stage.backstage.delivered();
  return placed;
}

async function arrive(order: PlacedOrder["order"]): Promise<void> {
  const desk = orderDesk(staff());
  await desk.prepare(order.id);
  const { body } = await desk.ship(order.id);
  expect((await desk.deliver(body.shipments[0]?.id ?? "")).status).toBe(200);
}
const keep = (member: Member, { order }: PlacedOrder) =>
  member.request<{ pointsEarned: number }>("POST", `/api/v1/orders/${order.id}/confirm-purchase`);
const cancel = (member: Member, { order }: PlacedOrder) =>
  member.request(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "마음이 바뀌었어요" },
    { "idempotency-key": newKey() },
  );

describe("a purchase", () => {
  test("earns one percent of its money when the buyer keeps it, once, for a year", async () => {
    const member = await memberWith([3_000, 90]);
    const placed = await buy(member, 3_000, 50_000);
    // 50,000 won of goods without a delivery fee, of which 47,000 are paid with money.
    expect(placed.order).toMatchObject({ pointsEarned: 470, pointsSpent: 3_000 });
    await arrive(placed.order);
    const answers = await Promise.all([keep(member, placed), keep(member, placed)]);
    expect(answers.map(({ status, body }) => [status, body.pointsEarned])).toEqual([
      [200, 470],
      [200, 470],
    ]);
    await stage.backstage.expectSound();
    expect(new Set(await ledgerOf(member))).toEqual(new Set(["earned 470", "spent -3000", "granted 3000"]));
    clock.advance(365 * DAY_MS);
    await stage.backstage.run("promotions.expirePoints");
    expect(await ledgerOf(await again(member))).toContain("expired -470");
  });

  test("of a guest earns nothing, and one that completes by itself does", async () => {
    const guest = await stage.shopper.buy((await stage.stock(3)).id);
    expect(guest.order.pointsEarned).toBe(0);
    const member = await memberWith();
    const placed = await buy(member, 0);
    await arrive(placed.order);
    clock.advance(9 * DAY_MS);
    await stage.backstage.run("orders.complete");
    await stage.backstage.expectSound();
    expect(await ledgerOf(await again(member))).toEqual(["earned 130"]);
  });

  test("whose money goes back takes its points back; spent ones are a debt for later points", async () => {
    const member = await memberWith();
    const placed = await buy(member, 0, 100_000);
    await arrive(placed.order);
    await keep(member, placed);
    await stage.backstage.delivered();
    clock.advance(1_000);
    await buy(member, 600);
    clock.advance(1_000);
    const { status } = await orderDesk(staff()).refund(placed.order.id, { amount: 99_950 });
    expect(status).toBe(201);
    await stage.backstage.expectSound();
    // Fifty won are kept, which earn nothing: all 1,000 points go back, of which 400 are left.
    expect(await pointsOf(member)).toMatchObject({ balance: -600, available: 0, held: 0 });
    expect((await ledgerOf(member)).slice(0, 2)).toEqual(["clawed_back -1000", "spent -600"]);
    expect((await grant(staff(), member.id, { amount: 1_000 })).body).toMatchObject({
      balance: 400,
      available: 400,
    });
    await stage.backstage.expectSound();
  });
});

describe("points", () => {
  test("that expire first are spent first; expired ones are gone, and the ledger says so", async () => {
    const member = await memberWith([1_000, 20], [2_000, 5], [4_000, 300]);
    expect(await pointsOf(member)).toMatchObject({ balance: 7_000, expiringSoon: { points: 3_000 } });
    await buy(member, 2_500);
    expect((await pointsOf(member)).expiringSoon.points).toBe(500);
    clock.advance(21 * DAY_MS);
    const back = await again(member);
    const { id } = await back.createCart();
    const { body } = await back.request<{ points: object }>("POST", `/api/v1/carts/${id}/quote`, {});
    expect(body.points).toMatchObject({ available: 4_000 });
    await Promise.all([1, 2, 3].map(() => stage.backstage.run("promotions.expirePoints")));
    expect((await ledgerOf(back))[0]).toBe("expired -500");
    expect(await pointsOf(back)).toMatchObject({ balance: 4_000, available: 4_000 });
    await stage.backstage.expectSound();
  });

  test("of a canceled order keep their expiry, or get thirty days when it is over", async () => {
    const member = await memberWith([1_000, 1], [1_000, 200]);
    const placed = await buy(member, 1_500);
    clock.advance(2 * DAY_MS);
    const back = await again(member);
    expect((await cancel(back, placed)).status).toBe(200);
    await stage.backstage.expectSound();
    expect(await pointsOf(back)).toMatchObject({ balance: 2_000, expiringSoon: { points: 0 } });
    clock.advance(2_000);
    expect((await pointsOf(back)).expiringSoon.points).toBe(1_000);
    clock.advance(31 * DAY_MS);
    await stage.backstage.run("promotions.expirePoints");
    expect(await pointsOf(await again(member))).toMatchObject({ balance: 1_000 });
    await stage.backstage.expectSound();
  });

  test("of an order that is not paid come back, and a hold that no order came for lapses", async () => {
    const member = await memberWith([1_000, 90]);
    await place(member, 400);
    const until = new Date(clock.now().getTime() + 1_000).toISOString();
    const hold = {
      orderId: newId(),
      cartId: newId(),
      memberId: member.id,
      couponIds: [],
      points: 600,
      until,
    };
    await stage.backstage.port(promotions).reserve(hold);
    await stage.backstage.port(promotions).reserve(hold);
    expect(await pointsOf(member)).toMatchObject({ available: 0, held: 1_000 });
    clock.advance(1_001);
    await Promise.all([1, 2, 3].map(() => stage.backstage.run("promotions.sweep")));
    expect(await pointsOf(member)).toMatchObject({ available: 600, held: 400 });
    clock.advance(16 * 60_000);
    await stage.backstage.run("orders.expire");
    expect(await pointsOf(await again(member))).toMatchObject({ balance: 1_000, available: 1_000, held: 0 });
    await stage.backstage.expectSound();
  });

  test("of late money are taken again, or the money goes back when they are spent", async () => {
    for (const isTaken of [false, true]) {
      const member = await memberWith([1_000, 90]);
      const placed = await place(member, 1_000);
      const approved = await member.approve(placed.payment?.windowUrl, { mode: "500-after-effect" });
      await stage.backstage.fault("get", "500-before-effect");
      expect((await member.confirm(approved)).status).toBe(202);
      await stage.backstage.clearFaults();
      clock.advance(20 * 60_000);
      await stage.backstage.port(promotions).release({ orderId: placed.order.id });
      if (isTaken) expect((await grant(staff(), member.id, { amount: -1_000 })).status).toBe(201);
      await stage.backstage.run("payments.reconcile");
      await stage.backstage.delivered();
      const back = await again(member);
      const { body } = await back.request<{ status: string }>("GET", `/api/v1/orders/${placed.order.id}`);
      expect(body.status === "paid").toBe(!isTaken);
      if (isTaken) await stage.backstage.run("orders.expire");
      expect(await pointsOf(back)).toMatchObject({ balance: 0, available: 0, held: 0 });
      await stage.backstage.expectSound();
    }
  });
});

test("parallel cancellations, orders and grants of one member keep the ledger exact", async () => {
  const member = await memberWith([10_000, 90]);
  const paid = [await buy(member, 2_000), await buy(member, 3_000)];
  const carts = await Promise.all([1, 2, 3].map(() => stage.shopper.createCart()));
  const { id } = await stage.stock(100, 5_000);
  for (const cart of carts) await stage.shopper.addItem(cart.id, id, 1);
  const work = [
    ...paid.map((placed) => cancel(member, placed)),
    ...carts.map((cart) => member.placeOrder(cart.id, { points: 4_000 })),
    grant(staff(), member.id, { amount: -1_000 }),
    grant(staff(), member.id, { amount: 700 }),
  ];
  const statuses = (await Promise.all(work)).map(({ status }) => status);
  expect(statuses.slice(0, 2)).toEqual([200, 200]);
  await stage.backstage.expectSound();
  const held = 4_000 * statuses.slice(2, 5).filter((status) => status === 201).length;
  const { balance, available, held: seen } = await pointsOf(member);
  expect([seen, available]).toEqual([held, balance - held]);
});

test("in several processes an order spends its points, and gives them back when it is canceled", async () => {
  const apart = await openStage({ apart: [["promotions"], ["cart", "orders"], ["members"]] });
  const member = await apart.shopper.signUp();
  expect((await grant(apart.shopper, member.id, { amount: 13_000 })).status).toBe(201);
  const cart = await member.createCart();
  await member.addItem(cart.id, (await apart.stock(5)).id);
  const { status, body } = await member.placeOrder(cart.id, { points: 13_000 });
  expect([status, body.order.status]).toEqual([201, "paid"]);
  await apart.backstage.delivered();
  expect(await ledgerOf(member)).toEqual(["spent -13000", "granted 13000"]);
  expect((await cancel(member, body)).status).toBe(200);
  await apart.backstage.delivered();
  expect(await pointsOf(member)).toMatchObject({ balance: 13_000, available: 13_000 });
  await apart.backstage.expectSound();
  await apart.close();
});
