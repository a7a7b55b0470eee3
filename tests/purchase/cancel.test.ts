/** Orders and pieces of orders that their buyers cancel. */
import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import { afterAll, describe, expect, test } from "vitest";
import { runAudit } from "../../scripts/audit/run.ts";
import { orders as ordersContract } from "../../server/modules/orders/contract.ts";
import type { Canceled } from "../../server/modules/orders/schemas.ts";
import { type Client, newKey, type PlacedOrder } from "../support/client.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());

type Pieces = { lineId: string; quantity: number };
const reason = "마음이 바뀌었어요";

const cancel = (placed: PlacedOrder, lines?: Pieces[], key = newKey(), by: Client = stage.shopper) =>
  by.request<Static<typeof Canceled>>(
    "POST",
    `/api/v1/orders/${placed.order.id}/cancel`,
    { reason, ...(lines && { lines }) },
    {
      "idempotency-key": key,
      ...(placed.guestToken === undefined ? {} : { "x-guest-token": placed.guestToken }),
    },
  );

async function buy(pieces: number, stock = 10, price = 10_000) {
  const variant = await stage.stock(stock, price);
  const placed = await stage.shopper.buy(variant.id, pieces);
  const lineId = placed.order.items[0]?.id ?? "";
  return { variant, placed, lineId };
}

const moneyOf = async ({ order }: PlacedOrder) =>
  (
    await stage.backstage.rows<{ captured: number; refunded: number }>(
      `SELECT sum(captured)::float8 AS captured, sum(refunded)::float8 AS refunded
       FROM payments.attempts WHERE order_id = $1`,
      [order.id],
    )
  )[0];

describe("an order that is not paid", () => {
  test("is closed, and its stock is free again", async () => {
    const variant = await stage.stock(2);
    const placed = await stage.place(variant.id);
    const answer = await cancel(placed);
    expect(answer).toMatchObject({ status: 200, body: { order: { status: "canceled" } } });
    expect(answer.body.refund).toBeUndefined();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
    await stage.backstage.expectSound();
  });

  test("is canceled as a whole only", async () => {
    const placed = await stage.place((await stage.stock(3)).id, 2);
    const lineId = placed.order.items[0]?.id ?? "";
    expect(await cancel(placed, [{ lineId, quantity: 1 }])).toMatchObject({
      status: 409,
      body: { code: "NOT_CANCELABLE", orderStatus: "pending_payment" },
    });
    expect((await cancel(placed, [{ lineId, quantity: 2 }])).status).toBe(200);
  });
});

test("an order whose money may still move is not canceled before the provider has answered", async () => {
  const variant = await stage.stock(2);
  const placed = await stage.place(variant.id);
  const approved = await stage.shopper.approve(placed.payment.windowUrl);
  await stage.backstage.fault("confirm", "500-after-effect", 1);
  await stage.backstage.fault("get", "500-before-effect");
  expect((await stage.shopper.confirm(approved)).status).toBe(202);
  expect(await cancel(placed)).toMatchObject({ status: 409, body: { code: "REQUEST_IN_PROGRESS" } });
  await stage.backstage.clearFaults();
  expect((await stage.shopper.confirm(approved)).status).toBe(200);
  expect(await cancel(placed)).toMatchObject({ status: 200, body: { order: { status: "canceled" } } });
  await stage.backstage.expectSound();
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
});

