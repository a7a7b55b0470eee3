/** The clock of the machine is moved under purchases: nothing is lost, doubled, or stuck. */
import { afterEach, expect, inject, test } from "vitest";
import { startTestShop, type TestShop } from "../../server/testing.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";
import { client, newKey } from "../support/client.ts";
import { expectStockExact, stockProduct } from "./shoppers.ts";

const HOUR_MS = 3_600_000;
const PIECES = 100;

let shop: TestShop | undefined;
let backstage: Backstage | undefined;
afterEach(async () => {
  await backstage?.close();
  await shop?.stop();
});

test.each([
  ["forward by an hour", HOUR_MS],
  ["back by an hour", -HOUR_MS],
  ["forward by a day", 24 * HOUR_MS],
  ["back by a day", -24 * HOUR_MS],
])("%s", async (_, movedMs) => {
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  shop = await startTestShop({ clusterUrl: inject("clusterUrl"), clock });
  const { databaseUrl, sandbox, environment } = shop;
  backstage = await openBackstage({ databaseUrl, sandboxUrl: sandbox.url, environment, clock });
  const guest = client(shop.url);
  const member = await guest.signUp();
  const variantId = await stockProduct(guest, PIECES);
  await guest.buy(variantId);

  const orderKey = newKey();
  const { id: cartId } = await guest.createCart();
  await guest.addItem(cartId, variantId);
  const placed = await guest.placeOrder(cartId, {}, orderKey);
  const approved = await guest.approve(placed.body.payment.windowUrl);

  aheadMs = movedMs;

  // A repeat with the key is the same order, whatever the clock says.
  const again = await guest.placeOrder(cartId, {}, orderKey);
  expect([again.status, again.body.order.id]).toEqual([201, placed.body.order.id]);
  // The payment that was on its way gets a definite answer, and a repeat gets the same.
  const confirmKey = newKey();
  const confirmed = await guest.confirm(approved, confirmKey);
  expect(confirmed.status).toBeLessThan(500);
  expect((await guest.confirm(approved, confirmKey)).status).toBe(confirmed.status);
  if (movedMs < 0) expect(confirmed.status).toBe(200);
  // A token of the other time is valid or refused, never an error; the member can sign in again.
  expect([200, 401]).toContain((await member.request("GET", "/api/v1/me")).status);
  const back = await guest.signIn(member.email, member.password);
  expect((await back.request("GET", "/api/v1/me")).status).toBe(200);
  // Purchases go on, and so do the jobs.
  const paid = [await guest.buy(variantId), await guest.buy(variantId)];
  expect(paid.map((each) => each.paid.status)).toEqual(["paid", "paid"]);
  for (const job of [
    "orders.expire",
    "payments.reconcile",
    "inventory.sweep",
    "cart.removeStale",
    "orders.tendArchive",
  ] as const) {
    await backstage.run(job);
  }
  await backstage.expectSound();

  // The clock is set right again.
  aheadMs = 0;
  expect((await guest.buy(variantId)).paid.status).toBe("paid");
  await backstage.run("orders.expire");
  await backstage.run("payments.reconcile");
  await backstage.expectSound();
  await expectStockExact(backstage, variantId, PIECES);
});
