/** Orders that were never paid do not stay for ever. Time is passed in, and the provider sends no webhook. */
import { afterAll, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { placeAs } from "./member-shopping.ts";
import { openStage } from "./stage.ts";

const DAY_MS = 24 * 3_600_000;
const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock, environment: { UNPAID_ORDER_DAYS: "7" } });
afterAll(() => stage.close());

async function expireAll(): Promise<void> {
  clock.advance(16 * 60_000);
  await stage.backstage.run("orders.expire");
}

const rowsOf = async (orderId: string): Promise<number[]> => {
  const [counts] = await stage.backstage.rows<{ counts: number[] }>(
    `SELECT ARRAY[(SELECT count(*) FROM orders.orders WHERE id = $1),
       (SELECT count(*) FROM orders.lines WHERE order_id = $1),
       (SELECT count(*) FROM orders.events WHERE order_id = $1)]::int[] AS counts`,
    [orderId],
  );
  return counts?.counts ?? [];
};

test("a guest's expired order is deleted after the days of the setting; others stay", async () => {
  const variant = await stage.stock(10);
  const member = await stage.shopper.signUp();
  const members = await placeAs(member, [[variant.id, 1]]);
  const guests = await stage.place(variant.id);
  await expireAll();
  const paid = await stage.shopper.buy(variant.id);
  await stage.backstage.delivered();

  clock.advance(6.9 * DAY_MS);
  await stage.backstage.run("orders.forgetUnpaid");
  expect(await rowsOf(guests.order.id)).toEqual([1, 1, 2]);
  clock.advance(0.2 * DAY_MS);
  await stage.backstage.run("orders.forgetUnpaid");
  expect(await rowsOf(guests.order.id)).toEqual([0, 0, 0]);
  expect(await rowsOf(members.order.id)).toEqual([1, 1, 2]);
  expect(await rowsOf(paid.order.id)).toEqual([1, 1, 2]);
  const path = `/api/v1/orders/${guests.order.id}`;
  const headers = { "x-guest-token": guests.guestToken };
  expect((await stage.shopper.request("GET", path, undefined, headers)).status).toBe(404);
  await stage.backstage.expectSound();
});

test("money that is found after the order was deleted is refunded", async () => {
  const placed = await stage.place((await stage.stock(1)).id);
  await expireAll();
  const approved = await stage.shopper.approve(placed.payment.windowUrl);
  await sandboxDesk(stage.shop.sandbox.url).confirm(approved);
  clock.advance(8 * DAY_MS);
  await stage.backstage.run("orders.forgetUnpaid");
  expect(await rowsOf(placed.order.id)).toEqual([0, 0, 0]);
  const webhook = { data: { orderId: approved.orderId } };
  expect((await stage.shopper.request("POST", "/api/v1/payments/webhooks/sandbox", webhook)).status).toBe(
    200,
  );
  const held = async () =>
    (await stage.backstage.providerPayments()).find(({ paymentKey }) => paymentKey === approved.paymentKey)
      ?.held;
  await expect.poll(held).toBe(0);
  await stage.backstage.expectSound();
});
