/** A request that is sent twice, or fifty times at once, takes effect once. */
import { afterAll, expect, test } from "vitest";
import {
  type ApiResponse,
  contact,
  newKey,
  type PlacedOrder,
  type Problem,
  shippingAddress,
} from "../support/client.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());

const many = <Result>(count: number, work: (at: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)));

async function fullCart(pieces = 10): Promise<{ cartId: string; variant: { id: string; sku: string } }> {
  const variant = await stage.stock(pieces);
  const { id: cartId } = await stage.shopper.createCart();
  await stage.shopper.addItem(cartId, variant.id);
  return { cartId, variant };
}

test("twenty parallel orders with one Idempotency-Key are one order with one answer", async () => {
  const { cartId, variant } = await fullCart();
  const key = newKey();
  const answers = await many(20, () => stage.shopper.placeOrder(cartId, {}, key));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const [first] = answers;
  for (const { body } of answers) expect(body).toEqual(first?.body);
  expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(19);
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 10, reserved: 1 });
  const orders = await stage.backstage.rows("SELECT id FROM orders.orders WHERE cart_id = $1", [cartId]);
  expect(orders).toHaveLength(1);
});

test("a second use of a key with another body is refused, and the first answer stays", async () => {
  const { cartId } = await fullCart();
  const key = newKey();
  const first = await stage.shopper.placeOrder(cartId, {}, key);
  const other = await stage.shopper.placeOrder(cartId, { contact: { ...contact, name: "다른 사람" } }, key);
  expect(other).toMatchObject({ status: 422, body: { code: "IDEMPOTENCY_KEY_REUSED" } });
  expect((await stage.shopper.placeOrder(cartId, {}, key)).body).toEqual(first.body);
});

test("a key is its caller's own: another guest places and cancels with the same one", async () => {
  const carts = [await fullCart(), await fullCart()];
  const key = newKey();
  const placed = await Promise.all(carts.map(({ cartId }) => stage.shopper.placeOrder(cartId, {}, key)));
  expect(placed.map(({ status }) => status)).toEqual([201, 201]);
  const cancel = ({ body }: (typeof placed)[number], token: string) =>
    stage.shopper.request(
      "POST",
      `/api/v1/orders/${body.order.id}/cancel`,
      { reason: "변심" },
      { "idempotency-key": key, "x-guest-token": token },
    );
  const [first, second] = placed;
  if (!first || !second) throw new Error("no orders");
  expect((await cancel(first, first.body.guestToken ?? "")).status).toBe(200);
  // Another guest, with the same key and body: the stored answer is not theirs.
  expect((await cancel(first, second.body.guestToken ?? "")).status).toBe(404);
  expect((await cancel(second, second.body.guestToken ?? "")).status).toBe(200);
});

test("a refusal is stored for its key, and a new key may succeed", async () => {
  const { cartId, variant } = await fullCart(0);
  const key = newKey();
  expect((await stage.shopper.placeOrder(cartId, {}, key)).status).toBe(409);
  await stage.restock(variant.sku, 5);
  expect(await stage.shopper.placeOrder(cartId, {}, key)).toMatchObject({
    status: 409,
    body: { code: "OUT_OF_STOCK" },
  });
  expect((await stage.shopper.placeOrder(cartId)).status).toBe(201);
});

test.each([
  ["missing", {}],
  ["too short", { "idempotency-key": "1234567" }],
  ["300 characters long", { "idempotency-key": "k".repeat(300) }],
  ["with spaces in it", { "idempotency-key": "a key with spaces" }],
] as [string, Record<string, string>][])(
  "an Idempotency-Key that is %s is refused with its pointer",
  async (_, headers) => {
    const { cartId } = await fullCart();
    const { approved, order, guestToken } = await stage.approve((await stage.stock(1)).id);
    const pointer = "/headers/idempotency-key";
    const requests: [string, object, Record<string, string>][] = [
      ["/api/v1/orders", { cartId, contact, shippingAddress }, {}],
      ["/api/v1/payments/confirm", { provider: "sandbox", ...approved }, {}],
      [`/api/v1/orders/${order.id}/payments`, {}, { "x-guest-token": guestToken }],
    ];
    for (const [path, body, more] of requests) {
      const answer = await stage.shopper.request<Problem>("POST", path, body, { ...headers, ...more });
      expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_INPUT", errors: [{ pointer }] } });
    }
  },
);

test("an Idempotency-Key in the quotes of RFC 8941 is the same key", async () => {
  const { cartId } = await fullCart();
  const key = newKey();
  const bare = await stage.shopper.placeOrder(cartId, {}, key);
  const quoted = await stage.shopper.placeOrder(cartId, {}, `"${key}"`);
  expect(quoted.body).toEqual(bare.body);
});

test("fifty parallel confirms with different keys capture once, and all return the paid order", async () => {
  const variant = await stage.stock(10);
  const { approved, order } = await stage.approve(variant.id);
  const answers = await many(50, () => stage.shopper.confirm(approved));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  for (const { body } of answers) expect(body.order).toMatchObject({ id: order.id, status: "paid" });
  const payment = (await stage.backstage.providerPayments()).find(
    ({ paymentKey }) => paymentKey === approved.paymentKey,
  );
  expect(payment?.ledger).toHaveLength(1);
  const events = await stage.backstage.rows(
    "SELECT type FROM orders.events WHERE order_id = $1 ORDER BY seq",
    [order.id],
  );
  expect(events).toEqual([{ type: "placed" }, { type: "paid" }]);
  await stage.backstage.delivered();
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 9, reserved: 0 });
  await stage.backstage.expectSound();
});

