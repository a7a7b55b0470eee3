/** A database of an earlier version is brought up to date while the shop is in use. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateAll } from "../../server/migrations.ts";
import { readConfig } from "../../server/platform/config.ts";
import { newId } from "../../server/platform/ids.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

let stage: PurchaseStage;
beforeAll(async () => {
  // No worker: the test runs the jobs.
  stage = await openStage({ environment: { ROLES: "api" } });
});
afterAll(() => stage.close());

/** What the version before did not have. */
const WITHOUT_CONSTRAINT = `
  DROP INDEX orders.orders_one_payable_per_cart;
  ALTER TABLE orders.orders DROP COLUMN sole_of_cart;
  CREATE INDEX orders_pending_of_cart ON orders.orders (cart_id) WHERE status = 'pending_payment';
  DELETE FROM platform.migrations WHERE module = 'orders' AND name = '0003_one_payable_order.sql'`;

test("a cart with several unpaid orders keeps the newest; the others are closed, payment first", async () => {
  const { backstage, shopper } = stage;
  const variant = await stage.stock(10);
  const placed = [];
  for (let at = 0; at < 3; at += 1) placed.push(await stage.place(variant.id));
  const other = await stage.place(variant.id);
  await backstage.rows(WITHOUT_CONSTRAINT);
  const [first, second, newest] = placed as [(typeof placed)[0], (typeof placed)[0], (typeof placed)[0]];
  const cartId = newId();
  await backstage.rows("UPDATE orders.orders SET cart_id = $1 WHERE id = ANY ($2)", [
    cartId,
    placed.map(({ order }) => order.id),
  ]);

  const ran = await migrateAll(readConfig({ ...stage.shop.environment }));
  expect(ran).toEqual(["orders/0003_one_payable_order.sql"]);
  await backstage.run("orders.expire");

  for (const { order, guestToken, payment } of [first, second]) {
    expect(await stage.read({ order, guestToken, payment })).toMatchObject({
      status: "expired",
      payment: { status: "expired" },
    });
    const late = await shopper.confirm(await shopper.approve(payment.windowUrl));
    expect(late).toMatchObject({ status: 409, body: { code: "ORDER_CLOSED" } });
  }
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 10, reserved: 2 });
  for (const { payment } of [newest, other])
    expect((await shopper.confirm(await shopper.approve(payment.windowUrl))).status).toBe(200);
});
