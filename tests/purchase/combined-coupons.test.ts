/** Coupons that do not go together: the first that is named stays, in quotes and in orders. */
import { afterAll, expect, test } from "vitest";
import { couponMaker, quoteOf } from "../../server/modules/promotions/coupons.fixture.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
const coupons = couponMaker(stage.shopper);
afterAll(() => stage.close());

const won = (amount: number) => ({ amount, currency: "KRW" });

test("a quote and an order have one coupon of a kind, typed or taken, unless both combine", async () => {
  const shopper = await stage.shopper.signUp();
  const cart = await shopper.createCart();
  expect((await shopper.addItem(cart.id, (await stage.stock(9, 10_000)).id)).status).toBe(200);
  const [first, second] = [await coupons.make(), await coupons.make({ downloadable: true })];
  const took = await shopper.request("POST", "/api/v1/me/coupons", { couponId: second.id });
  expect(took.status).toBe(201);
  const both = [first.code, second.code];
  const only = (kept: string, refused: string) => ({
    discounts: [{ coupon: kept }],
    refused: [{ coupon: refused, reason: "NOT_COMBINABLE" }],
    total: won(10_000),
  });
  expect((await quoteOf(shopper, cart.id, both)).body).toMatchObject(only(first.code, second.code));
  expect((await quoteOf(shopper, cart.id, both.toReversed())).body).toMatchObject(
    only(second.code, first.code),
  );
  expect(await shopper.placeOrder(cart.id, { coupons: both })).toMatchObject({
    status: 409,
    body: { code: "COUPON_REFUSED", coupons: [{ coupon: second.code, reason: "NOT_COMBINABLE" }] },
  });
  await coupons.edit(first.id, { combinable: true });
  expect((await quoteOf(shopper, cart.id, both)).body).toMatchObject(only(first.code, second.code));
  await coupons.edit(second.id, { combinable: true });
  expect((await quoteOf(shopper, cart.id, both)).body).toMatchObject({ refused: [], total: won(7_000) });
  expect((await shopper.placeOrder(cart.id, { coupons: both })).status).toBe(201);
});
