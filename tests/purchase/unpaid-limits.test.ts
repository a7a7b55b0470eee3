/** What one network, member or guest may hold without paying. The shop stands behind a proxy. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiResponse, type Client, client, newKey, type PlacedOrder } from "../support/client.ts";
import { type Replica, startReplica } from "../support/replica.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const NETWORK_ORDERS = 5;
const environment = {
  TRUSTED_PROXIES: "127.0.0.1",
  UNPAID_PIECES_PER_GUEST: "6",
  UNPAID_ORDERS_PER_MEMBER: "2",
  UNPAID_ORDERS_PER_NETWORK: String(NETWORK_ORDERS),
  UNPAID_PIECES_PER_NETWORK: "12",
};
let stage: PurchaseStage;
let second: Replica;
let variant: { id: string; sku: string };
beforeAll(async () => {
  stage = await openStage({ environment });
  second = await startReplica(stage.shop);
  variant = await stage.stock(900);
});
afterAll(async () => {
  await second.stop();
  await stage.close();
});

let networks = 0;
/** A guest at a network address. */
const guestAt = (address: string, url = stage.shop.url): Client =>
  client(url, { "x-forwarded-for": address });
const newAddress = (): string => {
  networks += 1;
  return `203.0.113.${networks}`;
};

async function cartOf(shopper: Client, pieces: number): Promise<string> {
  const { id } = await shopper.createCart();
  await shopper.addItem(id, variant.id, pieces);
  return id;
}

const place = async (shopper: Client, pieces = 1): Promise<ApiResponse<PlacedOrder>> =>
  shopper.placeOrder(await cartOf(shopper, pieces));

const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

test("guests of one network, at once and in two processes, hold as many orders as it may", async () => {
  const address = newAddress();
  const guests = Array.from({ length: 20 }, (_, at) =>
    guestAt(address, at % 2 === 0 ? stage.shop.url : second.url),
  );
  const carts = await Promise.all(guests.map((guest) => cartOf(guest, 1)));
  const before = await stage.levels(variant.sku);
  const answers = await Promise.all(guests.map((guest, at) => guest.placeOrder(carts[at] ?? "")));
  expect(statuses(answers)).toEqual([
    ...Array.from({ length: NETWORK_ORDERS }, () => 201),
    ...Array.from({ length: 20 - NETWORK_ORDERS }, () => 429),
  ]);
  expect((await stage.levels(variant.sku)).reserved).toBe(before.reserved + NETWORK_ORDERS);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({
    code: "UNPAID_LIMIT",
    title: "결제하지 않은 주문이 너무 많아요. 먼저 결제하거나 잠시 후 다시 주문해 주세요",
    holder: "network",
    unit: "orders",
    limit: NETWORK_ORDERS,
  });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(900);
  // Another network has room.
  expect((await place(guestAt(newAddress()))).status).toBe(201);
});

test("a refusal is not stored for its key: the same request succeeds when an order is paid", async () => {
  const guest = guestAt(newAddress());
  const placed = [];
  for (let at = 0; at < NETWORK_ORDERS; at += 1) placed.push(await place(guest));
  const [cartId, key] = [await cartOf(guest, 1), newKey()];
  expect((await guest.placeOrder(cartId, {}, key)).status).toBe(429);
  const [first] = placed;
  expect((await guest.confirm(await guest.approve(first?.body.payment.windowUrl))).status).toBe(200);
  await stage.backstage.delivered();
  expect((await guest.placeOrder(cartId, {}, key)).status).toBe(201);
});

test("the addresses of one /64 are one network, and a forged address outside the proxy is none", async () => {
  const answers = [];
  for (let at = 1; at <= NETWORK_ORDERS + 1; at += 1)
    answers.push(await place(guestAt(`2001:db8:7:7::${at}`)));
  expect(statuses(answers)).toEqual([201, 201, 201, 201, 201, 429]);
  expect((await place(guestAt("2001:db8:7:8::1"))).status).toBe(201);
  // The proxy adds the last address; what stands before it comes from the client.
  const forger = newAddress();
  const forged = [];
  for (let at = 0; at <= NETWORK_ORDERS; at += 1)
    forged.push(await place(guestAt(`198.51.100.${at}, ${forger}`)));
  expect(statuses(forged)).toEqual([201, 201, 201, 201, 201, 429]);
});

test("a cart that is ordered again at the limit replaces its own order", async () => {
  const guest = guestAt(newAddress());
  const cartId = await cartOf(guest, 1);
  for (let at = 1; at < NETWORK_ORDERS; at += 1) await place(guest);
  for (let at = 0; at < 3; at += 1) expect((await guest.placeOrder(cartId)).status).toBe(201);
  expect((await place(guest)).status).toBe(429);
});

test("a guest's order of too many pieces is 409 with the limit, and pieces of a network add up", async () => {
  const guest = guestAt(newAddress());
  expect(await place(guest, 7)).toMatchObject({ status: 409, body: { code: "ORDER_TOO_LARGE", limit: 6 } });
  expect(statuses([await place(guest, 6), await place(guest, 6)])).toEqual([201, 201]);
  expect(await place(guest)).toMatchObject({ status: 429, body: { unit: "pieces", limit: 12 } });
});

test("a member holds two orders, wherever the member orders from", async () => {
  const member = await stage.shopper.signUp();
  const answers = [];
  for (let at = 0; at < 3; at += 1) {
    // A guest's cart each time, because a member has one cart, and a cart has one unpaid order.
    const cartId = await cartOf(guestAt(newAddress()), 1);
    answers.push(
      await client(stage.shop.url, { ...member.proof, "x-forwarded-for": newAddress() }).placeOrder(cartId),
    );
  }
  expect(statuses(answers)).toEqual([201, 201, 429]);
  expect(answers[2]?.body).toMatchObject({
    code: "UNPAID_LIMIT",
    holder: "member",
    unit: "orders",
    limit: 2,
  });
});

test.each([
  ["an inner address, as of a proxy that is not named,", "10.0.0.7"],
  ["a text that is no address", "unknown"],
])("%s limits nobody", async (_, address) => {
  const guest = guestAt(address);
  const answers = await Promise.all(Array.from({ length: 10 }, () => place(guest)));
  expect(new Set(statuses(answers))).toEqual(new Set([201]));
});
