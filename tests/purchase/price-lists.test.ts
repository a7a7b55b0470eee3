/** What carts and orders cost with price lists: by quantity, by the member's group, and by the moment. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { priceMaker } from "../../server/modules/catalog/price-lists/price-lists.fixture.ts";
import {
  type Cart,
  type Client,
  contact,
  type Member,
  type Problem,
  shippingAddress,
} from "../support/client.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const won = (amount: number) => ({ amount, currency: "KRW" });
const orderOf = (cartId: string) => ({ cartId, contact, shippingAddress });

describe.each([
  ["in one process", []],
  ["with catalogue, cart and members as processes of their own", [["catalog"], ["cart"], ["members"]]],
] as const)("%s", (_, apart) => {
  let stage: PurchaseStage;
  let prices: ReturnType<typeof priceMaker>;
  beforeAll(async () => {
    stage = await openStage({ apart: apart.map((group) => [...group]) });
    prices = priceMaker(stage.shopper);
  });
  afterAll(() => stage.close());

  /** A variant of 12,000 that costs everybody 11,000 from ten pieces on. */
  async function tiered() {
    const variant = await stage.stock(5_000, 12_000);
    const list = await prices.makeList([{ sku: variant.sku, minQuantity: 10, price: 11_000 }]);
    return { ...variant, list };
  }
  async function cartOf(by: Client, variantId: string, quantity: number): Promise<Cart> {
    const { id } = await by.createCart();
    return (await by.addItem(id, variantId, quantity)).body;
  }
  const shown = async (by: Client, id: string) => (await by.request<Cart>("GET", `/api/v1/carts/${id}`)).body;
  const setTo = async (by: Client, { id, items }: Cart, quantity: number) =>
    (await by.request<Cart>("PATCH", `/api/v1/carts/${id}/items/${items[0]?.id}`, { quantity })).body;
  const order = async (by: Client, cartId: string) =>
    (
      await by.request<Problem>("POST", "/api/v1/orders", orderOf(cartId), {
        "idempotency-key": `key-${cartId}`,
      })
    ).body;

  test("a line costs the tier that its quantity reaches, and the shopper is shown each change", async () => {
    const { id } = await tiered();
    const cart = await cartOf(stage.shopper, id, 9);
    expect(cart.items).toMatchObject([
      { unitPrice: won(12_000), lineTotal: won(108_000), tiers: [{ minQuantity: 10, price: won(11_000) }] },
    ]);
    const ten = (await stage.shopper.addItem(cart.id, id, 1)).body;
    expect(ten.items).toMatchObject([
      { unitPrice: won(11_000), regularUnitPrice: won(12_000), lineTotal: won(110_000) },
    ]);
    expect(ten.total).toEqual(won(110_000));
    const nine = await setTo(stage.shopper, ten, 9);
    expect(nine.items).toMatchObject([{ unitPrice: won(12_000), lineTotal: won(108_000) }]);
    const twelve = await setTo(stage.shopper, nine, 12);
    for (const each of [cart, ten, nine, twelve])
      expect(each.items[0]).not.toHaveProperty("previousUnitPrice");
    const placed = await stage.shopper.placeOrder(cart.id);
    expect([placed.status, placed.body.order]).toMatchObject([
      201,
      { items: [{ quantity: 12, unitPrice: won(11_000) }], subtotal: won(132_000), total: won(132_000) },
    ]);
  });

  test("ten pieces are bought and paid at the tier's price, which later changes leave as it is", async () => {
    const { id, list, sku } = await tiered();
    const { order, paid } = await stage.shopper.buy(id, 10);
    expect([order.total, paid.status]).toEqual([won(110_000), "paid"]);
    await prices.put(list.id, [{ sku, minQuantity: 10, price: 1_000 }]);
    expect(paid.items).toMatchObject([{ unitPrice: won(11_000) }]);
    await stage.backstage.expectSound();
  });

  test("tiers count by variant: five of one and five of another reach no tier of ten", async () => {
    const [one, other] = [await tiered(), await tiered()];
    const cart = await cartOf(stage.shopper, one.id, 5);
    const { items } = (await stage.shopper.addItem(cart.id, other.id, 5)).body;
    expect(items.map(({ unitPrice }) => unitPrice)).toEqual([won(12_000), won(12_000)]);
  });

  describe("a member of a group", () => {
    let member: Member;
    let group: string;
    beforeAll(async () => {
      group = await prices.makeGroup();
      member = await stage.shopper.signUp();
      await prices.putInto(member.id, group);
    });

    test("pays the lowest of all prices that apply; guests and others never see the group's", async () => {
      const { id, sku } = await tiered();
      await prices.makeList(
        [
          { sku, price: 11_500 },
          { sku, minQuantity: 20, price: 9_000 },
          { sku, minQuantity: 10, price: 11_200 },
        ],
        { memberGroup: group },
      );
      const outsider = await stage.shopper.signUp();
      const costs = async (by: Client, quantity: number) =>
        (await cartOf(by, id, quantity)).items.map(({ unitPrice }) => unitPrice.amount);
      expect(await costs(stage.shopper, 1)).toEqual([12_000]);
      expect(await costs(outsider, 20)).toEqual([11_000]);
      const cart = await cartOf(member, id, 1);
      const { items } = await setTo(member, cart, 1);
      expect(items).toMatchObject([
        {
          unitPrice: won(11_500),
          regularUnitPrice: won(12_000),
          tiers: [
            { minQuantity: 1, price: won(11_500) },
            { minQuantity: 10, price: won(11_000) },
            { minQuantity: 20, price: won(9_000) },
          ],
        },
      ]);
      expect((await setTo(member, cart, 20)).items).toMatchObject([{ unitPrice: won(9_000) }]);
      const placed = await member.placeOrder(cart.id);
      expect(placed.body.order).toMatchObject({ items: [{ unitPrice: won(9_000) }], total: won(180_000) });
    });

    test("pays its prices in a guest's cart too, which is where a purchase without detour is", async () => {
      const variant = await stage.stock(10, 12_000);
      await prices.makeList([{ sku: variant.sku, price: 10_000 }], { memberGroup: group });
      const { id } = await stage.shopper.createCart();
      await member.addItem(id, variant.id, 2);
      expect((await shown(member, id)).total).toEqual(won(23_000));
      // Without the member's token it is a guest's cart, at a guest's price.
      expect((await shown(stage.shopper, id)).items).toMatchObject([{ unitPrice: won(12_000) }]);
      expect(await order(stage.shopper, id)).toMatchObject({
        code: "PRICE_CHANGED",
        items: [{ was: won(10_000), now: won(12_000) }],
      });
    });

    test("who fills a guest's cart and signs in is shown the group's price, and orders at once", async () => {
      const { id, sku } = await tiered();
      const buyer = await stage.shopper.signUp();
      await prices.putInto(buyer.id, group);
      await prices.makeList([{ sku, price: 10_000 }], { memberGroup: group });
      const guests = await cartOf(stage.shopper, id, 2);
      expect(guests.items).toMatchObject([{ unitPrice: won(12_000) }]);
      const merged = await buyer.request<Cart>("POST", "/api/v1/me/cart/merge", { cartId: guests.id });
      expect(merged.body.items).toMatchObject([{ quantity: 2, unitPrice: won(10_000) }]);
      expect(merged.body.items[0]).not.toHaveProperty("previousUnitPrice");
      const placed = await buyer.placeOrder(merged.body.id);
      expect([placed.status, placed.body.order?.subtotal]).toEqual([201, won(20_000)]);
    });

    test("who leaves it is told the new price once, with both values", async () => {
      const { id, sku } = await tiered();
      const buyer = await stage.shopper.signUp();
      await prices.putInto(buyer.id, group);
      await prices.makeList([{ sku, price: 10_000 }], { memberGroup: group });
      const cart = await cartOf(buyer, id, 3);
      await prices.putInto(buyer.id, null);
      expect((await shown(buyer, cart.id)).items).toMatchObject([
        { unitPrice: won(12_000), previousUnitPrice: won(10_000) },
      ]);
      expect(await order(buyer, cart.id)).toMatchObject({
        status: 409,
        code: "PRICE_CHANGED",
        items: [{ variantId: id, was: won(10_000), now: won(12_000) }],
      });
      expect((await buyer.placeOrder(cart.id)).body.order).toMatchObject({ subtotal: won(36_000) });
    });

    test("reads its prices of many products, and of those alone that cost it something else", async () => {
      const [own, plain] = [
        await stage.shopper.createProduct({ variants: [{ price: 12_000 }, { price: 15_000 }] }),
        await stage.shopper.createProduct(),
      ];
      await prices.makeList([{ sku: own.variants[1]?.sku ?? "", price: 9_000 }], { memberGroup: group });
      await prices.makeList([{ sku: plain.variants[0]?.sku ?? "", minQuantity: 2, price: 1_000 }]);
      const read = (by: Client, ids: string) =>
        by.request<{ items: object[] }>("GET", `/api/v1/me/prices?productIds=${ids}`);
      const { status, headers, body } = await read(member, `${own.id},${plain.id}`);
      expect([status, headers.get("cache-control"), body.items]).toEqual([
        200,
        "no-store",
        [
          {
            productId: own.id,
            price: won(9_000),
            variants: [
              {
                id: own.variants[1]?.id,
                price: won(15_000),
                tiers: [{ minQuantity: 1, price: won(9_000) }],
              },
            ],
          },
        ],
      ]);
      const outsider = await stage.shopper.signUp();
      expect((await read(outsider, own.id)).body.items).toEqual([]);
      expect((await read(stage.shopper, own.id)).status).toBe(401);
      for (const ids of ["", "x", Array(101).fill(own.id).join()])
        expect((await read(member, ids)).status).toBe(400);
      const { body: page } = await member.request<{ variants: { tiers: object[] }[] }>(
        "GET",
        `/api/v1/products/${own.id}`,
      );
      expect(page.variants.map(({ tiers }) => tiers)).toEqual([[], []]);
    });
  });

  test("orders placed while prices change cost one of the two prices, and never another one", async () => {
    const { id, sku, list } = await tiered();
    const guests = await Promise.all(Array.from({ length: 10 }, () => cartOf(stage.shopper, id, 10)));
    const group = await prices.makeGroup();
    const members = await Promise.all(Array.from({ length: 10 }, () => stage.shopper.signUp()));
    await prices.makeList([{ sku, price: 9_000 }], { memberGroup: group });
    const own = await Promise.all(members.map(async (by) => ({ by, cart: await cartOf(by, id, 10) })));
    const buyers = [...guests.map((cart) => ({ by: stage.shopper, cart })), ...own];
    const [orders] = await Promise.all([
      Promise.all(buyers.map(({ by, cart }) => by.placeOrder(cart.id))),
      prices.put(list.id, [{ sku, minQuantity: 10, price: 10_500 }]),
      ...members.map(({ id: memberId }) => prices.putInto(memberId, group)),
    ]);
    for (const [at, { status, body }] of orders.entries()) {
      const { by, cart } = buyers[at] ?? { by: stage.shopper, cart: guests[0] as Cart };
      if (status === 201) {
        // Nothing had changed yet: the order has the price that its cart was shown.
        expect(body.order).toMatchObject({ items: [{ unitPrice: won(11_000) }], total: won(110_000) });
        continue;
      }
      const { code, items = [] } = body as unknown as Problem;
      expect([status, code, items.length]).toEqual([409, "PRICE_CHANGED", 1]);
      const possible = by === stage.shopper ? [won(10_500)] : [won(10_500), won(9_000)];
      expect(items[0]?.was).toEqual(won(11_000));
      expect(possible).toContainEqual(items[0]?.now);
      // What the refusal showed is what the next order costs, or it is refused with the newer price.
      const again = await by.placeOrder(cart.id);
      const price = by === stage.shopper ? won(10_500) : won(9_000);
      const last = again.status === 409 ? await by.placeOrder(cart.id) : again;
      expect([last.status, last.body.order?.items]).toMatchObject([201, [{ unitPrice: price }]]);
    }
    await stage.backstage.expectSound();
  });
});

