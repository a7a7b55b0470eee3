/** Automatic promotions: as staff make them, as carts and orders have them, and as refunds keep them. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { NewPromotion } from "../../server/modules/promotions/contract/promotion.ts";
import { couponMaker } from "../../server/modules/promotions/coupons.fixture.ts";
import { newId } from "../../server/platform/ids.ts";
import { type ApiResponse, newKey, type PlacedOrder } from "../support/client.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const PATH = "/api/v1/admin/promotions";
const won = (amount: number) => ({ amount, currency: "KRW" });

interface PromotionBody {
  readonly id: string;
  readonly status: string;
  readonly etag: string;
}

let stage: PurchaseStage;
const made: string[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
/** A promotion counts in every cart of the shop. */
afterEach(async () => {
  for (const id of made.splice(0)) await edit(id, { status: "ended" });
});

const call = async <Body = PromotionBody>(
  method: string,
  path = "",
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ApiResponse<Body>> =>
  stage.shopper.request(method, `${PATH}${path}`, body, {
    ...(await stage.shopper.signInOwner()),
    ...headers,
  });
async function make(
  effect: NewPromotion["effect"],
  more: Partial<NewPromotion> = {},
): Promise<PromotionBody> {
  const { status, body } = await call("POST", "", { name: "2+1", effect, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  made.push(body.id);
  return body;
}
async function edit(id: string, change: object): Promise<ApiResponse<PromotionBody>> {
  const { etag } = (await call("GET", `/${id}`)).body;
  return call("PATCH", `/${id}`, change, { "if-match": etag });
}
async function cartOf(price = 10_000, quantity = 3) {
  const variant = await stage.stock(1_000, price);
  const { id } = await stage.shopper.createCart();
  return (await stage.shopper.addItem(id, variant.id, quantity)).body;
}
const twoAndOne = { type: "buy_get", buy: 2, get: 1, percent: 100 } as const;

describe("staff", () => {
  test("make promotions, list them, and change all but what they take off; the audit log tells", async () => {
    const { id, etag } = await make(twoAndOne, { period: { endsAt: "2099-01-01T00:00:00Z" } });
    expect((await call<{ items: PromotionBody[] }>("GET")).body.items[0]).toMatchObject({
      ...{ id, name: "2+1", effect: twoAndOne, productIds: [], categoryIds: [], status: "active", etag },
      period: { startsAt: null, endsAt: "2099-01-01T00:00:00.000Z" },
    });
    expect(await edit(id, { name: "하나 더", status: "paused" })).toMatchObject({
      status: 200,
      body: { name: "하나 더", status: "paused" },
    });
    const stale = await call("PATCH", `/${id}`, { status: "active" }, { "if-match": etag });
    expect(stale).toMatchObject({ status: 412, body: { code: "STALE_EDIT", differences: [{}, {}] } });
    expect((await edit(id, { effect: { ...twoAndOne, get: 2 } })).status).toBe(400);
    await edit(id, { status: "ended" });
    expect(await edit(id, { status: "active" })).toMatchObject({
      status: 409,
      body: { code: "PROMOTION_ENDED" },
    });
    const entries = await stage.backstage.rows<{ action: string }>(
      "SELECT action FROM platform.audit_log WHERE subject = $1 ORDER BY seq",
      [`promotion:${id}`],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      "promotion.create",
      "promotion.edit",
      "promotion.edit",
    ]);
    made.pop();
  });

  test("alone may do so, and what makes no sense is refused", async () => {
    const body = { name: "2+1", effect: twoAndOne };
    const tier = (from: number, amount: unknown) => ({ from, discount: { type: "fixed", amount } });
    const tiers = (...all: object[]) => ({ ...body, effect: { type: "tiers", by: "amount", tiers: all } });
    for (const wrong of [
      { ...body, name: " " },
      { ...body, effect: { ...twoAndOne, percent: 101 } },
      { ...body, effect: { ...twoAndOne, buy: 0 } },
      { ...body, period: { startsAt: "2030-01-01T00:00:00Z", endsAt: "2030-01-01T00:00:00Z" } },
      tiers(),
      tiers(tier(2_000, 100), tier(2_000, 200)),
      tiers(tier(1_000, 0)),
      tiers(tier(1_000, { amount: 100, currency: "USD" })),
      { ...body, productIds: [newId()] },
      { ...body, categoryIds: [newId()] },
    ])
      expect((await call("POST", "", wrong)).status, JSON.stringify(wrong)).toBe(400);
    const member = await stage.shopper.signUp();
    expect([
      (await stage.shopper.request("POST", PATH, body)).status,
      (await member.request("GET", PATH)).status,
    ]).toEqual([401, 403]);
    expect((await call("GET", "/01890a5d-ac96-774b-bcce-b302099a8057")).status).toBe(404);
  });
});

describe("a cart", () => {
  test("has the discount on each line, as its quote and order do; coupons take what is left", async () => {
    await make(twoAndOne);
    const coupons = couponMaker(stage.shopper);
    const { code } = await coupons.make({ discount: { type: "percent", percent: 50 } });
    const cart = await cartOf();
    const promotions = [{ name: "2+1", amount: won(10_000) }];
    expect(cart).toMatchObject({
      items: [{ lineTotal: won(30_000), discount: won(10_000) }],
      ...{ promotions, discount: won(10_000), subtotal: won(30_000), total: won(23_000) },
    });
    const quote = await stage.shopper.request("POST", `/api/v1/carts/${cart.id}/quote`, { coupons: [code] });
    expect(quote.body).toMatchObject({
      lines: [{ discount: won(20_000) }],
      ...{ promotions, discounts: [{ coupon: code, amount: won(10_000) }], total: won(13_000) },
    });
    const { body } = await stage.shopper.placeOrder(cart.id, { coupons: [code] });
    expect(body.order).toMatchObject({
      items: [{ discount: won(20_000) }],
      ...{ promotions, discounts: [{ coupon: code }], discount: won(20_000), total: won(13_000) },
    });
    await stage.backstage.expectSound();
  });

  test("has only promotions of its goods and of this moment", async () => {
    const variant = await stage.stock(100);
    const { id } = await stage.shopper.createCart();
    const { body } = await stage.shopper.addItem(id, variant.id, 3);
    const productId = body.items[0]?.productId ?? "";
    await make(twoAndOne, { productIds: [(await stage.shopper.createProduct()).id] });
    await make(twoAndOne, { period: { startsAt: "2099-01-01T00:00:00Z" } });
    await make(twoAndOne, { period: { endsAt: "2020-01-01T00:00:00Z" } });
    const read = async () => (await stage.shopper.request("GET", `/api/v1/carts/${id}`)).body;
    expect(await read()).toMatchObject({ promotions: [], discount: won(0) });
    const { id: own } = await make(twoAndOne, { productIds: [productId.toUpperCase()] });
    expect(await read()).toMatchObject({ discount: won(10_000) });
    await edit(own, { status: "paused" });
    expect(await read()).toMatchObject({ promotions: [], discount: won(0), items: [{ discount: won(0) }] });
  });

  test("whose promotion ends after it was shown is PRICE_CHANGED once, with both sums", async () => {
    const { id } = await make({
      type: "tiers",
      by: "amount",
      tiers: [{ from: 20_000, discount: { type: "fixed", amount: 2_000 } }],
    });
    const cart = await cartOf();
    expect(cart.total).toEqual(won(31_000));
    await edit(id, { status: "paused" });
    expect(await stage.shopper.placeOrder(cart.id)).toMatchObject({
      status: 409,
      body: { code: "PRICE_CHANGED", items: [], discount: { was: won(2_000), now: won(0) } },
    });
    expect((await stage.shopper.placeOrder(cart.id)).body.order.total).toEqual(won(33_000));
  });
});

describe("a simulation", () => {
  const simulate = async (body: object) =>
    call<Record<"before" | "after", object>>("POST", "/simulate", body);

  test("shows what a cart costs without a draft and with it, per line, and stores nothing", async () => {
    await make({
      type: "tiers",
      by: "amount",
      tiers: [{ from: 1, discount: { type: "percent", percent: 10 } }],
    });
    const [cheap, dear] = [await stage.stock(5, 5_000), await stage.stock(5, 20_000)];
    const lines = [
      { sku: dear.sku, quantity: 2 },
      { sku: cheap.sku, quantity: 1 },
    ];
    const promotion = { name: "2+1", effect: twoAndOne, period: { startsAt: "2099-01-01T00:00:00Z" } };
    const { total } = (await call<{ total: number }>("GET")).body;
    const { status, body } = await simulate({ promotion, lines });
    expect([status, body]).toMatchObject([
      200,
      {
        before: {
          lines: [{ discount: won(4_000) }, { discount: won(500) }],
          ...{ subtotal: won(45_000), total: won(43_500), deliveryFee: won(3_000) },
        },
        after: {
          lines: [
            { sku: dear.sku, quantity: 2, unitPrice: won(20_000), discount: won(4_000) },
            { sku: cheap.sku, discount: won(5_000) },
          ],
          discounts: [{ name: "2+1", amount: won(5_000) }, { amount: won(4_000) }],
          total: won(39_000),
        },
      },
    ]);
    expect((await call<{ total: number }>("GET")).body.total).toBe(total);
  });

  test("of a coupon says why it does not apply, and counts its limit for members", async () => {
    const lines = [{ sku: (await stage.stock(5, 10_000)).sku, quantity: 1 }];
    const coupon = { name: "1천원", kind: "cart", discount: { type: "fixed", amount: 1_000 } };
    const withDraft = async (more: object, member = false) =>
      (await simulate({ coupon: { ...coupon, ...more }, lines, member })).body.after;
    expect(await withDraft({})).toMatchObject({ discounts: [{ amount: won(1_000) }], total: won(12_000) });
    expect(await withDraft({ minimum: 10_001 })).toMatchObject({
      discounts: [],
      refused: ["MINIMUM_NOT_MET"],
    });
    expect(await withDraft({ limits: { perMember: 1 } })).toMatchObject({ refused: ["MEMBERS_ONLY"] });
    expect(await withDraft({ limits: { perMember: 1 } }, true)).toMatchObject({
      refused: [],
      total: won(12_000),
    });
  });

  test("is refused without a draft, with a wrong one or an unknown SKU, and to shoppers", async () => {
    const lines = [{ sku: (await stage.stock(5)).sku, quantity: 1 }];
    const promotion = { name: "2+1", effect: twoAndOne };
    const tiers = {
      type: "tiers",
      by: "amount",
      tiers: [{ from: 1, discount: { type: "fixed", amount: 0 } }],
    };
    const pointersOf = async (body: object) => (await simulate(body)).body;
    expect(await pointersOf({ lines })).toMatchObject({
      errors: [{ pointer: "/promotion", code: "REQUIRED" }],
    });
    expect(await pointersOf({ promotion: { ...promotion, effect: tiers }, lines })).toMatchObject({
      errors: [{ pointer: "/promotion/effect/tiers/0/discount/amount" }],
    });
    expect(await pointersOf({ promotion, lines: [...lines, { sku: "NO-SUCH", quantity: 1 }] })).toMatchObject(
      {
        errors: [{ pointer: "/lines/1/sku", code: "UNKNOWN" }],
      },
    );
    expect(await pointersOf({ promotion: { ...promotion, categoryIds: [newId()] }, lines })).toMatchObject({
      errors: [{ pointer: "/promotion/categoryIds/0", code: "UNKNOWN" }],
    });
    const coupon = { name: "쿠폰", kind: "product", discount: { type: "percent", percent: 5 } };
    expect(await pointersOf({ coupon: { ...coupon, productIds: [newId()] }, lines })).toMatchObject({
      errors: [{ pointer: "/coupon/productIds/0", code: "UNKNOWN" }],
    });
    expect((await simulate({ promotion, lines: [] })).status).toBe(400);
    const member = await stage.shopper.signUp();
    const path = `${PATH}/simulate`;
    expect([
      (await stage.shopper.request("POST", path, { promotion, lines })).status,
      (await member.request("POST", path, { promotion, lines })).status,
    ]).toEqual([401, 403]);
  });
});

test("pieces give back what they cost, less what the rest has not of the promotion, to the won", async () => {
  await make({ ...twoAndOne, percent: 50 });
  const cart = await cartOf(3_333, 3);
  const placed: PlacedOrder = (await stage.shopper.placeOrder(cart.id)).body;
  expect((await stage.shopper.confirm(await stage.shopper.approve(placed.payment.windowUrl))).status).toBe(
    200,
  );
  const [item] = placed.order.items;
  const amounts: number[] = [];
  for (let piece = 0; piece < 3; piece += 1) {
    const { body } = await stage.shopper.request<{ refund: { amount: { amount: number } } }>(
      ...(["POST", `/api/v1/orders/${placed.order.id}/cancel`] as const),
      { lines: [{ lineId: item?.id, quantity: 1 }], reason: "변심" },
      { "idempotency-key": newKey(), "x-guest-token": placed.guestToken },
    );
    amounts.push(body.refund.amount.amount);
  }
  // 9,999 less 1,666: 8,333. Two alone cost 6,666, one 3,333; the delivery fee comes with the last one.
  expect(amounts).toEqual([8_333 - 6_666, 3_333, 3_333 + 3_000]);
  await stage.backstage.delivered();
  await stage.backstage.expectSound();
});
