/** Holds, many orders at once, packing slips, orders by phone, and the same order once more. */
import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import { afterAll, describe, expect, test } from "vitest";
import type { PackingSlips, PreparedMany } from "../../server/modules/orders/desk/schemas.ts";
import type { RefilledCart } from "../../server/modules/orders/schemas.ts";
import { type Client, newKey, type Order, type PlacedOrder } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const desk = orderDesk(stage.shopper);

async function buy(pieces = 1) {
  const variant = await stage.stock(10);
  const placed = await stage.shopper.buy(variant.id, pieces);
  return { variant, placed, id: placed.order.id, lineId: placed.order.items[0]?.id ?? "" };
}

const cancel = ({ order, guestToken }: PlacedOrder) =>
  stage.shopper.request(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "늦었어요" },
    { "x-guest-token": guestToken, "idempotency-key": newKey() },
  );

const asOwner = async <Body>(path: string, body: object) =>
  stage.shopper.request<Body>("POST", path, body, await stage.shopper.signInOwner());

const wrongStatus = (orderStatus: string) => ({
  status: 409,
  body: { code: "WRONG_ORDER_STATUS", orderStatus },
});

describe("an order on hold", () => {
  test("is not prepared, sent or canceled by its buyer, and goes on where it was", async () => {
    const { placed, id } = await buy(2);
    expect((await desk.hold(id)).body).toMatchObject({ status: "on_hold" });
    expect(await desk.prepare(id)).toMatchObject(wrongStatus("on_hold"));
    expect(await desk.hold(id)).toMatchObject(wrongStatus("on_hold"));
    expect(await cancel(placed)).toMatchObject({ status: 409, body: { code: "NOT_CANCELABLE" } });
    const listed = (await desk.list(`?q=${placed.order.number}&status=on_hold`)).body;
    expect(listed).toMatchObject({ items: [{ id }], counts: { on_hold: 1, paid: 0 } });
    const released = await desk.release(id);
    expect(released.body).toMatchObject({ status: "paid", paidAt: (await stage.read(placed)).paidAt });
    const [held, freed] = released.body.timeline.slice(-2);
    expect(held).toMatchObject({ type: "on_hold", text: "입금자가 달라요", by: { kind: "staff" } });
    expect(freed).toMatchObject({ type: "released", by: { kind: "staff" } });
    expect(await desk.release(id)).toMatchObject(wrongStatus("paid"));
    expect(JSON.stringify(await stage.read(placed))).not.toContain("입금자가 달라요");

    await desk.prepare(id);
    await desk.hold(id);
    expect(await desk.ship(id)).toMatchObject(wrongStatus("on_hold"));
    expect((await desk.release(id)).body.status).toBe("preparing");
    expect((await desk.ship(id)).body.status).toBe("shipped");
    expect(await desk.hold(id)).toMatchObject(wrongStatus("shipped"));
    await stage.backstage.expectSound();
    const audited = await stage.backstage.rows<{ action: string }>(
      "SELECT action FROM platform.audit_log WHERE subject = $1 ORDER BY seq",
      [`order:${id}`],
    );
    expect(audited.map(({ action }) => action.slice("order.".length))).toEqual([
      "hold",
      "release",
      "prepare",
      "hold",
      "release",
      "ship",
    ]);
  });

  test("is shipped at its release when staff canceled the rest, or is canceled as a whole", async () => {
    const { id, lineId } = await buy(2);
    await desk.prepare(id);
    const { body } = await desk.ship(id, { lines: [{ lineId, quantity: 1 }] });
    await desk.hold(id);
    await desk.deliver(body.shipments[0]?.id ?? "");
    expect((await desk.cancel(id, {})).body).toMatchObject({ order: { status: "on_hold" } });
    expect((await desk.release(id)).body.status).toBe("delivered");
    const whole = await buy();
    await desk.hold(whole.id);
    expect((await desk.cancel(whole.id, {})).body).toMatchObject({ order: { status: "canceled" } });
    await stage.backstage.expectSound();
  });

  test("is either held or sent, and released once, when both come at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await buy();
      await desk.prepare(id);
      const raced = await Promise.all([desk.hold(id), desk.ship(id)]);
      expect(raced.map(({ status }) => status).toSorted()).not.toEqual([200, 201]);
      const { status, shipments } = (await desk.read(id)).body;
      expect([status, shipments.length]).toEqual(raced[0].status === 200 ? ["on_hold", 0] : ["shipped", 1]);
      if (status !== "on_hold") continue;
      const released = await Promise.all([desk.release(id), desk.release(id), desk.release(id)]);
      expect(released.map((answer) => answer.status).toSorted()).toEqual([200, 409, 409]);
    }
    await stage.backstage.expectSound();
  });

  test("needs a reason and the permission", async () => {
    const { id } = await buy();
    expect((await desk.hold(id, " ")).status).toBe(400);
    expect((await desk.hold(randomUUID())).status).toBe(404);
    expect((await desk.release(randomUUID())).status).toBe(404);
    const member = await stage.shopper.signUp();
    for (const step of ["hold", "release"]) {
      const path = `/api/v1/admin/orders/${id}/${step}`;
      expect((await stage.shopper.request("POST", path, { reason: "?" })).status).toBe(401);
      expect((await member.request("POST", path, { reason: "?" })).status).toBe(403);
    }
  });
});

