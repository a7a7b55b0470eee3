/** The export of a member's orders and cart, and their state after the member has left. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { cart as cartContract } from "../../server/modules/cart/contract.ts";
import { orderStatuses, orders as ordersContract } from "../../server/modules/orders/contract.ts";
import { isPaid } from "../../server/modules/orders/order.ts";
import { readPhone } from "../../server/platform/phone.ts";
import { client, contact, type Member, newKey, shippingAddress } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { buyAs, payAgain, placeAs } from "./member-shopping.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const YEAR_MS = 365.25 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;

let buyers = 0;
/** Contact and address in words that occur nowhere else. */
function newBuyer() {
  buyers += 1;
  const number = String(1_000 + buyers);
  return {
    contact: { name: `한떠남${number}`, email: `leaver-${number}@gone.test`, phone: `010-9999-${number}` },
    shippingAddress: {
      recipient: `한받음${number}`,
      phone: `010-8888-${number}`,
      postcode: `6${number}`,
      address1: `제주시 떠나는길 ${number}`,
      address2: `동백 ${number}호`,
      memo: `문 앞 ${number}번`,
    },
  };
}
let member: Member;
let memberId: string;
let buyer: ReturnType<typeof newBuyer>;
const stage = await openStage({ clock });
const orders = stage.backstage.port(ordersContract);
const cart = stage.backstage.port(cartContract);
const variant = await stage.stock(500);
beforeEach(async () => {
  member = await stage.shopper.signUp();
  memberId = member.id;
  buyer = newBuyer();
});
afterAll(() => stage.close());

const rows = <Row extends object>(statement: string, values?: unknown[]) =>
  stage.backstage.rows<Row>(statement, values);

const paidStatuses: readonly string[] = orderStatuses.filter(isPaid);

/** An order of this buyer. Statuses that the shop does not set itself yet are written directly. */
async function order(status: (typeof orderStatuses)[number]): Promise<{ id: string; number: string }> {
  // Ids contain the time, so each order gets another.
  clock.advance(1_000);
  const { id: cartId } = await member.createCart();
  await member.addItem(cartId, variant.id);
  const { order: placed, payment } = (await member.placeOrder(cartId, buyer)).body;
  const { id, number } = placed;
  if (paidStatuses.includes(status)) {
    await member.confirm(await member.approve(payment.windowUrl));
    await stage.backstage.delivered();
  }
  if (status !== "pending_payment" && status !== "paid") await setStatus(id, status);
  return { id, number };
}

/** A paid order of this buyer whose goods staff have sent. */
async function shipped() {
  const { id } = await order("paid");
  const desk = orderDesk(client(stage.shop.url));
  await desk.prepare(id);
  return (await desk.ship(id)).body;
}

async function setStatus(id: string, status: string): Promise<void> {
  await rows(
    `UPDATE orders.orders SET status = $2, held_from = CASE WHEN $2 = 'on_hold' THEN status END
     WHERE id = $1`,
    [id, status],
  );
  await rows(
    `INSERT INTO orders.events (order_id, seq, type, at)
     SELECT order_id, max(seq) + 1, $2, now() FROM orders.events WHERE order_id = $1 GROUP BY order_id`,
    [id, status],
  );
}

/**
 * The tables that contain one of the buyer's words. A postcode alone does not count. Open messages to phones
 * leave with the account, by an event that is not published here (notifications/messages).
 */
