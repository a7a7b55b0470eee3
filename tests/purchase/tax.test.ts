/** Orders of taxed and tax-free goods: their parts, and what providers are told of them. */
import { afterAll, expect, test } from "vitest";
import { runAudit } from "../../scripts/audit/run.ts";
import { grant } from "../../server/modules/promotions/points/points.fixture.ts";
import { type Client, newKey, type PlacedOrder } from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true, environment: { PAYMENT_PROVIDERS: "toss,portone" } });
const { backstage, shopper } = stage;
afterAll(() => stage.close());
const desk = orderDesk(shopper);
/** The worker delivers events asynchronously. */
const WITHIN = { timeout: 60_000, interval: 50 };
const won = (amount: number) => ({ amount, currency: "KRW" });

/** A cart of two books (면세) at 10,000 and a mug at 13,000; delivery costs 3,000. */
async function mixedCart(by: Client = shopper): Promise<string> {
  const book = await shopper.createProduct({ taxType: "tax_free" });
  const mug = await shopper.createProduct({ variants: [{ price: 13_000 }] });
  const { id } = await by.createCart();
  await by.addItem(id, book.variants[0]?.id ?? "", 2);
  await by.addItem(id, mug.variants[0]?.id ?? "", 1);
  return id;
}
async function pay(placed: PlacedOrder, by: Client, provider: "sandbox" | "portone") {
  const approved = await by.approve(placed.payment.windowUrl);
  expect((await by.confirm(approved, newKey(), provider)).status).toBe(200);
  return approved;
}
const send = (by: Client, { order, guestToken }: PlacedOrder, lines?: object[]) =>
  by.request(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "마음이 바뀌었어요", ...(lines ? { lines } : {}) },
    { "idempotency-key": newKey(), ...(guestToken ? { "x-guest-token": guestToken } : {}) },
  );
const refundsOf = (placed: PlacedOrder) =>
  backstage.rows<{ amount: number; taxFree: number; state: string }>(
    `SELECT refunds.amount::float8 AS amount, refunds.tax_free::float8 AS "taxFree", refunds.state
     FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
     WHERE order_id = $1 ORDER BY refunds.amount, refunds.tax_free`,
    [placed.order.id],
  );
async function atToss(placed: PlacedOrder) {
  const answer = await fetch(`${stage.shop.sandbox.url}/v1/payments/orders/${placed.payment.orderId}`, {
    headers: { authorization: `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}` },
  });
  return (await answer.json()) as { balanceAmount: number; taxFreeAmount: number; vat: number };
}

test("a quote and its order have the same parts, which sum to the total, with points too", async () => {
  const member = await shopper.signUp();
  expect((await grant(shopper, member.id, { amount: 3_600 })).status).toBe(201);
  const cartId = await mixedCart(member);
  const quote = await member.request<{ tax: unknown; total: unknown }>(
    "POST",
    `/api/v1/carts/${cartId}/quote`,
    { points: 3_600 },
  );
  // Of 36,000 a tenth is spent: 18,000 of the books are left, and 14,400 that are taxed.
  const tax = { taxable: won(13_091), vat: won(1_309), taxFree: won(18_000) };
  expect(quote.body).toMatchObject({ total: won(32_400), tax });
  const placed = (await member.placeOrder(cartId, { points: 3_600 })).body;
  expect(placed.order).toMatchObject({ total: won(32_400), tax });
  expect(placed.order.items.map(({ taxType }) => taxType)).toEqual(["tax_free", "taxable"]);
});

test.each([
  ["TOSS", "sandbox"],
  ["PORTONE", "portone"],
] as const)("%s is told the parts of a payment and of each refund", async (paymentMethod, provider) => {
  const placed = (await shopper.placeOrder(await mixedCart(), { paymentMethod })).body;
  expect(placed.payment.taxFreeAmount).toBe(20_000);
  await pay(placed, shopper, provider);
  if (provider === "sandbox")
    expect(await atToss(placed)).toMatchObject({ taxFreeAmount: 20_000, vat: 1_455 });
  const [books, mug] = placed.order.items;
  expect((await send(shopper, placed, [{ lineId: books?.id, quantity: 1 }])).status).toBe(200);
  await backstage.delivered();
  const { proof } = await shopper.signIn("owner@jangteo.test", "a-password-for-tests");
  const gift = await shopper.request(
    "POST",
    `/api/v1/admin/orders/${placed.order.id}/refunds`,
    { amount: 2_600, reason: "포장이 찢어졌어요" },
    { ...proof, "idempotency-key": newKey() },
  );
  expect(gift.status).toBe(201);
  expect((await send(shopper, placed, [{ lineId: mug?.id, quantity: 1 }])).status).toBe(200);
  expect((await send(shopper, placed)).status).toBe(200);
  const done = { state: "SUCCEEDED" };
  await expect
    .poll(() => refundsOf(placed), WITHIN)
    .toEqual([
      { amount: 2_600, taxFree: 1_000, ...done },
      { amount: 10_000, taxFree: 10_000, ...done },
      { amount: 10_400, taxFree: 9_000, ...done },
      { amount: 13_000, taxFree: 0, ...done },
    ]);
  const { body } = await desk.read(placed.order.id);
  expect(body.refunds.map(({ taxFree }) => taxFree.amount)).toEqual([10_000, 1_000, 0, 9_000]);
  await backstage.expectSound();
});

test("parallel refunds of a mixed order never take more of a part than there is", async () => {
  const placed = (await shopper.placeOrder(await mixedCart())).body;
  await pay(placed, shopper, "sandbox");
  const [books] = placed.order.items;
  const half = [{ lineId: books?.id, quantity: 1 }];
  const answers = await Promise.all([1, 2, 3].map(() => send(shopper, placed, half)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
  expect((await send(shopper, placed)).status).toBe(200);
  await expect
    .poll(() => refundsOf(placed), WITHIN)
    .toEqual([
      { amount: 10_000, taxFree: 10_000, state: "SUCCEEDED" },
      { amount: 10_000, taxFree: 10_000, state: "SUCCEEDED" },
      { amount: 16_000, taxFree: 0, state: "SUCCEEDED" },
    ]);
  await backstage.expectSound();
});

test("late money of a mixed order goes back with both of its parts", async () => {
  const placed = (await shopper.placeOrder(await mixedCart())).body;
  const approved = await shopper.approve(placed.payment.windowUrl);
  expect((await send(shopper, placed)).status).toBe(200);
  await sandboxDesk(stage.shop.sandbox.url).confirm(approved);
  await expect
    .poll(() => refundsOf(placed), WITHIN)
    .toEqual([{ amount: 36_000, taxFree: 20_000, state: "SUCCEEDED" }]);
  await backstage.expectSound();
});

test("the audit finds an order whose parts are not those of its total", async () => {
  const placed = (await shopper.placeOrder(await mixedCart())).body;
  await pay(placed, shopper, "sandbox");
  await backstage.delivered();
  const tell = async (difference: number) => {
    await backstage.rows("UPDATE orders.orders SET vat = vat + $2 WHERE id = $1", [
      placed.order.id,
      difference,
    ]);
    const { modules } = await runAudit(stage.shop.databaseUrl, {}, 0);
    return modules
      .flatMap(({ violations }) => violations)
      .filter((text) => text.includes(placed.order.number));
  };
  expect(await tell(1)).toEqual([expect.stringContaining("its VAT or tax-free part")]);
  expect(await tell(-1)).toEqual([]);
});
