import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApi } from "../api/client.ts";
import { memoryStorage } from "../memory-storage.fixture.ts";
import { findLocalOrder, storeOrder } from "./local-orders.ts";
import { findOrderOfAttempt, rememberTabOrder } from "./payment-attempts.ts";
import { findPaidElsewhere, settle } from "./settle.ts";

/** The guest's cart at the API: variant id → quantity. Items have their variant's id. */
let cart: Record<string, number>;
let paid: boolean;
let broken: boolean;

const cartBody = () => ({
  id: "cart",
  itemCount: 0,
  items: Object.entries(cart).map(([id, quantity]) => ({ id, variantId: id, quantity })),
});

async function answer(input: RequestInfo | URL): Promise<Response> {
  const request = new Request(input);
  const path = new URL(request.url).pathname;
  if (broken) return Response.json({ code: "INTERNAL", status: 500 }, { status: 500 });
  if (path.includes("/orders/")) return Response.json({ id: "order", paidAt: paid ? "2026-11-22" : null });
  const item = path.split("/items/")[1];
  if (item && request.method === "DELETE") delete cart[item];
  if (item && request.method === "PATCH")
    cart[item] = ((await request.json()) as { quantity: number }).quantity;
  return Response.json(cartBody());
}
const api = createApi("http://api.test", "ko", undefined, (input) => answer(input));

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const place = (orderId = "order") =>
  storeOrder({
    orderId,
    number: "1",
    guestToken: "token",
    cart: "basket",
    inCart: [
      { variantId: "x", quantity: 2 },
      { variantId: "gone", quantity: 1 },
    ],
    payableUntil: inAnHour(),
  });

beforeEach(() => {
  [cart, paid, broken] = [{ x: 3, y: 1 }, true, false];
  vi.stubGlobal("localStorage", memoryStorage());
  vi.stubGlobal("sessionStorage", memoryStorage());
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("document", { cookie: "jangteo_cart=cart" });
});
afterEach(() => vi.unstubAllGlobals());

test("bought lines leave the cart, and what was put in since stays", async () => {
  place();
  await settle(api, "order");
  expect(cart).toEqual({ x: 1, y: 1 });
});

test("they leave once, however often the browser learns of the payment", async () => {
  place();
  await settle(api, "order");
  await settle(api, "order");
  expect(cart).toEqual({ x: 1, y: 1 });
});

test("without an answer of the API they leave the next time", async () => {
  place();
  broken = true;
  await settle(api, "order");
  expect(findLocalOrder("order")?.inCart).toHaveLength(2);
  broken = false;
  await settle(api, "order");
  expect(cart).toEqual({ x: 1, y: 1 });
});

test("an order that was paid in another browser is found until it is settled", async () => {
  place();
  paid = false;
  expect(await findPaidElsewhere(api)).toEqual([]);
  paid = true;
  expect(await findPaidElsewhere(api)).toMatchObject([{ id: "order" }]);
  await settle(api, "order");
  expect(await findPaidElsewhere(api)).toEqual([]);
});

test("a closed window belongs to the order of its tab, not to the newest one of the browser", () => {
  place("x");
  rememberTabOrder("x");
  place("y");
  expect(findOrderOfAttempt(null)?.orderId).toBe("x");
  vi.stubGlobal("sessionStorage", memoryStorage());
  expect(findOrderOfAttempt(null)).toBeNull();
});