describe("a paid order", () => {
  test.each([
    ["before its goods are counted as sold", false],
    ["after its goods were counted as sold", true],
  ])("is refunded with its delivery fee, and its goods are for sale again: %s", async (_, sold) => {
    const { variant, placed } = await buy(2);
    if (sold) await stage.backstage.delivered();
    const { total } = placed.order;
    expect(await cancel(placed)).toMatchObject({
      status: 200,
      body: { order: { status: "canceled", refundPending: total }, refund: { amount: total } },
    });
    await stage.backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 10, reserved: 0 });
    expect(await moneyOf(placed)).toEqual({ captured: total.amount, refunded: total.amount });
    expect(await stage.read(placed)).toMatchObject({ refunded: total, refundPending: { amount: 0 } });
    const ledger = await stage.backstage.rows(
      `SELECT delta, reason, on_hand_after AS left FROM inventory.ledger WHERE reference = $1 ORDER BY id`,
      [placed.order.id],
    );
    const rows = [
      { delta: -2, reason: "sale", left: 8 },
      { delta: 2, reason: "cancel", left: 10 },
    ];
    expect(ledger).toEqual(sold ? rows : []);
    await stage.backstage.expectSound();
  });

  test("gives back piece after piece to the won, and the delivery fee with the last one", async () => {
    const { variant, placed, lineId } = await buy(3, 10, 3_330);
    const amounts: number[] = [];
    for (let piece = 0; piece < 3; piece += 1) {
      const { status, body } = await cancel(placed, [{ lineId, quantity: 1 }]);
      expect(status).toBe(200);
      expect(body.order.status).toBe(piece < 2 ? "paid" : "canceled");
      expect(body.order.items[0]).toMatchObject({ quantity: 3, canceled: piece + 1 });
      amounts.push(body.refund?.amount.amount ?? 0);
      await stage.backstage.delivered();
      expect(await stage.levels(variant.sku)).toEqual({ onHand: 8 + piece, reserved: 0 });
    }
    expect(amounts).toEqual([3_330, 3_330, 3_330 + placed.order.deliveryFee.amount]);
    await stage.backstage.expectSound();
  });

  test("with a discount gives back what each line cost", async () => {
    const { placed, lineId } = await buy(7, 10, 3_330);
    // As if a coupon of 13 % had been used.
    await stage.backstage.rows(
      `WITH order_ AS (UPDATE orders.orders SET discount = 3030, total = total - 3030 WHERE id = $1)
       UPDATE orders.lines SET discount = 3030 WHERE order_id = $1`,
      [placed.order.id],
    );
    const quoted = await stage.shopper.request<{ refund: { amount: number } }>(
      "POST",
      `/api/v1/orders/${placed.order.id}/cancel/quote`,
      { lines: [{ lineId, quantity: 2 }] },
      { "x-guest-token": placed.guestToken },
    );
    expect(quoted).toMatchObject({ status: 200, body: { whole: false, refund: { amount: 5_794 } } });
    expect((await cancel(placed, [{ lineId, quantity: 2 }])).body.refund?.amount.amount).toBe(5_794);
    // The provider captured the whole sum, so the audit would report the missing discount.
    await stage.backstage.rows(
      `WITH order_ AS (UPDATE orders.orders SET discount = 0, total = total + 3030 WHERE id = $1)
       UPDATE orders.lines SET discount = 0 WHERE order_id = $1`,
      [placed.order.id],
    );
    await stage.backstage.expectSound();
  });

  test("is canceled by its member, and by no other", async () => {
    const member = await stage.shopper.signUp();
    const other = await stage.shopper.signUp();
    const variant = await stage.stock(2);
    const placed = await member.buy(variant.id);
    expect(await cancel(placed, undefined, newKey(), other)).toMatchObject({ status: 404 });
    expect(await cancel(placed)).toMatchObject({ status: 404 });
    const wrongToken = { ...(await buy(1)).placed, guestToken: "another" };
    expect(await cancel(wrongToken)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect((await cancel(placed, undefined, newKey(), member)).status).toBe(200);
    const { orders } = await stage.backstage.port(ordersContract).exportOf({ memberId: member.id });
    expect(orders).toMatchObject([
      {
        items: [{ quantity: 1, canceled: 1 }],
        refunds: [{ amount: { amount: 13_000 }, reason }],
        shipments: [],
      },
    ]);
    const bought = { memberId: member.id, limit: 10 };
    expect(await stage.backstage.port(ordersContract).boughtLines(bought)).toEqual([]);
    await stage.backstage.expectSound();
  });

  test("takes no more pieces than are left, no unknown line, and no empty list", async () => {
    const { placed, lineId } = await buy(2);
    expect(await cancel(placed, [{ lineId, quantity: 3 }])).toMatchObject({
      status: 409,
      body: { code: "TOO_MANY_PIECES", lines: [{ lineId, requested: 3, left: 2 }] },
    });
    expect(
      await cancel(placed, [
        { lineId, quantity: 1 },
        { lineId: randomUUID(), quantity: 1 },
      ]),
    ).toMatchObject({ status: 409, body: { code: "TOO_MANY_PIECES" } });
    for (const lines of [[], [{ lineId, quantity: 0 }], [{ lineId, quantity: -1 }]])
      expect((await cancel(placed, lines)).status).toBe(400);
    expect((await cancel(placed, undefined, "short")).status).toBe(400);
    expect((await stage.read(placed)).status).toBe("paid");
  });

  test("cannot be canceled twice, and the same key gives the same answer", async () => {
    const { placed } = await buy(1);
    const key = newKey();
    const first = await cancel(placed, undefined, key);
    const again = await cancel(placed, undefined, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await cancel(placed)).toMatchObject({
      status: 409,
      body: { code: "NOT_CANCELABLE", orderStatus: "canceled" },
    });
    await stage.backstage.expectSound();
  });

  test("loses no piece twice when a request takes over what a crash left behind", async () => {
    const { placed, lineId } = await buy(3);
    const key = newKey();
    const first = await cancel(placed, [{ lineId, quantity: 1 }], key);
    // As if the process had died before its answer was stored, and the lock is over.
    await stage.backstage.rows(
      `UPDATE platform.idempotency_keys SET state = 'RUNNING', status = NULL, body = NULL,
         locked_until = now() - interval '1 hour' WHERE key = $1`,
      [key],
    );
    const again = await cancel(placed, [{ lineId, quantity: 1 }], key);
    expect(again.body.refund).toEqual(first.body.refund);
    expect(again.body.order.items[0]?.canceled).toBe(1);
    expect((await cancel(placed, [{ lineId, quantity: 1 }], key)).body).toEqual(again.body);
    await stage.backstage.expectSound();
  });

  test("loses no piece twice when cancellations run in parallel", async () => {
    const { variant, placed, lineId } = await buy(5);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => cancel(placed, [{ lineId, quantity: 1 }])),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    await stage.backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 10, reserved: 0 });
    const { total } = placed.order;
    expect(await moneyOf(placed)).toEqual({ captured: total.amount, refunded: total.amount });
    await stage.backstage.expectSound();
  });

  test("is refunded once although the provider's answer to the refund is lost", async () => {
    const { placed, lineId } = await buy(2);
    await stage.backstage.fault("cancel", "500-after-effect", 1);
    expect((await cancel(placed, [{ lineId, quantity: 1 }])).status).toBe(200);
    await stage.backstage.expectSound();
    expect((await moneyOf(placed))?.refunded).toBe(10_000);
  });
});

