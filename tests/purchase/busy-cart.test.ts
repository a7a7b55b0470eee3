/** A member's cart that does not answer at the moment of the payment. */
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { placeAs } from "./member-shopping.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());

test("the answer to a payment waits half a second at most for the cart, which is emptied later", async () => {
  const shopper = await stage.shopper.signUp();
  const { cartId, payment } = await placeAs(shopper, [[(await stage.stock(5)).id, 2]]);
  const approved = await shopper.approve(payment.windowUrl);
  const holder = new pg.Client({ connectionString: stage.shop.databaseUrl });
  await holder.connect();
  try {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM cart.carts WHERE id = $1 FOR UPDATE", [cartId]);
    const began = performance.now();
    expect((await shopper.confirm(approved)).status).toBe(200);
    // The lock is given up after 5 s.
    expect(performance.now() - began).toBeLessThan(2_800);
  } finally {
    await holder.end();
  }
  await stage.backstage.delivered();
  const cart = await shopper.request("GET", `/api/v1/carts/${cartId}`);
  expect(cart.body).toMatchObject({ itemCount: 0 });
});
