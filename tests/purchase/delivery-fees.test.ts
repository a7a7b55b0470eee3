/** What delivery costs: as staff set it, as carts show it, and as orders keep it and give it back. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DeliveryRules } from "../../server/modules/cart/contract/delivery-rules.ts";
import { type Cart, newKey, type PlacedOrder, type Problem, shippingAddress } from "../support/client.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const PATH = "/api/v1/admin/delivery-rules";
const JEJU = "63122";
const won = (amount: number) => ({ amount, currency: "KRW" });
const conditional: DeliveryRules = {
  base: { type: "conditional", fee: 3_000, freeFrom: 50_000 },
  regions: [
    { name: { ko: "제주", en: "Jeju" }, surcharge: 3_000, ranges: [{ from: "63000", to: "63644" }] },
    { name: { ko: "울릉도", en: null }, surcharge: 5_000, ranges: [{ from: "40200", to: "40240" }] },
  ],
};

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const asOwner = async <Body>(method: string, body?: unknown, headers: Record<string, string> = {}) =>
  stage.shopper.request<Body>(method, PATH, body, { ...(await stage.shopper.signInOwner()), ...headers });
const etagNow = async () => (await asOwner<DeliveryRules>("GET")).headers.get("etag") ?? "";
async function set(rules: DeliveryRules): Promise<void> {
  const { status, body } = await asOwner<unknown>("PUT", rules, { "if-match": await etagNow() });
  expect(status, JSON.stringify(body)).toBe(200);
}
async function cartOf(price = 10_000, quantity = 1) {
  const variant = await stage.stock(1_000, price);
  const { id } = await stage.shopper.createCart();
  const { body } = await stage.shopper.addItem(id, variant.id, quantity);
  return { cart: body, variant };
}
const quote = async (cartId: string, postcode?: string, language = "ko") =>
  (
    await stage.shopper.request<{ deliveryFee: unknown; deliverySurcharge: unknown; total: unknown }>(
      ...(["POST", `/api/v1/carts/${cartId}/quote`, { ...(postcode && { postcode }) }] as const),
      { "accept-language": language },
    )
  ).body;
const place = (cartId: string, postcode = shippingAddress.postcode) =>
  stage.shopper.placeOrder(cartId, { shippingAddress: { ...shippingAddress, postcode } });

describe("the rules", () => {
  test("are those of the configuration until staff set others, which the audit log tells", async () => {
    const { status, body, headers } = await asOwner<DeliveryRules>("GET");
    expect([status, body]).toEqual([200, { ...conditional, regions: [] }]);
    expect(headers.get("etag")).toMatch(/^"0\./);
    await set(conditional);
    expect((await asOwner("GET")).body).toEqual(conditional);
    const terms = await stage.shopper.request("GET", "/api/v1/delivery", undefined, {
      "accept-language": "en",
    });
    expect(terms.body).toEqual({
      ...{ type: "conditional", fee: won(3_000), freeFrom: won(50_000), pieces: null },
      ...{ groups: [], combine: "sum" },
      regions: [
        { name: "Jeju", surcharge: won(3_000) },
        { name: "울릉도", surcharge: won(5_000) },
      ],
    });
    const entries = await stage.backstage.rows<{ action: string }>(
      "SELECT action FROM platform.audit_log WHERE subject = 'delivery:rules'",
    );
    expect(entries).toEqual([{ action: "delivery.change" }]);
  });

  test("are refused to shoppers, without a version or of an old one, and when they are wrong", async () => {
    const rules = { base: { type: "fixed", fee: 1_000 }, regions: [] };
    const member = await stage.shopper.signUp();
    const version = { "if-match": await etagNow() };
    const wrong = [
      { base: { type: "fixed", fee: -1 }, regions: [] },
      { base: { type: "gift" }, regions: [] },
      { ...rules, regions: [{ ...conditional.regions[0], ranges: [{ from: "6300", to: "63644" }] }] },
      { ...rules, regions: [...conditional.regions, ...conditional.regions] },
    ];
    for (const body of wrong) expect((await asOwner("PUT", body, version)).status).toBe(400);
    for (const [who, status] of [
      [stage.shopper, 401],
      [member, 403],
    ] as const) {
      expect((await who.request("GET", PATH)).status).toBe(status);
      expect((await who.request("PUT", PATH, rules, version)).status).toBe(status);
    }
    expect((await asOwner("PUT", rules)).status).toBe(400);
    expect(await asOwner("PUT", rules, { "if-match": '"0"' })).toMatchObject({
      status: 412,
      body: { code: "STALE_EDIT", differences: [{ pointer: "/regions", was: [] }] },
    });
  });

  test("take one of two edits of a version that come at once", async () => {
    const version = { "if-match": await etagNow() };
    const edits = [1_000, 2_000, 4_000, 5_000].map((fee) =>
      asOwner("PUT", { base: { type: "fixed", fee }, regions: [] }, version),
    );
    const statuses = (await Promise.all(edits)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 412, 412, 412]);
  });
});

describe("a cart", () => {
  test.each<[string, DeliveryRules["base"], number, number | null]>([
    ["free", { type: "free" }, 0, null],
    ["fixed", { type: "fixed", fee: 2_500 }, 2_500, null],
    ["free from a sum", { type: "conditional", fee: 2_500, freeFrom: 70_000 }, 2_500, 40_000],
    ["free from a sum that is reached", { type: "conditional", fee: 2_500, freeFrom: 30_000 }, 0, null],
    ["for each two pieces", { type: "per_quantity", fee: 2_500, pieces: 2 }, 5_000, null],
  ])("shows the fee that is %s, and the order costs the same", async (_, base, fee, remaining) => {
    await set({ ...conditional, base });
    const { cart } = await cartOf(10_000, 3);
    expect(cart).toMatchObject({
      deliveryFee: won(fee),
      total: won(30_000 + fee),
      freeDeliveryRemaining: remaining === null ? null : won(remaining),
    });
    expect((await place(cart.id)).body.order).toMatchObject({
      deliveryFee: won(fee),
      deliverySurcharge: null,
      total: won(30_000 + fee),
    });
  });
});

describe("a region", () => {
  beforeEach(() => set(conditional));

  test("costs its surcharge in the quote, which the order then accepts and keeps", async () => {
    const { cart } = await cartOf();
    expect(await quote(cart.id)).toMatchObject({ deliveryFee: won(3_000), deliverySurcharge: null });
    expect(await quote(cart.id, "62999")).toMatchObject({ deliverySurcharge: null });
    expect(await quote(cart.id, JEJU, "en")).toMatchObject({
      deliveryFee: won(6_000),
      deliverySurcharge: { region: "Jeju", amount: won(3_000) },
      total: won(16_000),
    });
    const { status, body } = await place(cart.id, JEJU);
    expect([status, body.order]).toMatchObject([
      201,
      {
        deliveryFee: won(6_000),
        deliverySurcharge: { region: "제주", amount: won(3_000) },
        total: won(16_000),
      },
    ]);
    await set({ ...conditional, regions: [] });
    expect(await stage.read(body)).toMatchObject({
      deliverySurcharge: { amount: won(3_000) },
      total: won(16_000),
    });
    await stage.backstage.expectSound();
  });

  test("that the shopper was not shown is PRICE_CHANGED once, with both fees", async () => {
    const { cart } = await cartOf();
    const refused = { code: "PRICE_CHANGED", items: [], deliveryFee: { was: won(3_000), now: won(6_000) } };
    expect(await place(cart.id, JEJU)).toMatchObject({ status: 409, body: refused });
    expect((await place(cart.id, JEJU)).status).toBe(201);
    const back = { ...refused, deliveryFee: { was: won(6_000), now: won(3_000) } };
    expect(await place(cart.id)).toMatchObject({ status: 409, body: back });
  });

  test("comes back with the fee when the order is canceled, to the won", async () => {
    const { cart } = await cartOf(3_330, 3);
    await quote(cart.id, JEJU);
    const placed = (await place(cart.id, JEJU)).body;
    expect((await stage.shopper.confirm(await stage.shopper.approve(placed.payment.windowUrl))).status).toBe(
      200,
    );
    const [line] = placed.order.items;
    const cancel = async (quantity: number) =>
      (
        await stage.shopper.request<{ refund: { amount: unknown } }>(
          "POST",
          `/api/v1/orders/${placed.order.id}/cancel`,
          { lines: [{ lineId: line?.id, quantity }], reason: "변심" },
          { "idempotency-key": newKey(), "x-guest-token": placed.guestToken },
        )
      ).body.refund.amount;
    expect([await cancel(2), await cancel(1)]).toEqual([won(6_660), won(3_330 + 6_000)]);
    await stage.backstage.delivered();
    await stage.backstage.expectSound();
  });
});

test("a fee that changes after the cart was shown is refused once, with both", async () => {
  await set(conditional);
  const { cart, variant } = await cartOf();
  await set({ ...conditional, base: { type: "fixed", fee: 3_500 } });
  const { status, body } = await place(cart.id);
  expect([status, body]).toMatchObject([
    409,
    { code: "PRICE_CHANGED", deliveryFee: { was: won(3_000), now: won(3_500) } },
  ]);
  expect((await place(cart.id)).body.order.deliveryFee).toEqual(won(3_500));
  // What a response shows is accepted, also after the items have changed.
  await set(conditional);
  const shown = await stage.shopper.addItem(cart.id, variant.id, 4);
  expect(shown.body.deliveryFee).toEqual(won(0));
  expect((await place(cart.id)).status).toBe(201);
});

test("items that are added at once leave the cart as it is shown last", async () => {
  await set(conditional);
  const { id } = await stage.shopper.createCart();
  const variants = await Promise.all([1, 2, 3, 4].map(() => stage.stock(10, 20_000)));
  await Promise.all(variants.map((variant) => stage.shopper.addItem(id, variant.id)));
  const placed: { status: number; body: PlacedOrder | Problem } = await place(id);
  expect(placed).toMatchObject({ status: 201, body: { order: { deliveryFee: won(0) } } });
  const { body } = await stage.shopper.request<Cart>("GET", `/api/v1/carts/${id}`);
  expect(body.deliveryFee).toEqual(won(0));
});

test("goods of several groups cost the fees of their groups, which the order keeps", async () => {
  const groups = [
    {
      ...{ code: "fresh", name: { ko: "냉장", en: "Chilled" } },
      base: { type: "fixed" as const, fee: 4_000 },
    },
  ];
  await set({ ...conditional, groups, combine: "sum" });
  const staff = await stage.shopper.createProduct({ deliveryGroup: "fresh" });
  const { cart } = await cartOf();
  const { body } = await stage.shopper.addItem(cart.id, staff.variants[0]?.id ?? "", 1);
  expect(body).toMatchObject({ deliveryFee: won(7_000), total: won(27_000), freeDeliveryRemaining: null });
  const parts = [
    { name: null, fee: won(3_000) },
    { name: "Chilled", fee: won(4_000) },
  ];
  expect(await quote(cart.id, JEJU, "en")).toMatchObject({
    ...{ deliveryFee: won(10_000), deliveryGroups: parts, deliverySurcharge: { amount: won(3_000) } },
  });
  // Another rule is another price: it is told once.
  await set({ ...conditional, groups, combine: "highest" });
  expect((await place(cart.id)).body).toMatchObject({ code: "PRICE_CHANGED" });
  const placed = await place(cart.id);
  expect(placed.body.order).toMatchObject({
    deliveryFee: won(4_000),
    deliveryGroups: [
      { name: null, fee: won(0) },
      { name: "냉장", fee: won(4_000) },
    ],
  });
  await set({ ...conditional, groups: [] });
  expect((await stage.read(placed.body)).deliveryGroups).toEqual(placed.body.order.deliveryGroups);
  const twice = { ...conditional, groups: [...groups, ...groups] };
  expect((await asOwner("PUT", twice, { "if-match": await etagNow() })).status).toBe(400);
  const refused = { ...conditional, groups: [{ ...groups[0], code: "냉장" }] };
  expect((await asOwner("PUT", refused, { "if-match": await etagNow() })).status).toBe(400);
  await stage.backstage.expectSound();
});