async function tablesNamingBuyer(): Promise<string[]> {
  const { postcode: _, ...address } = buyer.shippingAddress;
  const phones = [buyer.contact.phone, address.phone].map(readPhone);
  const personal = [...Object.values(buyer.contact), ...Object.values(address), ...phones];
  const tables = await rows<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       AND (schemaname, tablename) <> ('notifications', 'messages') ORDER BY 1`,
  );
  const naming = [];
  for (const { name } of tables) {
    const found = await rows(`SELECT FROM ${name} AS row WHERE row::text LIKE ANY ($1) LIMIT 1`, [
      personal.map((word) => `%${word}%`),
    ]);
    if (found.length > 0) naming.push(name);
  }
  return naming;
}

const forget = async () => {
  await orders.forgetMember({ memberId });
  await cart.forgetMember({ memberId });
};

describe("orders that prevent leaving", () => {
  test("are those with goods or money in transit or not confirmed, the oldest first", async () => {
    const placed = [];
    // A new order of a cart replaces the unpaid one before it.
    for (const status of orderStatuses.toReversed()) placed.push({ ...(await order(status)), status });
    const open = placed.filter(({ status }) =>
      [
        "pending_payment",
        "awaiting_deposit",
        "paid",
        "preparing",
        "on_hold",
        "shipped",
        "delivered",
      ].includes(status),
    );
    expect(open).toHaveLength(7);
    expect(await orders.openOrders({ memberId })).toEqual(open);
  });

  test("do not exist for a member without orders", async () => {
    await order("pending_payment");
    expect(await orders.openOrders({ memberId: (await stage.shopper.signUp()).id })).toEqual([]);
  });
});

describe("the export", () => {
  test("has all of a member's orders, in any number, and no others", async () => {
    const paid = await buyAs(member, [[variant.id, 2]]);
    await rows(
      `WITH copies AS (
         INSERT INTO orders.orders (id, number, status, cart_id, member_id, language, contact,
           shipping_address, currency, subtotal, delivery_fee, total, placed_at, expires_at)
         SELECT uuidv7(), number || '-' || copy, 'expired', uuidv7(), member_id, language, contact,
           shipping_address, currency, subtotal, delivery_fee, total, placed_at, expires_at
         FROM orders.orders, generate_series(1, 600) AS copy WHERE id = $1 RETURNING id, expires_at
       ), events AS (
         INSERT INTO orders.events (order_id, seq, type, at) SELECT id, 1, 'expired', expires_at FROM copies)
       INSERT INTO orders.lines
       SELECT uuidv7(), copies.id, position, variant_id, product_id, product_slug, sku, name, options,
         translations, picture, quantity, unit_price
       FROM copies, orders.lines WHERE order_id = $1`,
      [paid.order.id],
    );
    const other = await stage.shopper.signUp();
    await placeAs(other, [[variant.id, 1]]);
    const { orders: exported, complete } = await orders.exportOf({ memberId });
    expect([complete, exported.length, new Set(exported.map(({ id }) => id)).size]).toEqual([true, 601, 601]);
    expect(exported.find(({ id }) => id === paid.order.id)).toMatchObject({
      number: paid.order.number,
      status: "paid",
      contact,
      shippingAddress,
      items: [{ sku: variant.sku, quantity: 2, unitPrice: { amount: 10_000 } }],
      total: paid.order.total,
      payment: { provider: "sandbox", status: "paid", method: "카드" },
      events: [{ type: "placed" }, { type: "paid" }],
    });
    expect((await orders.exportOf({ memberId: other.id })).orders).toHaveLength(1);
  });

  test("has the cart, also a line with a deleted variant", async () => {
    expect(await cart.exportOf({ memberId })).toBeNull();
    const { id } = await member.createCart();
    await member.addItem(id, variant.id, 3);
    await rows("INSERT INTO cart.items VALUES (uuidv7(), $1, uuidv7(), 1, 500, 'KRW')", [id]);
    expect(await cart.exportOf({ memberId })).toMatchObject({
      id,
      items: expect.arrayContaining([
        expect.objectContaining({
          sku: variant.sku,
          quantity: 3,
          shownPrice: { amount: 10_000, currency: "KRW" },
        }),
        expect.objectContaining({ sku: null, name: null, quantity: 1 }),
      ]),
    });
  });
});

describe("a former member", () => {
  test("is named only in the archive, with the data that the law requires, for five years", async () => {
    const { id } = await order("completed");
    await order("expired");
    expect(await tablesNamingBuyer()).toEqual(["orders.orders", "platform.idempotency_keys"]);

    await forget();
    expect(await tablesNamingBuyer()).toEqual(["orders_archive.buyers"]);
    const [archived] = await rows<{ retention_until: Date; placed_at: Date }>(
      `SELECT buyers.*, orders.placed_at FROM orders_archive.buyers JOIN orders.orders ON id = order_id
       WHERE id = $1`,
      [id],
    );
    const { contact: buyerContact, shippingAddress: address } = buyer;
    expect(archived).toMatchObject({
      order_id: id,
      member_id: memberId,
      ...buyerContact,
      phone: readPhone(buyerContact.phone),
      recipient: address.recipient,
      recipient_phone: readPhone(address.phone),
      postcode: address.postcode,
      address1: address.address1,
      address2: address.address2,
      memo: address.memo,
    });
    const years =
      Number(archived?.retention_until.getUTCFullYear()) - Number(archived?.placed_at.getUTCFullYear());
    expect(years).toBe(5);
    expect(await cart.exportOf({ memberId })).toBeNull();
  });

  test("is forgotten once, also by repeated and parallel requests", async () => {
    const { id } = await order("completed");
    await Promise.all([forget(), forget(), forget()]);
    await forget();
    const archived = await rows("SELECT name FROM orders_archive.buyers WHERE order_id = $1", [id]);
    expect(archived).toEqual([{ name: buyer.contact.name }]);
    const [left] = await rows("SELECT contact, shipping_address FROM orders.orders WHERE id = $1", [id]);
    expect(left).toEqual({
      contact: { name: "탈퇴한 회원", email: "left@member.invalid", phone: "000-0000-0000" },
      shipping_address: {
        recipient: "탈퇴한 회원",
        phone: "000-0000-0000",
        postcode: "00000",
        address1: "-",
      },
    });
  });

  test("is not archived for an order that was never paid: it was no contract", async () => {
    const { id } = await order("expired");
    await forget();
    expect(await rows("SELECT FROM orders_archive.buyers WHERE order_id = $1", [id])).toEqual([]);
    const [left] = await rows<{ contact: { name: string } }>(
      "SELECT contact FROM orders.orders WHERE id = $1",
      [id],
    );
    expect(left?.contact.name).toBe("탈퇴한 회원");
    await stage.backstage.expectSound();
  });

  test("is not named by notes of staff, or by reasons for a cancellation", async () => {
    const { id } = await order("paid");
    await rows(
      `INSERT INTO orders.events (order_id, seq, type, data, at)
       SELECT order_id, max(seq) + 1, 'note', jsonb_build_object('text', $2::text), now()
       FROM orders.events WHERE order_id = $1 GROUP BY order_id`,
      [id, `${buyer.contact.name} 님께 전화`],
    );
    const { status } = await member.request(
      "POST",
      `/api/v1/orders/${id}/cancel`,
      { reason: `저는 ${buyer.contact.name}이에요` },
      { "idempotency-key": newKey() },
    );
    expect(status).toBe(200);
    expect(await tablesNamingBuyer()).toEqual(expect.arrayContaining(["orders.events", "orders.refunds"]));
    await stage.backstage.delivered();
    await forget();
    expect(await tablesNamingBuyer()).toEqual(["orders_archive.buyers"]);
    await stage.backstage.expectSound();
  });

  test("is named by an open claim, and not by the reasons of one that is over", async () => {
    const { id, items } = await shipped();
    const lines = [{ lineId: items[0]?.id, quantity: 1 }];
    const made = await member.request<{ claim: { id: string } }>(
      "POST",
      `/api/v1/orders/${id}/claims`,
      { kind: "return", lines, reason: `저는 ${buyer.contact.name}이에요` },
      { "idempotency-key": newKey() },
    );
    expect(made.status).toBe(201);
    await setStatus(id, "delivered");
    await forget();
    await stage.backstage.run("orders.tendArchive");
    expect(await tablesNamingBuyer()).toEqual(expect.arrayContaining(["orders.orders", "orders.claims"]));
    const staff = client(stage.shop.url);
    const path = `/api/v1/admin/claims/${made.body.claim.id}/reject`;
    const decision = { reason: `${buyer.contact.name} 님과 이야기했어요` };
    expect((await staff.request("POST", path, decision, await staff.signInOwner())).status).toBe(200);
    await stage.backstage.run("orders.tendArchive");
    expect(await tablesNamingBuyer()).not.toContain("orders.orders");
    expect(await tablesNamingBuyer()).not.toContain("orders.claims");
  });

  test("stays named in an order in transit until it has arrived", async () => {
    const { id } = await order("paid");
    await forget();
    await stage.backstage.run("orders.tendArchive");
    expect(await tablesNamingBuyer()).toContain("orders.orders");
    await setStatus(id, "delivered");
    await stage.backstage.run("orders.tendArchive");
    expect(await tablesNamingBuyer()).not.toContain("orders.orders");
    // A day later no work is left for this member.
    clock.advance(25 * HOUR_MS);
    await stage.backstage.run("orders.tendArchive");
    expect(await rows("SELECT FROM orders.former_members WHERE member_id = $1", [memberId])).toEqual([]);
  });

  test("leaves the orders and carts of others unchanged", async () => {
    const guest = await stage.place(variant.id);
    const other = await stage.shopper.signUp();
    const theirs = await placeAs(other, [[variant.id, 1]]);
    const key = newKey();
    const placed = await other.placeOrder(theirs.cartId, {}, key);
    await order("expired");
    await forget();
    expect((await other.placeOrder(theirs.cartId, {}, key)).body).toEqual(placed.body);
    expect(await stage.read(guest)).toMatchObject({ contact, shippingAddress });
    const read = await other.request("GET", `/api/v1/orders/${placed.body.order.id}`);
    expect(read.body).toMatchObject({ contact, shippingAddress });
    expect((await other.request("GET", "/api/v1/me/cart")).body).toMatchObject({ id: theirs.cartId });
    expect((await payAgain(other, placed.body.order.id)).status).toBe(201);
  });

  test("leaves no invariant broken", async () => {
    await order("completed");
    await order("expired");
    await forget();
    await stage.backstage.expectSound();
  });

  test("is deleted from the archive after the five years, not before", async () => {
    const { id } = await order("completed");
    await forget();
    const archived = () => rows("SELECT FROM orders_archive.buyers WHERE order_id = $1", [id]);
    clock.advance(4.99 * YEAR_MS);
    await stage.backstage.run("orders.tendArchive");
    expect(await archived()).toHaveLength(1);
    clock.advance(0.02 * YEAR_MS);
    await stage.backstage.run("orders.tendArchive");
    expect(await archived()).toHaveLength(0);
    const [left] = await rows<{ contact: { name: string } }>(
      "SELECT contact FROM orders.orders WHERE id = $1",
      [id],
    );
    expect(left?.contact.name).toBe("탈퇴한 회원");
  });
});