test("a confirm repeated with its key gets the same answer, also much later", async () => {
  const { approved } = await stage.approve((await stage.stock(1)).id);
  const key = newKey();
  const first = await stage.shopper.confirm(approved, key);
  await stage.backstage.delivered();
  const again = await stage.shopper.confirm(approved, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});

test("two orders of one cart leave one order open, and its payment works", async () => {
  const { shopper, backstage } = stage;
  const { cartId, variant } = await fullCart(1);
  const first = await shopper.placeOrder(cartId);
  const second = await shopper.placeOrder(cartId);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await stage.read(first.body)).toMatchObject({ status: "canceled", payment: { status: "expired" } });
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 1, reserved: 1 });

  const late = await shopper.confirm(await shopper.approve(first.body.payment.windowUrl));
  expect(late).toMatchObject({ status: 409, body: { code: "ORDER_CLOSED" } });
  const paid = await shopper.confirm(await shopper.approve(second.body.payment.windowUrl));
  expect(paid.body.order).toMatchObject({ id: second.body.order.id, status: "paid" });
  await backstage.expectSound();
});

test("an unpaid order that is replaced releases all its stock", async () => {
  const { cartId, variant } = await fullCart(3);
  for (let at = 0; at < 4; at += 1) {
    expect((await stage.shopper.placeOrder(cartId)).status).toBe(201);
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 3, reserved: 1 });
  }
});

/** Requests a new payment of the order. */
function payAgain({
  order,
  guestToken,
}: PlacedOrder): Promise<ApiResponse<{ payment: PlacedOrder["payment"] }>> {
  const headers = { "x-guest-token": guestToken, "idempotency-key": newKey() };
  return stage.shopper.request("POST", `/api/v1/orders/${order.id}/payments`, {}, headers);
}

test("a new payment ends the previous one, and its window then pays nothing", async () => {
  const { approved, ...placed } = await stage.approve((await stage.stock(1)).id);
  const again = await payAgain(placed);
  expect(again.status).toBe(201);
  expect(again.body.payment.orderId).not.toBe(placed.payment.orderId);
  expect(await stage.shopper.confirm(approved)).toMatchObject({
    status: 402,
    body: { reason: { code: "EXPIRED" } },
  });
  expect(
    (await stage.shopper.confirm(await stage.shopper.approve(again.body.payment.windowUrl))).status,
  ).toBe(200);
  await stage.backstage.expectSound();
});

test("ten parallel new payments leave at most one open, and the next one can be paid", async () => {
  const placed = await stage.place((await stage.stock(1)).id);
  const statuses = (await many(10, () => payAgain(placed))).map(({ status }) => status);
  for (const status of statuses) expect([201, 409]).toContain(status);
  const live = "SELECT FROM payments.attempts WHERE order_id = $1 AND state = 'READY'";
  expect((await stage.backstage.rows(live, [placed.order.id])).length).toBeLessThanOrEqual(1);
  const { body } = await payAgain(placed);
  expect((await stage.shopper.confirm(await stage.shopper.approve(body.payment.windowUrl))).status).toBe(200);
  await stage.backstage.expectSound();
});

test("another order's payment pays nothing, and both orders can still be paid", async () => {
  const { shopper, backstage } = stage;
  const variant = await stage.stock(5);
  const [mine, other] = [await stage.approve(variant.id), await stage.approve(variant.id)];
  const stolen = await shopper.confirm({ ...mine.approved, paymentKey: other.approved.paymentKey });
  expect(stolen.status).toBeGreaterThanOrEqual(400);
  expect(stolen.status).toBeLessThan(500);
  for (const payment of await backstage.providerPayments()) {
    if ([mine, other].some(({ approved }) => approved.paymentKey === payment.paymentKey))
      expect(payment.held).toBe(0);
  }
  expect((await shopper.confirm(mine.approved)).body).toMatchObject({
    order: { id: mine.order.id, status: "paid" },
  });
  expect((await shopper.confirm(other.approved)).body).toMatchObject({
    order: { id: other.order.id, status: "paid" },
  });
  await backstage.expectSound();
});

test("an invented payment key pays nothing, and the real one still works", async () => {
  const placed = await stage.approve((await stage.stock(1)).id);
  const { approved, order } = placed;
  const invented = await stage.shopper.confirm({ ...approved, paymentKey: "tgen_neverseen" });
  expect(invented).toMatchObject({ status: 422, body: { code: "PAYMENT_NOT_FOUND" } });
  expect((await stage.shopper.confirm(approved)).body).toMatchObject({
    order: { id: order.id, status: "paid" },
  });
  expect((await stage.read(placed)).payment).toMatchObject({ status: "paid", failure: null });
});

test("an order that failed before it was stored starts anew with the cart of its repeat", async () => {
  const { shopper, backstage } = stage;
  const { cartId, variant } = await fullCart(5);
  const key = newKey();
  await backstage.rows("ALTER TABLE orders.orders ADD CONSTRAINT no_orders CHECK (false) NOT VALID");
  const broken = await shopper.placeOrder(cartId, {}, key);
  await backstage.rows("ALTER TABLE orders.orders DROP CONSTRAINT no_orders");
  expect(broken).toMatchObject({ status: 500, body: { code: "INTERNAL" } });
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 5, reserved: 1 });

  await shopper.addItem(cartId, variant.id, 2);
  const { status, body } = await shopper.placeOrder(cartId, {}, key);
  expect(status).toBe(201);
  expect(body.order.items).toMatchObject([{ quantity: 3 }]);
  expect(body.payment.amount).toEqual(body.order.total);
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 5, reserved: 3 });
  expect((await shopper.confirm(await shopper.approve(body.payment.windowUrl))).status).toBe(200);
  await backstage.delivered();
  expect(await stage.levels(variant.sku)).toEqual({ onHand: 2, reserved: 0 });
  await backstage.expectSound();
});
