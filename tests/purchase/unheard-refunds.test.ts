/**
 * Refunds whose event was lost, or that a process of an earlier version carried out: they end by themselves.
 * Time is passed in.
 */
import { afterAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { runAudit } from "../../scripts/audit/run.ts";
import { newId } from "../../server/platform/ids.ts";
import { client, type PlacedOrder } from "../support/client.ts";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock });
afterAll(() => stage.close());
const { backstage, shopper } = stage;
/** A sign-in lasts minutes, so that staff sign in again after the clock has moved. */
const staff = () => client(stage.shop.url);

async function reconcile(): Promise<void> {
  clock.advance(61_000);
  // Twice, and beside itself.
  await Promise.all([1, 2].map(() => backstage.run("orders.reconcileRefunds")));
  await backstage.delivered();
  await backstage.run("orders.reconcileRefunds");
  await backstage.delivered();
}
const violationsOf = async ({ order }: PlacedOrder) => {
  const { modules } = await runAudit(stage.shop.databaseUrl, {}, 0);
  return modules.flatMap(({ violations }) => violations).filter((each) => each.includes(order.number));
};
const stateOf = async ({ order }: PlacedOrder) => {
  const [row] = await backstage.rows<{ state: string; back: number }>(
    `SELECT state, given_back::float8 AS back FROM orders.refunds JOIN orders.orders ON orders.id = order_id
     WHERE order_id = $1`,
    [order.id],
  );
  return row;
};
const heldOf = async ({ payment }: PlacedOrder) =>
  (await backstage.providerPayments()).find(({ orderId }) => orderId === payment.orderId)?.held;
/** As a version leaves it that is not told that the money is back. */
const unhear = ({ order }: PlacedOrder) =>
  backstage.rows(
    `WITH unheard AS (
       UPDATE orders.refunds SET state = 'asked', payment_refund = NULL WHERE order_id = $1 RETURNING amount
     ), back AS (UPDATE orders.claims SET status = 'refunding' WHERE order_id = $1)
     UPDATE orders.orders SET given_back = given_back - (SELECT sum(amount) FROM unheard) WHERE id = $1`,
    [order.id],
  );

test("a refund that payments is done with is done here, and the audit names it until then", async () => {
  const placed = await shopper.buy((await stage.stock(3)).id);
  expect((await orderDesk(staff()).refund(placed.order.id, { amount: 4_000 })).status).toBe(201);
  await backstage.delivered();
  expect(await stateOf(placed)).toEqual({ state: "done", back: 4_000 });
  await unhear(placed);
  expect(await violationsOf(placed)).toEqual([
    `order ${placed.order.number}: 4000 was given back in payments, and 0 is known`,
  ]);
  await backstage.run("orders.reconcileRefunds");
  // It may still be told.
  expect(await stateOf(placed)).toEqual({ state: "asked", back: 0 });
  await reconcile();
  expect(await stateOf(placed)).toEqual({ state: "done", back: 4_000 });
  expect(await heldOf(placed)).toBe(9_000);
  await backstage.expectSound();
});

test("a refund that payments was never asked for is asked for once", async () => {
  const placed = await shopper.buy((await stage.stock(3)).id);
  // Its event went to the dead letters.
  await backstage.rows(
    `WITH booked AS (
       INSERT INTO orders.refunds (id, order_id, kind, amount, reason, lines, at)
       VALUES ($2, $1, 'staff', 5000, '파손', '[]', $3) RETURNING order_id)
     UPDATE orders.orders SET refunded = 5000 FROM booked WHERE id = order_id`,
    [placed.order.id, newId(), clock.now()],
  );
  expect((await violationsOf(placed)).length).toBeGreaterThan(0);
  await reconcile();
  expect(await stateOf(placed)).toEqual({ state: "done", back: 5_000 });
  expect(await heldOf(placed)).toBe(8_000);
  await backstage.expectSound();
});

test("a refund of points alone, which an earlier version leaves open, needs no provider", async () => {
  const placed = await shopper.buy((await stage.stock(3)).id);
  await backstage.rows(
    `INSERT INTO orders.refunds (id, order_id, kind, amount, lines, at)
     VALUES ($2, $1, 'cancel', 0, '[]', $3)`,
    [placed.order.id, newId(), clock.now()],
  );
  await reconcile();
  expect(await stateOf(placed)).toEqual({ state: "done", back: 0 });
  await backstage.expectSound();
});

test("a refused refund is known as refused, and stays with staff", async () => {
  const placed = await shopper.buy((await stage.stock(3)).id);
  await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  await orderDesk(staff()).refund(placed.order.id, { amount: 4_000 });
  await backstage.delivered();
  await backstage.rows(
    "UPDATE orders.refunds SET state = 'asked', payment_refund = NULL WHERE order_id = $1",
    [placed.order.id],
  );
  await reconcile();
  expect(await stateOf(placed)).toEqual({ state: "failed", back: 0 });
  expect(await heldOf(placed)).toBe(13_000);
  expect((await orderDesk(staff()).retry(placed.order.id)).status).toBe(200);
  await backstage.delivered();
  expect(await stateOf(placed)).toEqual({ state: "done", back: 4_000 });
});