describe("the period of a list", () => {
  let now = Date.parse("2031-05-01T00:00:00.000Z");
  const clock = { now: () => new Date(now) };
  const from = "2031-05-01T00:01:00.000Z";
  const until = "2031-05-01T00:02:00.000Z";
  let stage: PurchaseStage;
  beforeAll(async () => {
    stage = await openStage({ clock });
  });
  afterAll(() => stage.close());

  test("begins and ends for carts and orders at its moments, which is told before the order", async () => {
    const prices = priceMaker(stage.shopper);
    const variant = await stage.stock(10, 12_000);
    await prices.makeList([{ sku: variant.sku, price: 10_000 }], { startsAt: from, endsAt: until });
    const { id } = await stage.shopper.createCart();
    const costs = async () => {
      const { items } = (await stage.shopper.request<Cart>("GET", `/api/v1/carts/${id}`)).body;
      return items.map(({ unitPrice }) => unitPrice.amount);
    };
    await stage.shopper.addItem(id, variant.id, 1);
    expect(await costs()).toEqual([12_000]);
    now = Date.parse(from) - 1;
    expect(await costs()).toEqual([12_000]);
    now = Date.parse(from);
    expect(await costs()).toEqual([10_000]);
    const first = await stage.shopper.placeOrder(id);
    expect([first.status, first.body]).toMatchObject([
      409,
      { code: "PRICE_CHANGED", items: [{ was: won(12_000), now: won(10_000) }] },
    ]);
    now = Date.parse(until) - 1;
    expect(await costs()).toEqual([10_000]);
    now = Date.parse(until);
    const refused = await stage.shopper.placeOrder(id);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "PRICE_CHANGED", items: [{ was: won(10_000), now: won(12_000) }] },
    ]);
    const { status, body } = await stage.shopper.placeOrder(id);
    expect([status, body.order?.subtotal]).toEqual([201, won(12_000)]);
  });
});
