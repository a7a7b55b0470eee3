/** Moving pieces between locations, through HTTP. Races: stock-races.test.ts. */
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { type StockDesk, stockDesk } from "./stock-desk.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
let desk: StockDesk;
beforeAll(async () => {
  desk = await stockDesk(api);
  await desk.addLocation("busan");
});
afterAll(() => shop.stop());

const move = (fields: object = {}) => ({
  from: "main",
  to: "busan",
  quantity: 2,
  reason: "행사",
  ...fields,
});

test("a transfer moves pieces, returns both levels, and is in the audit log", async () => {
  const { id, sku } = await desk.variant(5);
  const { status, body } = await desk.transfer(sku, move());
  expect([status, body.items]).toMatchObject([
    200,
    [
      { variantId: id, location: "main", onHand: 3 },
      { variantId: id, location: "busan", onHand: 2 },
    ],
  ]);
  expect(await desk.lastAction(`stock:${sku}`)).toMatchObject({
    action: "stock.transfer",
    reason: "행사",
    before: { main: 5, busan: 0 },
    after: { main: 3, busan: 2 },
  });
  await desk.transfer(sku, move({ from: "busan", to: "main", quantity: 1 }));
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 4 }, busan: { onHand: 1 } });
});

test("pieces that orders have reserved stay where they are", async () => {
  const { id, sku } = await desk.variant(5);
  const cart = await api.createCart();
  await api.addItem(cart.id, id, 3);
  expect((await api.placeOrder(cart.id)).status).toBe(201);
  expect(await desk.transfer<Problem>(sku, move({ quantity: 3 }))).toMatchObject({
    status: 409,
    body: { code: "STOCK_BELOW_RESERVED" },
  });
  expect(await desk.levels(sku)).toEqual({ main: expect.objectContaining({ onHand: 5, reserved: 3 }) });
  expect((await desk.transfer(sku, move())).status).toBe(200);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 3, available: 0 }, busan: { onHand: 2 } });
});

test("a transfer from a location that has none of the SKU is refused", async () => {
  const { sku } = await desk.variant(5);
  const answer = await desk.transfer<Problem>(sku, move({ from: "busan", to: "main" }));
  expect([answer.status, answer.body.code]).toEqual([409, "STOCK_BELOW_RESERVED"]);
  expect(Object.keys(await desk.levels(sku))).toEqual(["main"]);
});

test("an unknown SKU and an unknown location are 404, and the location is named", async () => {
  const { sku } = await desk.variant(5);
  expect((await desk.transfer<Problem>("NO-SUCH-SKU", move())).body.code).toBe("UNKNOWN_SKU");
  for (const ends of [{ to: "mars" }, { from: "mars" }])
    expect(await desk.transfer<Problem>(sku, move(ends))).toMatchObject({
      status: 404,
      body: { code: "UNKNOWN_LOCATION", location: "mars" },
    });
});

test.each([
  ["/to", { to: "main" }],
  ["/to", { to: "../etc" }],
  ["/from", { from: undefined }],
  ["/quantity", { quantity: 0 }],
  ["/quantity", { quantity: -1 }],
  ["/quantity", { quantity: 1.5 }],
  ["/quantity", { quantity: 10_000_001 }],
  ["/reason", { reason: " " }],
  ["/delta", { delta: 1 }],
])("a transfer that is wrong at %s is 400 and changes nothing: %j", async (pointer, fields) => {
  const { sku } = await desk.variant(5);
  const { status, body } = await desk.transfer<Problem>(sku, move(fields));
  expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 5 } });
});

test("a transfer needs a sign-in, and a permission", async () => {
  const { sku } = await desk.variant(5);
  const { proof } = await api.signUp();
  expect((await desk.transfer(sku, move(), {})).status).toBe(401);
  expect((await desk.transfer(sku, move(), proof)).status).toBe(403);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 5 } });
});