describe("many orders", () => {
  const prepareMany = (ids: unknown[]) =>
    asOwner<Static<typeof PreparedMany>>("/api/v1/admin/orders/prepare", { ids });

  test("are prepared each by itself: one that cannot be stops no other", async () => {
    const [first, held, last] = [await buy(), await buy(), await buy()];
    await desk.hold(held.id);
    const unknown = randomUUID();
    const ids = [unknown, first.id, held.id, last.id];
    const { body } = await prepareMany(ids);
    expect(body.results).toEqual([
      { id: unknown, outcome: "refused", code: "NOT_FOUND", status: null },
      { id: first.id, outcome: "prepared", code: null, status: "preparing" },
      { id: held.id, outcome: "refused", code: "WRONG_ORDER_STATUS", status: "on_hold" },
      { id: last.id, outcome: "prepared", code: null, status: "preparing" },
    ]);
    const repeated = (await prepareMany(ids)).body.results.map(({ outcome }) => outcome);
    expect(repeated).toEqual(["refused", "refused", "refused", "refused"]);
  });

  test("are named once each, 100 at most, by staff", async () => {
    const id = randomUUID();
    const bad = [[], [id, id], ["?"], Array.from({ length: 101 }, () => randomUUID())];
    for (const ids of bad) expect((await prepareMany(ids)).status).toBe(400);
    for (const path of ["prepare", "packing-slips"]) {
      const url = `/api/v1/admin/orders/${path}`;
      expect((await stage.shopper.request("POST", url, { ids: [id] })).status).toBe(401);
      expect((await (await stage.shopper.signUp()).request("POST", url, { ids: [id] })).status).toBe(403);
    }
  });
});

describe("packing slips", () => {
  const slips = (body: object) =>
    asOwner<Static<typeof PackingSlips>>("/api/v1/admin/orders/packing-slips", body);

  test("name goods and address, a price only where it is chosen, and each print is recorded", async () => {
    const { placed, id, lineId } = await buy(3);
    const [unpaid, held] = [(await stage.place((await stage.stock(1)).id)).order, await buy()];
    await desk.hold(held.id);
    await desk.cancel(id, { lines: [{ lineId, quantity: 1 }] });
    await desk.prepare(id);
    await desk.ship(id, { lines: [{ lineId, quantity: 1 }] });
    const { body } = await slips({ ids: [unpaid.id, id, held.id] });
    expect(body.left).toEqual([unpaid.id, held.id]);
    expect(body.items).toMatchObject([
      {
        number: placed.order.number,
        shippingAddress: placed.order.shippingAddress,
        lines: [{ sku: placed.order.items[0]?.sku, quantity: 2, unsent: 1, lineTotal: null }],
        total: null,
      },
    ]);
    const priced = (await slips({ ids: [id], prices: true })).body.items[0];
    expect(priced?.lines[0]?.lineTotal).toEqual({ amount: 20_000, currency: "KRW" });
    const audited = await stage.backstage.rows(
      "SELECT 1 AS one FROM platform.audit_log WHERE subject = $1 AND action = 'order.print_slip'",
      [`order:${id}`],
    );
    expect(audited).toHaveLength(2);
  });
});

