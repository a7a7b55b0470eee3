/** Wrong codes of coupons are slowed down, for a shopper and for a network; right ones are not. */
import { afterAll, expect, inject, test } from "vitest";
import { createTestClock } from "../../../sandbox/testing.ts";
import { type Client, client, newKey, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";

const clock = createTestClock(new Date().toISOString());
const shop = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  clock,
  environment: { TRUSTED_PROXIES: "127.0.0.1" },
});
const api = client(shop.url);
const product = await api.createProduct();
await api.request(
  "POST",
  "/api/v1/admin/coupons",
  {
    code: "SPRING10",
    name: "봄맞이",
    kind: "cart",
    discount: { type: "percent", percent: 10 },
    limits: {},
  },
  await api.signInOwner(),
);
afterAll(() => shop.stop());

let networks = 0;
/** A network that has tried nothing yet. */
const newNetwork = () => {
  networks += 1;
  return { "x-forwarded-for": `203.0.113.${networks}` };
};
async function cartOf(by: Client = api): Promise<string> {
  const { id } = await by.createCart();
  await by.addItem(id, product.variants[0]?.id ?? "", 1);
  return id;
}
let guesses = 0;
const wrong = () => {
  guesses += 1;
  return `GUESS${guesses}`;
};
const quote = (cartId: string, codes: string[], from: Record<string, string>, by: Client = api) =>
  by.request<Problem & { discounts: unknown[] }>(
    "POST",
    `/api/v1/carts/${cartId}/quote`,
    { coupons: codes },
    from,
  );

test("after ten wrong codes a shopper has to wait, longer each time, and is told how long", async () => {
  const from = newNetwork();
  const cartId = await cartOf();
  for (let each = 0; each < 10; each += 1) expect((await quote(cartId, [wrong()], from)).status).toBe(200);
  const refused = await quote(cartId, ["SPRING10"], from);
  expect(refused).toMatchObject({ status: 429, body: { code: "TOO_MANY_REQUESTS" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(25);
  clock.advance(31_000);
  expect((await quote(cartId, ["SPRING10"], from)).body.discounts).toHaveLength(1);
  expect((await quote(cartId, [wrong()], from)).status).toBe(200);
  expect((await quote(cartId, [wrong()], from)).status).toBe(429);
  clock.advance(31_000);
  expect((await quote(cartId, [wrong()], from)).status).toBe(429);
});

test("a code that the cart was quoted with is not limited, and orders", async () => {
  const from = newNetwork();
  const cartId = await cartOf();
  for (let each = 0; each < 40; each += 1) expect((await quote(cartId, ["spring10"], from)).status).toBe(200);
  expect((await quote(cartId, Array.from({ length: 10 }, wrong), from)).status).toBe(200);
  expect((await quote(cartId, [wrong()], from)).status).toBe(429);
  expect((await quote(cartId, ["SPRING10"], from)).body.discounts).toHaveLength(1);
  expect((await quote(cartId, ["SPRING10", wrong()], from)).status).toBe(429);
  expect((await api.placeOrder(cartId, { coupons: ["SPRING10"] })).status).toBe(201);
});

test("orders and a member's list count with quotes, whatever the cart", async () => {
  const member = await api.signUp();
  const from = newNetwork();
  const take = () => member.request("POST", "/api/v1/me/coupons", { code: wrong() }, from);
  for (let each = 0; each < 5; each += 1) expect((await take()).status).toBe(404);
  const cartId = await cartOf(member);
  expect((await quote(cartId, [wrong(), wrong()], from, member)).status).toBe(200);
  for (let each = 0; each < 3; each += 1)
    expect(await member.placeOrder(cartId, { coupons: [wrong()] })).toMatchObject({
      status: 409,
      body: { code: "COUPON_REFUSED" },
    });
  expect((await take()).status).toBe(429);
  const order = await member.placeOrder(cartId, { coupons: [wrong()] }, newKey());
  expect([order.status, Number(order.headers.get("retry-after")) > 0]).toEqual([429, true]);
  // Without a code nothing waits.
  expect((await member.placeOrder(cartId)).status).toBe(201);
});

test("a network that tries codes with many carts has to wait a minute; another has not", async () => {
  const from = newNetwork();
  for (let each = 0; each < 3; each += 1) {
    const { status } = await quote(await cartOf(), Array.from({ length: 10 }, wrong), from);
    expect(status).toBe(200);
  }
  const cartId = await cartOf();
  expect((await quote(cartId, [wrong()], from)).status).toBe(429);
  expect((await quote(cartId, [wrong()], newNetwork())).status).toBe(200);
  clock.advance(61_000);
  expect((await quote(cartId, [wrong()], from)).status).toBe(200);
});

test("parallel guesses are judged one by one", async () => {
  const from = newNetwork();
  const cartId = await cartOf();
  const answers = await Promise.all(Array.from({ length: 25 }, () => quote(cartId, [wrong()], from)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
});

test("a flood of one network is refused, and leaves others alone", async () => {
  const from = newNetwork();
  const carts = await Promise.all(Array.from({ length: 4 }, () => cartOf()));
  const flood = Array.from({ length: 200 }, (_, at) => quote(carts[at % 4] ?? "", [wrong()], from));
  expect((await quote(await cartOf(), ["SPRING10"], newNetwork())).status).toBe(200);
  const answers = await Promise.all(flood);
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.length - refused.length).toBeLessThanOrEqual(30);
});
