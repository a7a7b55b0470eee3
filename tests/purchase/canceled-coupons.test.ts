/** Paid orders with coupons that their buyers cancel. */
import { afterAll, expect, test } from "vitest";
import { couponMaker, quoteOf } from "../../server/modules/promotions/coupons.fixture.ts";
import { newKey, type PlacedOrder } from "../support/client.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());
const coupons = couponMaker(stage.shopper);
const won = (amount: number) => ({ amount, currency: "KRW" });

async function cartOf(price: number, quantity: number): Promise<string> {
  const cart = await stage.shopper.createCart();
  const { id } = await stage.stock(1_000, price);
  expect((await stage.shopper.addItem(cart.id, id, quantity)).status).toBe(200);
  return cart.id;
}
const refusals = async (code: string) =>
  (await quoteOf(stage.shopper, await cartOf(10_000, 1), [code])).body.refused;

const cancel = ({ order, guestToken = "" }: PlacedOrder, lines: object[]) =>
  stage.shopper.request<{ refund: { amount: { amount: number } } }>(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "마음이 바뀌었어요", lines },
    { "idempotency-key": newKey(), "x-guest-token": guestToken },
  );

test("piece by piece they give back what was paid, and their coupon with the last piece", async () => {
  const { shopper, backstage } = stage;
  const { code } = await coupons.make({
    discount: { type: "percent", percent: 13 },
    limits: { total: 1 },
  });
  const { body: placed } = await shopper.placeOrder(await cartOf(3_330, 7), { coupons: [code] });
  expect(placed.order).toMatchObject({ subtotal: won(23_310), discount: won(3_030) });
  const approved = await shopper.approve(placed.payment.windowUrl);
  expect((await shopper.confirm(approved)).status).toBe(200);
  const lineId = placed.order.items[0]?.id;
  let sum = 0;
  for (let piece = 1; piece <= 7; piece += 1) {
    expect(await refusals(code)).toMatchObject([{ coupon: code, reason: "USED_UP" }]);
    const { status, body } = await cancel(placed, [{ lineId, quantity: 1 }]);
    expect(status).toBe(200);
    sum += body.refund.amount.amount;
  }
  expect(sum).toBe(placed.order.total.amount);
  await expect.poll(() => refusals(code)).toEqual([]);
  expect((await stage.read(placed)).status).toBe("canceled");
  await backstage.expectSound();
});