describe("an order once more", () => {
  const reorder = (by: Client, { order, guestToken }: PlacedOrder, cartId?: string, key = newKey()) =>
    by.request<Static<typeof RefilledCart>>(
      "POST",
      `/api/v1/orders/${order.id}/reorder`,
      cartId === undefined ? {} : { cartId },
      { "idempotency-key": key, ...(guestToken && { "x-guest-token": guestToken }) },
    );
  const itemsOf = async (by: Client, cartId: string) =>
    (await by.request<{ items: { variantId: string; quantity: number }[] }>("GET", `/api/v1/carts/${cartId}`))
      .body.items;

  test("puts into a guest's cart what is left, once, and tells line by line what is not", async () => {
    const [plenty, few, gone] = [await stage.stock(9), await stage.stock(3), await stage.stock(2)];
    const { id: cartId } = await stage.shopper.createCart();
    for (const { id } of [plenty, few, gone]) await stage.shopper.addItem(cartId, id, 2);
    const { body: placed } = await stage.shopper.placeOrder(cartId);
    expect(await reorder(stage.shopper, placed)).toMatchObject(wrongStatus("pending_payment"));
    const approved = await stage.shopper.approve(placed.payment.windowUrl);
    expect((await stage.shopper.confirm(approved)).status).toBe(200);

    const { id: next } = await stage.shopper.createCart();
    await stage.shopper.addItem(next, plenty.id, 1);
    const key = newKey();
    const [first, again] = [
      await reorder(stage.shopper, placed, next, key),
      await reorder(stage.shopper, placed, next, key),
    ];
    expect(first).toMatchObject({ status: 200, body: { cartId: next } });
    expect(again.body).toEqual(first.body);
    expect(first.body.lines.map(({ requested, added, problem }) => [requested, added, problem])).toEqual([
      [2, 2, null],
      [2, 1, "NOT_ENOUGH_STOCK"],
      [2, 0, "SOLD_OUT"],
    ]);
    expect((await itemsOf(stage.shopper, next)).map(({ quantity }) => quantity)).toEqual([3, 1]);
    const lost = await reorder(stage.shopper, placed, randomUUID());
    expect((await itemsOf(stage.shopper, lost.body.cartId)).map(({ quantity }) => quantity)).toEqual([2, 1]);
  });

  test("goes into the member's own cart, and no other buyer can repeat it", async () => {
    const member = await stage.shopper.signUp();
    const bought = await member.buy((await stage.stock(9)).id, 2);
    await stage.backstage.delivered();
    const { body } = await reorder(member, bought);
    expect(body.cartId).toBe((await member.createCart()).id);
    expect(await itemsOf(member, body.cartId)).toMatchObject([{ quantity: 2 }]);
    expect((await reorder(await stage.shopper.signUp(), bought)).status).toBe(404);
    expect((await reorder(stage.shopper, { ...bought, guestToken: "another" })).status).toBe(404);
    expect((await reorder(member, bought, "?")).status).toBe(400);
    const url = `/api/v1/orders/${bought.order.id}/reorder`;
    expect((await member.request("POST", url, {})).status).toBe(400);
  });
});