test("a refund that is asked for again by a clock that is behind is followed to its end", async () => {
  const placed = await shopper.buy((await stage.stock(3)).id);
  await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  await orderDesk(staff()).refund(placed.order.id, { amount: 4_000 });
  await backstage.delivered();
  expect(await stateOf(placed)).toEqual({ state: "failed", back: 0 });
  clock.advance(-2_000);
  expect((await orderDesk(staff()).retry(placed.order.id)).status).toBe(200);
  await backstage.delivered();
  clock.advance(2_000);
  expect(await stateOf(placed)).toEqual({ state: "done", back: 4_000 });
  expect(await heldOf(placed)).toBe(9_000);
  await backstage.expectSound();
});

describe("a return", () => {
  async function refunded() {
    const buyer = client(stage.shop.url);
    const { placed, lineId } = await arrived(stage, 2, { staff: staff(), buyer });
    const claims = claimDesk(staff());
    const asked = { lines: [{ lineId, quantity: 2 }], fault: "seller" };
    const { id } = (await claimant(buyer).claim(placed, asked)).body.claim;
    await claims.approve(id);
    await claims.collected(id);
    await claims.inspected(id, [{ lineId, received: 2, resellable: 2 }]);
    expect((await claims.complete(id)).body.status).toBe("refunded");
    await backstage.delivered();
    return { placed, buyer };
  }
  const claimOf = async (placed: PlacedOrder, buyer = shopper) =>
    (await claimant(buyer).list(placed)).body.items[0];

  test("that waits for money which is back is refunded, once", async () => {
    const { placed, buyer } = await refunded();
    await unhear(placed);
    expect(await claimOf(placed, buyer)).toMatchObject({ status: "refunding", refunded: null });
    await reconcile();
    expect(await claimOf(placed, buyer)).toMatchObject({ status: "refunded", refunded: placed.order.total });
    expect(await heldOf(placed)).toBe(0);
    await backstage.expectSound();
  });

  test("that waits although its refund is known as done is refunded", async () => {
    const { placed, buyer } = await refunded();
    await backstage.rows("UPDATE orders.claims SET status = 'refunding' WHERE order_id = $1", [
      placed.order.id,
    ]);
    await reconcile();
    expect(await claimOf(placed, buyer)).toMatchObject({ status: "refunded" });
    await backstage.expectSound();
  });

  test("that an earlier version counts as refunded before its money is back stays so", async () => {
    const { placed, buyer } = await refunded();
    await unhear(placed);
    await backstage.rows("UPDATE orders.claims SET status = 'refunded' WHERE order_id = $1", [
      placed.order.id,
    ]);
    await reconcile();
    expect(await stateOf(placed)).toMatchObject({ state: "done" });
    const steps = (await claimOf(placed, buyer))?.steps.filter(({ type }) => type === "claim_refunded");
    expect(steps).toHaveLength(1);
    await backstage.expectSound();
  });
});

test("pieces of an exchange that an earlier version closes count as sent once more", async () => {
  const buyer = client(stage.shop.url);
  const { placed, lineId } = await arrived(stage, 2, { staff: staff(), buyer });
  const claims = claimDesk(staff());
  const one = { lines: [{ lineId, quantity: 1 }], fault: "seller" };
  for (let round = 1; round <= 2; round += 1) {
    const { id } = (await claimant(buyer).claim(placed, { kind: "exchange", ...one })).body.claim;
    await claims.approve(id);
    await claims.collected(id);
    await claims.inspected(id, [{ lineId, received: 1, resellable: 0 }]);
    expect((await claims.reship(id)).status).toBe(200);
    // The statement of that version, which does not count them.
    await backstage.rows(
      `WITH moved AS (UPDATE orders.claims SET status = 'done' WHERE id = $1 AND status = 'reshipping'
         RETURNING id, status)
       UPDATE orders.lines SET claimed = claimed - piece.quantity FROM moved, orders.claim_lines AS piece
       WHERE piece.claim_id = moved.id AND lines.id = piece.line_id
         AND moved.status IN ('rejected', 'withdrawn')`,
      [id],
    );
    await backstage.rows("UPDATE orders.shipments SET delivered_at = $2 WHERE claim_id = $1", [
      id,
      clock.now(),
    ]);
    const { items } = (await orderDesk(staff()).read(placed.order.id)).body;
    expect(items).toMatchObject([{ shipped: 2, claimed: round, exchanged: round }]);
    await backstage.expectSound();
  }
});