test("the audit names money that is not given back, and pieces without a refund", async () => {
  const { placed, lineId } = await buy(2);
  await cancel(placed, [{ lineId, quantity: 1 }]);
  await stage.backstage.delivered();
  const { id, number } = placed.order;
  const spoil = (statement: string) => stage.backstage.rows(statement, [id]);
  const found = async () =>
    (await runAudit(stage.shop.databaseUrl, {}, 250)).modules.flatMap(({ violations }) => violations);
  await spoil("UPDATE payments.attempts SET refund_reserved = 0 WHERE order_id = $1");
  expect(await found()).toEqual([`order ${number}: of 10000 to be given back, 10000 is not`]);
  await spoil("UPDATE payments.attempts SET refund_reserved = refunded + 1 WHERE order_id = $1");
  expect(await found()).toEqual([`order ${number} is paid but 12999 of 13000 is paid`]);
  await spoil("UPDATE payments.attempts SET refund_reserved = refunded WHERE order_id = $1");
  await spoil("UPDATE orders.lines SET canceled = 2 WHERE order_id = $1");
  expect(await found()).toEqual([`order ${number}: its pieces are not those of its parcels and refunds`]);
  await spoil("UPDATE orders.lines SET canceled = 1 WHERE order_id = $1");
  await stage.backstage.expectSound();
});
