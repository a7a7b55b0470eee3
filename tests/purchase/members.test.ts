/** Members buy: an order belongs to its member on every device, and to no other shopper. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModuleName } from "../../server/module-names.ts";
import { writeCursor } from "../../server/platform/http/cursor.ts";
import { LAST_ID } from "../../server/platform/ids.ts";
import {
  type ApprovedPayment,
  type Client,
  contact,
  type Member,
  newKey,
  type Order,
  shippingAddress,
} from "../support/client.ts";
import { buyAs, listOf, payAgain, placeAs, read } from "./member-shopping.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const UNKNOWN_ID = "019aa000-0000-7000-8000-000000000000";

const shapes: { shape: string; apart: ModuleName[][] }[] = [
  { shape: "one process", apart: [] },
  { shape: "members, cart and orders as processes of their own", apart: [["members"], ["cart"], ["orders"]] },
];

describe.each(shapes)("a member's purchase with $shape", ({ apart }) => {
  let stage: PurchaseStage;
  beforeAll(async () => {
    stage = await openStage({ apart });
  });
  afterAll(() => stage.close());

  test("ends with the member's order, without a token; the bought pieces leave the cart", async () => {
    const { backstage, shopper } = stage;
    const member = await shopper.signUp();
    const [bought, added] = [await stage.stock(9), await stage.stock(9)];
    const { cartId, ...placed } = await placeAs(member, [[bought.id, 2]]);
    expect(placed).not.toHaveProperty("guestToken");
    const approved = await member.approve(placed.payment.windowUrl);
    // While the window is open, the member continues shopping in another tab.
    await member.addItem(cartId, bought.id, 1);
    await member.addItem(cartId, added.id, 4);
    const confirmed = await member.confirm(approved);
    expect(confirmed).toMatchObject({
      status: 200,
      body: { order: { status: "paid", contact, shippingAddress } },
    });

    const cartOf = async () =>
      (await member.request<{ items: object[] }>("GET", "/api/v1/me/cart")).body.items;
    const left = [
      { variantId: bought.id, quantity: 1 },
      { variantId: added.id, quantity: 4 },
    ];
    expect(await cartOf()).toMatchObject(left);
    await backstage.delivered();
    expect((await read(member, placed.order.id)).body).toMatchObject(confirmed.body.order);
    expect(await listOf(member)).toMatchObject([{ id: placed.order.id, status: "paid" }]);
    expect(await cartOf()).toMatchObject(left);
    await backstage.expectSound();
  });
});

describe("in one shop", () => {
  let stage: PurchaseStage;
  let member: Member;
  let other: Member;
  let variant: { id: string; sku: string };
  beforeAll(async () => {
    stage = await openStage();
    [member, other] = [await stage.shopper.signUp(), await stage.shopper.signUp()];
    variant = await stage.stock(500);
  });
  afterAll(() => stage.close());

  const attemptOf = async ({ orderId }: ApprovedPayment) => {
    const statement = "SELECT state FROM payments.attempts WHERE provider_order_id = $1";
    const [attempt] = await stage.backstage.rows<{ state: string }>(statement, [orderId]);
    return attempt?.state;
  };
  const heldOf = async ({ paymentKey }: ApprovedPayment) =>
    (await stage.backstage.providerPayments()).find((each) => each.paymentKey === paymentKey)?.held;

  describe("only its member can read an order and pay it again:", () => {
    test("other callers, with any token, get the same 404 as for an unknown order", async () => {
      const { order } = await placeAs(member, [[variant.id, 1]]);
      const guests = await stage.place(variant.id);
      const unknown = (await read(other, UNKNOWN_ID)).body as object;
      const strangers: [Client, Record<string, string>][] = [
        [stage.shopper, {}],
        [other, {}],
        [stage.shopper, { "x-guest-token": guests.guestToken }],
        [other, { "x-guest-token": guests.guestToken }],
        [other, { "x-guest-token": "" }],
      ];
      for (const [stranger, headers] of strangers) {
        for (const answer of [
          await read(stranger, order.id, headers),
          await payAgain(stranger, order.id, headers),
        ])
          expect(answer).toMatchObject({ status: 404, body: { ...unknown, requestId: expect.any(String) } });
      }
      expect((await read(member, order.id, { "x-guest-token": "of another order" })).body).toMatchObject({
        id: order.id,
        contact,
      });
    });

    test("a guest's order needs its token, also from a signed-in member", async () => {
      const { order, guestToken } = await stage.place(variant.id);
      expect((await read(member, order.id)).status).toBe(404);
      expect((await read(member, order.id, { "x-guest-token": "wrong" })).status).toBe(404);
      expect((await payAgain(member, order.id, {})).status).toBe(404);
      expect((await read(member, order.id, { "x-guest-token": guestToken })).body).toMatchObject({
        id: order.id,
      });
      expect((await payAgain(member, order.id, { "x-guest-token": guestToken })).status).toBe(201);
    });

    test("a new payment by the member pays it", async () => {
      const { order } = await placeAs(member, [[variant.id, 1]]);
      const again = await payAgain(member, order.id);
      expect(again.status).toBe(201);
      const confirmed = await member.confirm(await member.approve(again.body.payment.windowUrl));
      expect(confirmed.body.order).toMatchObject({ id: order.id, status: "paid" });
      expect((await payAgain(member, order.id)).body).toMatchObject({
        status: 409,
        code: "ORDER_CLOSED",
        orderStatus: "paid",
      });
    });

    test("an invalid access token gets 401, and nothing is placed", async () => {
      const { id: cartId } = await stage.shopper.createCart();
      await stage.shopper.addItem(cartId, variant.id);
      const { order, guestToken } = await stage.place(variant.id);
      const forger = stage.shopper.withToken("not a token");
      const answers = [
        await forger.placeOrder(cartId),
        await read(forger, order.id, { "x-guest-token": guestToken }),
        await payAgain(forger, order.id, { "x-guest-token": guestToken }),
        await forger.request("GET", "/api/v1/orders"),
      ];
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
      expect(await stage.backstage.rows("SELECT FROM orders.orders WHERE cart_id = $1", [cartId])).toEqual(
        [],
      );
    });
  });

  test("a signed-out member can place no order", async () => {
    const leaver = await stage.shopper.signUp();
    const { id: cartId } = await leaver.createCart();
    await leaver.addItem(cartId, variant.id);
    expect((await leaver.request("POST", "/api/v1/auth/logout")).status).toBe(204);
    expect(await leaver.placeOrder(cartId)).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
  });

  describe("an order's owner, price and status come from the server:", () => {
    test.each([
      ['"memberId":"019aa000-0000-7000-8000-000000000000"', "/memberId"],
      ['"userId":1', "/userId"],
      ['"status":"paid"', "/status"],
      ['"paid":true', "/paid"],
      ['"price":1', "/price"],
      ['"total":{"amount":1,"currency":"KRW"}', "/total"],
      ['"guestToken":"mine"', "/guestToken"],
      ['"__proto__":{"paid":true}', ""],
      ['"constructor":{"prototype":{"paid":true}}', ""],
    ])("with %s it is refused with its pointer", async (field, pointer) => {
      const { id: cartId } = await member.createCart();
      await member.addItem(cartId, variant.id);
      const good = JSON.stringify({ cartId, contact, shippingAddress });
      const answer = await member.request("POST", "/api/v1/orders", `${good.slice(0, -1)},${field}}`, {
        "idempotency-key": newKey(),
      });
      expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_INPUT" } });
      expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
    });
  });

  test("a member can order a guest's cart by its id, but not the cart of another member", async () => {
    const { id: cartId } = await stage.shopper.createCart();
    await stage.shopper.addItem(cartId, variant.id);
    const placed = await other.placeOrder(cartId);
    expect(placed.status).toBe(201);
    expect((await read(other, placed.body.order.id)).status).toBe(200);
    const theirs = await placeAs(member, [[variant.id, 1]]);
    expect(await other.placeOrder(theirs.cartId)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
  });

  describe("an Idempotency-Key", () => {
    test("in twenty parallel requests is one order with one answer", async () => {
      const shopper = await stage.shopper.signUp();
      const { id: cartId } = await shopper.createCart();
      await shopper.addItem(cartId, variant.id);
      const key = newKey();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => shopper.placeOrder(cartId, {}, key)),
      );
      for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0]?.body]);
      expect(await listOf(shopper)).toHaveLength(1);
    });

    test("of one member has no meaning for another, nor for a guest", async () => {
      const key = newKey();
      const { id: cartId } = await stage.shopper.createCart();
      await stage.shopper.addItem(cartId, variant.id);
      const ids = [];
      for (const shopper of [member, other, stage.shopper]) {
        const { status, body, headers } = await shopper.placeOrder(cartId, {}, key);
        expect([status, headers.get("idempotency-replayed")]).toEqual([201, null]);
        ids.push(body.order.id);
      }
      expect(new Set(ids).size).toBe(3);
    });
  });

  describe("a payment of a member's order", () => {
    test("is not confirmed for another member: 404 before the provider is called", async () => {
      const { order, payment } = await placeAs(member, [[variant.id, 1]]);
      const approved = await member.approve(payment.windowUrl);
      for (const input of [
        approved,
        { ...approved, amount: 1 },
        { ...approved, paymentKey: "tgen_invented" },
      ])
        expect(await other.confirm(input)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
      expect([await attemptOf(approved), await heldOf(approved)]).toEqual(["READY", 0]);
      expect((await member.confirm(approved)).body.order).toMatchObject({ id: order.id, status: "paid" });
      expect(await other.confirm(approved)).toMatchObject({ status: 404 });
    });

    test("is confirmed without a sign-in, by key and amount, and then shows no personal data", async () => {
      const { order, payment } = await placeAs(member, [[variant.id, 1]]);
      const approved = await member.approve(payment.windowUrl);
      const key = newKey();
      for (const answer of [
        await stage.shopper.confirm(approved, key),
        await stage.shopper.confirm(approved, key),
        await stage.shopper.confirm(approved),
      ]) {
        expect(answer).toMatchObject({ status: 200, body: { order: { id: order.id, status: "paid" } } });
        expect(answer.body.order).not.toHaveProperty("contact");
        expect(answer.body.order).not.toHaveProperty("shippingAddress");
        const text = JSON.stringify(answer.body);
        for (const secret of [contact.name, contact.email, contact.phone, shippingAddress.address1])
          expect(text).not.toContain(secret);
      }
      expect((await member.confirm(approved)).body.order).toMatchObject({
        id: order.id,
        contact,
        shippingAddress,
      });
      expect((await stage.shopper.confirm({ ...approved, amount: 1 })).status).toBe(422);
    });

    test("confirmed thirty times at once is captured once, and each caller sees only own data", async () => {
      const { order, payment } = await placeAs(member, [[variant.id, 1]]);
      const approved = await member.approve(payment.windowUrl);
      const callers = Array.from({ length: 30 }, (_, at) => [member, stage.shopper, other][at % 3] ?? other);
      const answers = await Promise.all(callers.map((caller) => caller.confirm(approved)));
      for (const [at, { status, body }] of answers.entries()) {
        expect(status).toBe(callers[at] === other ? 404 : 200);
        if (status === 200) expect("contact" in body.order).toBe(callers[at] === member);
      }
      const [captures] = await stage.backstage.rows<{ count: number }>(
        `SELECT count(*)::int AS count FROM payments.ledger JOIN payments.attempts ON attempts.id = attempt_id
         WHERE order_id = $1`,
        [order.id],
      );
      expect(captures?.count).toBe(1);
      await stage.backstage.expectSound();
    });

    test("a guest's payment can be confirmed by a signed-in member", async () => {
      const { approved, order } = await stage.approve(variant.id);
      expect((await member.confirm(approved)).body.order).toMatchObject({ id: order.id, contact });
    });
  });

  describe("the list of orders", () => {
    test("shows a member's own, newest first, page by page without a gap", async () => {
      const shopper = await stage.shopper.signUp();
      const second = await stage.stock(50, 3_000);
      const ids: string[] = [];
      for (let at = 0; at < 5; at += 1) {
        const lines: [string, number][] = [
          [variant.id, 1],
          ...(at === 4 ? [[second.id, 3] as [string, number]] : []),
        ];
        ids.unshift((await buyAs(shopper, lines)).order.id);
        await stage.backstage.delivered();
      }
      const shown = await listOf(shopper);
      expect(shown.map(({ id }) => id)).toEqual(ids);
      const { body: newest } = await read(shopper, ids[0] ?? "");
      const [first] = (newest as Order).items;
      const { number, status, placedAt, total } = newest as Order;
      expect(shown[0]).toEqual({
        id: ids[0],
        number,
        status,
        placedAt,
        total,
        itemCount: 2,
        firstItem: { name: first?.name, image: first?.image },
      });
      for (const limit of [1, 2, 5]) expect(await listOf(shopper, limit)).toEqual(shown);
      expect(await listOf(other, 2)).not.toContainEqual(expect.objectContaining({ id: ids[0] }));
      expect(await listOf(await stage.shopper.signUp())).toEqual([]);
    });

    test("is in the language of the request", async () => {
      const [socks] = (
        await stage.shopper.createProduct({
          name: "양말",
          translations: { en: { name: "Socks", options: {} } },
        })
      ).variants;
      await placeAs(other, [[socks?.id ?? "", 1]]);
      const english = { "accept-language": "en" };
      const { body } = await other.request<{ items: object[] }>(
        "GET",
        "/api/v1/orders?limit=1",
        undefined,
        english,
      );
      expect(body.items).toMatchObject([{ firstItem: { name: "Socks" } }]);
    });

    test.each([
      ["limit=0", "/limit"],
      ["limit=101", "/limit"],
      ["limit=1e6", "/limit"],
      ["limit=x", "/limit"],
      ["cursor=1", "/cursor"],
      [`cursor=${"_".repeat(22)}`, "/cursor"],
      [`cursor=${writeCursor("members", [LAST_ID])}`, "/cursor"],
      ["cursor=%27%20OR%201=1", "/cursor"],
      ["memberId=019aa000-0000-7000-8000-000000000000", "/memberId"],
      ["sort=email", "/sort"],
    ])("refuses ?%s with its pointer", async (query, pointer) => {
      const { status, body } = await member.request("GET", `/api/v1/orders?${query}`);
      expect([status, body.errors?.map((each) => each.pointer)]).toEqual([400, [pointer]]);
    });

    test("shows only the member's own orders with a foreign or invented cursor", async () => {
      await placeAs(other, [[variant.id, 1]]);
      await placeAs(other, [[variant.id, 1]]);
      const page = await other.request<{ nextCursor: string }>("GET", "/api/v1/orders?limit=1");
      const own = new Set((await listOf(member)).map(({ id }) => id));
      for (const cursor of [page.body.nextCursor, writeCursor("orders", [LAST_ID])]) {
        const { body } = await member.request<{ items: { id: string }[] }>(
          "GET",
          `/api/v1/orders?cursor=${cursor}`,
        );
        expect(body.items.filter(({ id }) => !own.has(id))).toEqual([]);
      }
    });

    test("needs a sign-in", async () => {
      expect(await stage.shopper.request("GET", "/api/v1/orders")).toMatchObject({ status: 401 });
    });
  });

  test("bought lines leave a member's cart once, although the event is delivered twice", async () => {
    const shopper = await stage.shopper.signUp();
    const { cartId, order } = await buyAs(shopper, [[variant.id, 2]]);
    await stage.backstage.delivered();
    await shopper.addItem(cartId, variant.id, 3);
    const [paid] = await stage.backstage.rows<{ id: string }>(
      "SELECT id FROM payments.attempts WHERE order_id = $1",
      [order.id],
    );
    await stage.backstage.rows(
      `SELECT platform.publish('payments.paid', 1,
                               jsonb_build_object('orderId', $1::text, 'attemptId', $2::text))`,
      [order.id, paid?.id],
    );
    await stage.backstage.delivered();
    const cart = await shopper.request("GET", `/api/v1/carts/${cartId}`);
    expect(cart.body).toMatchObject({ itemCount: 3 });
  });

  test("a guest's cart stays unchanged after the payment", async () => {
    const { id: cartId } = await stage.shopper.createCart();
    await stage.shopper.addItem(cartId, variant.id, 2);
    const { body } = await stage.shopper.placeOrder(cartId);
    await stage.shopper.confirm(await stage.shopper.approve(body.payment.windowUrl));
    await stage.backstage.delivered();
    expect((await stage.shopper.request("GET", `/api/v1/carts/${cartId}`)).body).toMatchObject({
      itemCount: 2,
    });
  });
});