describe("an order by phone", () => {
  const shippingAddress = {
    recipient: "전화손님",
    phone: "010-1111-2222",
    postcode: "04524",
    address1: "서울",
  };
  let buyers = 0;
  const contactOf = () => {
    buyers += 1;
    return { name: "전화손님", email: `phone-${buyers}@example.com`, phone: "010-1111-2222" };
  };
  const place = async (body: object, key = newKey()) =>
    stage.shopper.request<{ order: Order }>(
      "POST",
      "/api/v1/admin/orders",
      { contact: contactOf(), shippingAddress, ...body },
      { ...(await stage.shopper.signInOwner()), "idempotency-key": key },
    );
  const mailsTo = async (email: string) => {
    await stage.backstage.delivered();
    return stage.shop.mailbox.list({ to: email });
  };

  test("keeps the goods for its buyer, who gets one mail, and is placed once for a key", async () => {
    const variant = await stage.stock(5);
    const contact = contactOf();
    const body = { contact, lines: [{ sku: variant.sku, quantity: 2 }], payWithinHours: 48 };
    const key = newKey();
    const [first, again] = [await place(body, key), await place(body, key)];
    expect(first).toMatchObject({ status: 201, body: { order: { status: "pending_payment" } } });
    expect(first.body).toEqual(again.body);
    expect(Object.keys(first.body)).toEqual(["order"]);
    const { id, number, placedAt, expiresAt } = first.body.order;
    expect(Date.parse(expiresAt ?? "") - Date.parse(placedAt)).toBe(48 * 3_600_000);
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 5, reserved: 2 });
    const mails = await mailsTo(contact.email);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining(number)]);
    expect(mails[0]?.links).toContainEqual(expect.stringContaining(`/orders/lookup?number=${number}`));
    expect((await desk.read(id)).body.timeline).toMatchObject([
      { type: "placed" },
      { type: "placed_by_staff", by: { kind: "staff" } },
    ]);
    const audited = await stage.backstage.rows(
      "SELECT 1 AS one FROM platform.audit_log WHERE subject = $1 AND action = 'order.place'",
      [`order:${id}`],
    );
    expect(audited).toHaveLength(1);
    await desk.cancel(id, {});
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 5, reserved: 0 });
    await stage.backstage.expectSound();
  });

  test("is the member's, who pays it on its page, and leaves the member's cart as it was", async () => {
    const member = await stage.shopper.signUp();
    const { id: cartId } = await member.createCart();
    await member.addItem(cartId, (await stage.stock(9)).id, 1);
    const { body: account } = await member.request<{ id: string }>("GET", "/api/v1/me");
    const lines = [{ sku: (await stage.stock(9)).sku, quantity: 1 }];
    const { order } = (await place({ lines, memberId: account.id })).body;
    const { body } = await member.request<Pick<PlacedOrder, "payment">>(
      "POST",
      `/api/v1/orders/${order.id}/payments`,
      undefined,
      { "idempotency-key": newKey() },
    );
    expect((await member.confirm(await member.approve(body.payment.windowUrl))).status).toBe(200);
    await stage.backstage.delivered();
    const cart = await member.request<{ itemCount: number }>("GET", `/api/v1/carts/${cartId}`);
    expect(cart.body.itemCount).toBe(1);
    expect((await desk.read(order.id)).body).toMatchObject({ status: "paid", memberId: account.id });
    await stage.backstage.expectSound();
  });

  test("is refused as a whole where a line cannot be had, and reserves nothing", async () => {
    const [good, few] = [await stage.stock(9), await stage.stock(1)];
    const lines = [good.sku, few.sku, "NO-SUCH-SKU"].map((sku) => ({ sku, quantity: 2 }));
    expect(await place({ lines })).toMatchObject({
      status: 409,
      body: {
        code: "LINES_REFUSED",
        refused: [
          { sku: few.sku, added: 1, problem: "NOT_ENOUGH_STOCK" },
          { sku: "NO-SUCH-SKU", added: 0, problem: "UNKNOWN_SKU" },
        ],
      },
    });
    expect(await stage.levels(good.sku)).toEqual({ onHand: 9, reserved: 0 });
    const line = [{ sku: good.sku, quantity: 1 }];
    for (const bad of [{ lines: [] }, { lines: line, payWithinHours: 100 }, { lines: line, contact: {} }])
      expect((await place(bad)).status).toBe(400);
    const body = { lines: line, contact: contactOf(), shippingAddress };
    expect((await stage.shopper.request("POST", "/api/v1/admin/orders", body)).status).toBe(401);
    const member = await stage.shopper.signUp();
    expect((await member.request("POST", "/api/v1/admin/orders", body)).status).toBe(403);
  });
});
