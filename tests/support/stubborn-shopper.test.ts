import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { type ApiResponse, type Client, client } from "./client.ts";
import { buyStubbornly } from "./stubborn-shopper.ts";

const answerOf = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  body: body as never,
  headers: new Headers(headers),
});
const tooMany = answerOf(429, { code: "TOO_MANY_REQUESTS" }, { "retry-after": "3" });
const placed = {
  order: { id: "an-order" },
  payment: { windowUrl: "http://shop/window?id=1", orderId: "a-payment", amount: { amount: 1 } },
};

/** A shop that refuses the order with 429 for some times. */
function busyShop(refusals: number): Client & { readonly asked: string[] } {
  const asked: string[] = [];
  const order = async (_cart: string, _changes?: unknown, key = "") => {
    asked.push(key);
    return asked.length <= refusals ? tooMany : answerOf(201, placed);
  };
  return {
    ...client("http://shop.invalid"),
    asked,
    request: async <Body>(_method: string, path: string): Promise<ApiResponse<Body>> =>
      path.includes("carts") ? answerOf(201, { id: "a-cart" }) : answerOf(200, { paymentKey: "a-key" }),
    addItem: async () => answerOf(200, {}),
    placeOrder: order,
    confirm: async () => answerOf(200, {}),
  };
}

const buy = (shop: Client, isOver: () => boolean, waits: number[]) =>
  buyStubbornly(
    async () => "http://sandbox.invalid",
    () => shop,
    "a-variant",
    { isOver, databaseDies: false, wait: async (ms) => void waits.push(ms) },
  );
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

test("a shopper who gets 429 waits as long as Retry-After says and repeats the request", async () => {
  const shop = busyShop(2);
  const waits: number[] = [];
  await expect(buy(shop, () => false, waits)).resolves.toMatchObject({
    orderId: "an-order",
    end: "200 paid",
  });
  expect(sum(waits)).toBe(6_000);
  expect(shop.asked).toHaveLength(3);
  expect(new Set(shop.asked).size).toBe(1);
});

test("the deadline ends the wait that a 429 asks for", async () => {
  const waits: number[] = [];
  const isOver = () => waits.length >= 2;
  await expect(buy(busyShop(9), isOver, waits)).rejects.toThrow("no definite answer: 429");
  expect(sum(waits)).toBeLessThan(3_000);
});

test("a provider that is killed while its books are asked for is asked again", async () => {
  const books = { payments: [{ paymentKey: "a-key", orderId: "a-payment" }] };
  const provider = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(books));
  }).listen(0, "127.0.0.1");
  await once(provider, "listening");
  const { port } = provider.address() as AddressInfo;
  // Nothing listens at the first address.
  const addresses = ["http://127.0.0.1:1"];
  const shop = {
    ...busyShop(0),
    request: async <Body>(_method: string, path: string): Promise<ApiResponse<Body>> =>
      path.includes("carts") ? answerOf(201, { id: "a-cart" }) : answerOf(409, { code: "ALREADY_APPROVED" }),
  };
  const bought = await buyStubbornly(
    async () => addresses.shift() ?? `http://127.0.0.1:${port}`,
    () => shop,
    "a-variant",
    { isOver: () => false, databaseDies: false, wait: async () => undefined },
  );
  expect(bought.approved).toEqual({ paymentKey: "a-key", orderId: "a-payment", amount: 1 });
  provider.close();
});
