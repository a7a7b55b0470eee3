/** Coupons in quotes and orders: what they take off, how often they can be used, and when they come back. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { promotions } from "../../server/modules/promotions/contract.ts";
import {
  couponMaker,
  offCart,
  type QuoteBody,
  quoteOf,
} from "../../server/modules/promotions/coupons.fixture.ts";
import { newId } from "../../server/platform/ids.ts";
import { type ApiResponse, type Client, client, type PlacedOrder, type Problem } from "../support/client.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const won = (amount: number) => ({ amount, currency: "KRW" });

let stage: PurchaseStage;
let coupons: ReturnType<typeof couponMaker>;
beforeAll(async () => {
  stage = await openStage();
  coupons = couponMaker(stage.shopper);
});
afterAll(() => stage.close());

async function cartOf(shopper: Client, price = 10_000, quantity = 1): Promise<string> {
  const { id } = await stage.stock(1_000, price);
  const cart = await shopper.createCart();
  expect((await shopper.addItem(cart.id, id, quantity)).status).toBe(200);
  return cart.id;
}
const refusedOf = ({ status, body }: ApiResponse<unknown>) => {
  const { code, coupons: refused = [] } = body as Problem;
  return [status, code, refused.map(({ reason }) => reason)];
};
async function pay(placed: PlacedOrder): Promise<void> {
  const approved = await stage.shopper.approve(placed.payment.windowUrl);
  expect((await stage.shopper.confirm(approved)).status).toBe(200);
}

describe("a quote", () => {
  test("shows what each coupon takes off, and the order costs the same everywhere", async () => {
    const { shopper, backstage } = stage;
    const cart = await shopper.createCart();
    for (const price of [12_900, 7_500, 2_000])
      await shopper.addItem(cart.id, (await stage.stock(9, price)).id);
    const off = await coupons.make({ discount: { type: "fixed", amount: 5_000 } });
    const delivery = await coupons.make({ kind: "delivery", discount: { type: "percent", percent: 50 } });
    const codes = [delivery.code.toLowerCase(), off.code, off.code];
    const { status, body: quote } = await quoteOf(shopper, cart.id, codes);
    expect([status, quote]).toMatchObject([
      200,
      {
        lines: [{ discount: won(2_880) }, { discount: won(1_674) }, { discount: won(446) }],
        discounts: [
          { coupon: off.code, name: off.name, kind: "cart", amount: won(5_000) },
          { coupon: delivery.code, kind: "delivery", amount: won(1_500) },
        ],
        refused: [],
        subtotal: won(22_400),
        deliveryFee: won(3_000),
        total: won(18_900),
      },
    ]);
    const { body: placed } = await shopper.placeOrder(cart.id, { coupons: codes });
    expect(placed.order).toMatchObject({
      items: quote.lines.map(({ lineTotal, discount }) => ({ lineTotal, discount })),
      discounts: quote.discounts,
      discount: won(6_500),
      deliveryFee: quote.deliveryFee,
      total: quote.total,
    });
    expect(placed.payment.amount).toEqual(quote.total);
    await pay(placed);
    expect(await stage.read(placed)).toMatchObject({
      status: "paid",
      total: won(18_900),
      discounts: [{}, {}],
    });
    await backstage.expectSound();
    expect((await coupons.read(off.id)).used).toBe(1);
  });

  test("says why a coupon does not apply, and computes the rest without it", async () => {
    const cartId = await cartOf(stage.shopper, 10_000);
    const other = await stage.shopper.createProduct();
    const code = async (input: object, change?: object) => {
      const made = await coupons.make(input);
      if (change) await coupons.edit(made.id, change);
      return made.code;
    };
    const reasons = {
      UNKNOWN: "NO-SUCH-COUPON",
      NOT_BEGUN: await code({ period: { startsAt: "2099-01-01T00:00:00Z" } }),
      ENDED: await code({}, { status: "ended" }),
      PAUSED: await code({}, { status: "paused" }),
      MEMBERS_ONLY: await code({ limits: { perMember: 1 } }),
      MINIMUM_NOT_MET: await code({ minimum: 10_001 }),
      NOT_FOR_THESE_GOODS: await code({ kind: "product", productIds: [other.id] }),
    };
    const good = await code({});
    const { body } = await quoteOf(stage.shopper, cartId, [...Object.values(reasons), good]);
    const refused = Object.fromEntries(body.refused.map(({ coupon, reason }) => [reason, coupon]));
    expect(refused).toEqual(reasons);
    expect(body).toMatchObject({ discounts: [{ coupon: good }], total: won(10_000) });
    const placed = await stage.shopper.placeOrder(cartId, { coupons: [reasons.ENDED, good] });
    expect([refusedOf(placed), (placed.body as unknown as Problem).coupons]).toEqual([
      [409, "COUPON_REFUSED", ["ENDED"]],
      [{ coupon: reasons.ENDED, reason: "ENDED" }],
    ]);
  });

  test("of goods of a category counts those of the categories below it", async () => {
    const owner = await stage.shopper.signInOwner();
    const category = async (slug: string, parentId: string | null) => {
      const path = "/api/v1/admin/categories";
      const input = { slug: `${slug}-${process.pid}`, name: slug, ...(parentId && { parentId }) };
      return (await stage.shopper.request<{ id: string }>("POST", path, input, owner)).body.id;
    };
    const top = await category("dishes", null);
    const below = await category("cups", top);
    const product = await stage.shopper.createProduct({ categoryIds: [below] });
    const other = await stage.stock(5, 10_000);
    const cart = await stage.shopper.createCart();
    await stage.shopper.addItem(cart.id, product.variants[0]?.id ?? "");
    await stage.shopper.addItem(cart.id, other.id);
    const discount = { type: "percent", percent: 20 } as const;
    const { code } = await coupons.make({ kind: "product", discount, categoryIds: [top] });
    const { body } = await quoteOf(stage.shopper, cart.id, [code]);
    expect(body.lines.map((line) => line.discount.amount)).toEqual([2_000, 0]);
  });

  test("of another member's cart, an unknown one, or bad input is refused", async () => {
    const [member, other] = [await stage.shopper.signUp(), await stage.shopper.signUp()];
    const cartId = await cartOf(member);
    expect((await quoteOf(member, cartId, [])).status).toBe(200);
    expect((await member.request("POST", `/api/v1/carts/${cartId}/quote`)).status).toBe(200);
    expect((await quoteOf(other, cartId, [])).status).toBe(404);
    expect((await quoteOf(stage.shopper, cartId, [])).status).toBe(404);
    expect((await quoteOf(stage.shopper, newId(), [])).status).toBe(404);
    for (const body of [
      { coupons: ["?"] },
      { coupons: Array(11).fill("ABC") },
      { postcode: "1" },
      { more: 1 },
    ])
      expect((await member.request("POST", `/api/v1/carts/${cartId}/quote`, body)).status).toBe(400);
  });
});

describe("an order", () => {
  test("that costs nothing is paid by being placed, also a guest's, and uses its coupon", async () => {
    const cartId = await cartOf(stage.shopper, 50_000);
    const { id, code } = await coupons.make({ discount: { type: "percent", percent: 100 } });
    expect((await quoteOf(stage.shopper, cartId, [code])).body.total).toEqual(won(0));
    const { body: placed } = await stage.shopper.placeOrder(cartId, { coupons: [code] });
    expect(placed).toMatchObject({ order: { status: "paid", total: won(0) }, payment: null });
    await stage.backstage.expectSound();
    expect((await stage.read(placed)).status).toBe("paid");
    expect((await coupons.read(id)).used).toBe(1);
  });

  test("holds its coupon for its cart; when it is replaced, the coupon is free again", async () => {
    const { id, code } = await coupons.make({ limits: { total: 1 } });
    const cartId = await cartOf(stage.shopper);
    const placed = await stage.shopper.placeOrder(cartId, { coupons: [code] });
    expect(placed.status).toBe(201);
    const other = await cartOf(stage.shopper);
    expect((await quoteOf(stage.shopper, other, [code])).body.refused).toEqual([
      { coupon: code, reason: "USED_UP" },
    ]);
    // The order's own cart still has it, and a new order of the cart takes it over.
    expect((await quoteOf(stage.shopper, cartId, [code])).body.refused).toEqual([]);
    expect((await stage.shopper.placeOrder(cartId, { coupons: [code] })).status).toBe(201);
    expect((await coupons.read(id)).used).toBe(1);
    // Without the coupon, the new order replaces the one that held it.
    expect((await stage.shopper.placeOrder(cartId)).status).toBe(201);
    expect((await coupons.read(id)).used).toBe(0);
    expect((await stage.shopper.placeOrder(other, { coupons: [code] })).status).toBe(201);
    await stage.backstage.expectSound();
  });

  test("of a member uses the coupon of the member, as often as each member may", async () => {
    const member = await stage.shopper.signUp();
    const { code } = await coupons.make({ limits: { perMember: 1 } });
    await member.request("POST", "/api/v1/me/coupons", { code });
    const cartId = await cartOf(member);
    const { body, status } = await member.placeOrder(cartId, { coupons: [code] });
    expect(status).toBe(201);
    await pay(body);
    await stage.backstage.delivered();
    const own = await member.request<{ items: object[] }>("GET", "/api/v1/me/coupons");
    expect(own.body.items).toMatchObject([{ code, state: "used", used: 1 }]);
    const next = await cartOf(member);
    expect(refusedOf(await member.placeOrder(next, { coupons: [code] }))).toEqual([
      409,
      "COUPON_REFUSED",
      ["USED_UP"],
    ]);
    await stage.backstage.expectSound();
  });

  test("of a member who leaves keeps its use, without the member", async () => {
    const member = await stage.shopper.signUp();
    const { id, code } = await coupons.make({ limits: { total: 5, perMember: 1 } });
    const cartId = await cartOf(member);
    const { body } = await member.placeOrder(cartId, { coupons: [code] });
    await pay(body);
    await stage.backstage.delivered();
    const port = stage.backstage.port(promotions);
    await port.forgetMember({ memberId: member.id });
    expect((await member.request<{ items: object[] }>("GET", "/api/v1/me/coupons")).body.items).toEqual([]);
    expect((await coupons.read(id)).used).toBe(1);
    // Canceled as a whole, it gives the use back, once.
    await port.giveBack({ orderId: body.order.id });
    await port.giveBack({ orderId: body.order.id });
    expect((await coupons.read(id)).used).toBe(0);
    // For this shop, which cancels no paid order, the use is committed again.
    await port.commit({ orderId: body.order.id });
    await stage.backstage.expectSound();
  });

  test("with bad coupons is 400", async () => {
    const cartId = await cartOf(stage.shopper);
    for (const codes of [["?"], "ABC", Array(11).fill("ABC")])
      expect((await stage.shopper.placeOrder(cartId, { coupons: codes as string[] })).status).toBe(400);
  });
});

describe("a limit", () => {
  test("of one is kept when a hundred order at the same moment: one has it", async () => {
    const { id, code } = await coupons.make({ limits: { total: 1 } });
    const carts = await Promise.all(Array.from({ length: 100 }, () => cartOf(stage.shopper)));
    const answers = await Promise.all(
      carts.map((cartId) => stage.shopper.placeOrder(cartId, { coupons: [code] })),
    );
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed).toHaveLength(1);
    for (const answer of answers)
      if (answer.status !== 201) expect(refusedOf(answer)).toEqual([409, "COUPON_REFUSED", ["USED_UP"]]);
    expect(placed[0]?.body.order.discount).toEqual(won(3_000));
    expect((await coupons.read(id)).used).toBe(1);
    // What the others reserved of the stock is free again.
    const held =
      "SELECT count(DISTINCT order_id)::int AS orders FROM inventory.reservations WHERE state = 'HELD'";
    const due = "SELECT count(*)::int AS orders FROM orders.orders WHERE status = 'pending_payment'";
    expect(await stage.backstage.rows(held)).toEqual(await stage.backstage.rows(due));
    await stage.backstage.expectSound();
  });

  test("of each member is kept in parallel orders of one member with several coupons", async () => {
    const member = await stage.shopper.signUp();
    const [one, other] = [
      await coupons.make({ limits: { perMember: 1 }, combinable: true }),
      await coupons.make({ limits: { perMember: 1 }, combinable: true }),
    ];
    const port = stage.backstage.port(promotions);
    const until = new Date(Date.now() + 600_000).toISOString();
    const hold = (couponIds: string[], orderId = newId()) =>
      port.reserve({ orderId, cartId: newId(), memberId: member.id, couponIds, until }).then(
        () => orderId,
        () => null,
      );
    const [a, b] = [one.id, other.id];
    const tries = Array.from({ length: 20 }, (_, at) => hold(at % 2 === 0 ? [a, b] : [b, a]));
    const held = (await Promise.all(tries)).filter((orderId) => orderId !== null);
    expect(held).toHaveLength(1);
    // A repeat is the same hold; after a release, another order has the coupons.
    expect(await hold([a, b], held[0])).toBe(held[0]);
    await Promise.all(held.flatMap((orderId) => [port.release({ orderId }), port.release({ orderId })]));
    expect(await hold([a])).not.toBeNull();
    expect((await coupons.read(a)).used + (await coupons.read(b)).used).toBe(1);
    await stage.backstage.expectSound();
  });
});

describe("time", () => {
  const start = Date.parse("2031-05-01T00:00:00.000Z");
  let now = start;
  let later: PurchaseStage;
  beforeAll(async () => {
    later = await openStage({ clock: { now: () => new Date(now) } });
  });
  beforeEach(() => {
    now += 3_600_000;
  });
  afterAll(() => later.close());
  /** Signs in again each time: a sign-in lasts minutes. */
  const maker = () => couponMaker(client(later.shop.url), () => client(later.shop.url).signInOwner());

  async function place(code: string): Promise<PlacedOrder> {
    const { id } = await later.stock(9);
    const cart = await later.shopper.createCart();
    await later.shopper.addItem(cart.id, id);
    const { status, body } = await later.shopper.placeOrder(cart.id, { coupons: [code] });
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }

  test("an order that expires gives its coupon back", async () => {
    const { id, code } = await maker().make({ limits: { total: 1 } });
    await place(code);
    now += 15 * 60_000 + 1;
    await later.backstage.run("orders.expire");
    expect((await maker().read(id)).used).toBe(0);
    await later.backstage.expectSound();
  });

  test("a hold that no order came for lapses", async () => {
    const { id } = await maker().make({ limits: { total: 1 } });
    const port = later.backstage.port(promotions);
    const until = new Date(now + 1_000).toISOString();
    const hold = { orderId: newId(), cartId: newId(), memberId: null, couponIds: [id], until };
    await port.reserve(hold);
    await later.backstage.run("promotions.sweep");
    expect((await maker().read(id)).used).toBe(1);
    now += 1_001;
    await later.backstage.run("promotions.sweep");
    expect((await maker().read(id)).used).toBe(0);
  });

  test("late money pays the order if its coupon is free, and is refunded if it is used up", async () => {
    for (const isTaken of [false, true]) {
      const { id, code } = await maker().make({ limits: { total: 1 } });
      const placed = await place(code);
      const approved = await later.shopper.approve(placed.payment.windowUrl, { mode: "500-after-effect" });
      await later.backstage.fault("get", "500-before-effect");
      expect((await later.shopper.confirm(approved)).status).toBe(202);
      await later.backstage.clearFaults();
      now += 20 * 60_000;
      await later.backstage.port(promotions).release({ orderId: placed.order.id });
      if (isTaken) await place(code);
      await later.backstage.run("payments.reconcile");
      await later.backstage.delivered();
      expect((await maker().read(id)).used).toBe(1);
      const order = await later.read(placed);
      expect(order.status === "paid").toBe(!isTaken);
      if (isTaken) await later.backstage.run("orders.expire");
      await later.backstage.expectSound();
    }
  });
});

test("a coupon that stopped applying between the quote and the order is 409 with its reason", async () => {
  const { id, code } = await coupons.make(offCart);
  const cartId = await cartOf(stage.shopper);
  const { body }: { body: QuoteBody } = await quoteOf(stage.shopper, cartId, [code]);
  expect(body.total).toEqual(won(10_000));
  await coupons.edit(id, { status: "paused" });
  expect(refusedOf(await stage.shopper.placeOrder(cartId, { coupons: [code] }))).toEqual([
    409,
    "COUPON_REFUSED",
    ["PAUSED"],
  ]);
});

test("in several processes an order uses its coupon, and gives it back when it is replaced", async () => {
  const apart = await openStage({ apart: [["promotions"], ["cart", "orders"]] });
  const { make, read } = couponMaker(apart.shopper);
  const { id, code } = await make({ limits: { total: 1 } });
  const cart = await apart.shopper.createCart();
  await apart.shopper.addItem(cart.id, (await apart.stock(5)).id);
  expect((await apart.shopper.placeOrder(cart.id, { coupons: [code] })).status).toBe(201);
  expect((await apart.shopper.placeOrder(cart.id)).status).toBe(201);
  expect((await read(id)).used).toBe(0);
  const { status, body } = await apart.shopper.placeOrder(cart.id, { coupons: [code] });
  expect([status, body.order.total]).toEqual([201, won(10_000)]);
  const approved = await apart.shopper.approve(body.payment.windowUrl);
  expect((await apart.shopper.confirm(approved)).status).toBe(200);
  await apart.backstage.delivered();
  expect((await read(id)).used).toBe(1);
  expect(
    await apart.backstage.rows("SELECT state FROM promotions.uses WHERE coupon_id = $1", [id]),
  ).toContainEqual({
    state: "committed",
  });
  await apart.backstage.expectSound();
  await apart.close();
});
