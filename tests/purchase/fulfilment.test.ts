/** From a paid order to goods that arrived: staff at the desk, and what the buyer sees. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { shopDayAfter, shopDayOf } from "../../server/platform/shop-day.ts";
import { client, newKey, type Order, type PlacedOrder } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock, webhooks: true });
afterAll(() => stage.close());
let desk = orderDesk(stage.shopper);

const DAY_MS = 24 * 3_600_000;

async function buy(pieces = 1) {
  const variant = await stage.stock(10);
  const placed = await stage.shopper.buy(variant.id, pieces);
  return { variant, placed, id: placed.order.id, lineId: placed.order.items[0]?.id ?? "" };
}

async function arrived() {
  const bought = await buy();
  await desk.prepare(bought.id);
  const { body } = await desk.ship(bought.id);
  await desk.deliver(body.shipments[0]?.id ?? "");
  return bought;
}

const confirm = ({ order, guestToken }: PlacedOrder) =>
  stage.shopper.request("POST", `/api/v1/orders/${order.id}/confirm-purchase`, undefined, {
    "x-guest-token": guestToken,
  });

const cancel = ({ order, guestToken }: PlacedOrder) =>
  stage.shopper.request(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "늦었어요" },
    { "x-guest-token": guestToken, "idempotency-key": newKey() },
  );

describe("a paid order", () => {
  test("is prepared, sent and delivered, and its buyer sees the parcel, not the notes", async () => {
    const { placed, id, lineId } = await buy(2);
    expect(await desk.ship(id)).toMatchObject({ status: 409, body: { code: "WRONG_ORDER_STATUS" } });
    expect((await desk.prepare(id)).body.status).toBe("preparing");
    expect(await desk.prepare(id)).toMatchObject({ status: 409, body: { orderStatus: "preparing" } });
    expect(await cancel(placed)).toMatchObject({
      status: 409,
      body: { code: "NOT_CANCELABLE", orderStatus: "preparing" },
    });
    expect((await desk.note(id, "문 앞에 두기")).status).toBe(201);
    const sent = await desk.ship(id);
    expect(sent).toMatchObject({ status: 201, body: { status: "shipped", items: [{ shipped: 2 }] } });
    // A repeat is the same parcel, and says which one it is.
    expect((await desk.ship(id)).body).toMatchObject({ shipment: sent.body.shipments[0] });
    expect(sent.body).toMatchObject({ shipment: sent.body.shipments[0] });
    const delivered = await desk.deliver(sent.body.shipments[0]?.id ?? "");
    expect(delivered.body.status).toBe("delivered");
    expect(await stage.read(placed)).toMatchObject({
      status: "delivered",
      shipments: [
        {
          carrier: "CJ대한통운",
          trackingNumber: "123456789012",
          trackingUrl: expect.stringContaining("123456789012"),
          lines: [{ lineId, quantity: 2 }],
          deliveredAt: expect.any(String),
        },
      ],
    });
    const types = ["placed", "paid", "preparing", "parcel_sent", "shipped", "parcel_delivered", "delivered"];
    expect((await stage.read(placed)).events.map(({ type }) => type)).toEqual(types);
    const { timeline } = delivered.body;
    expect(timeline.map(({ type }) => type)).toEqual([...types.slice(0, 3), "note", ...types.slice(3)]);
    expect(timeline[3]).toMatchObject({ text: "문 앞에 두기", by: { kind: "staff" } });
    await stage.backstage.expectSound();
    expect((await stage.levels((await desk.read(id)).body.items[0]?.sku ?? "")).onHand).toBe(8);
  });

  test("goes in several parcels, and is shipped and delivered with the last one", async () => {
    const { id, lineId } = await buy(3);
    await desk.prepare(id);
    const first = await desk.ship(id, { lines: [{ lineId, quantity: 1 }] });
    expect(first.body.status).toBe("preparing");
    expect(
      await desk.ship(id, { lines: [{ lineId, quantity: 3 }], trackingNumber: "222222222222" }),
    ).toMatchObject({
      status: 409,
      body: { code: "TOO_MANY_PIECES", lines: [{ lineId, requested: 3, left: 2 }] },
    });
    const repeated = await desk.ship(id, { carrier: "CJ대한통운", lines: [{ lineId, quantity: 1 }] });
    expect(repeated).toMatchObject({ status: 201, body: { shipments: [{ lines: [{ quantity: 1 }] }] } });
    expect(repeated.body.shipments).toHaveLength(1);
    const [one] = first.body.shipments;
    expect((await desk.deliver(one?.id ?? "")).body.status).toBe("preparing");
    const second = await desk.ship(id, { carrier: "동네 배달", trackingNumber: "A-1234" });
    const found = await desk.list("?q=a1234");
    expect([found.body.items.map((each) => each.id), found.body.counts]).toMatchObject([
      [id],
      expect.anything(),
    ]);
    expect(second.body).toMatchObject({ status: "shipped", shipments: [{}, { trackingUrl: null }] });
    expect((await desk.deliver(one?.id ?? "")).body.status).toBe("shipped");
    expect((await desk.deliver(second.body.shipments[1]?.id ?? "")).body.status).toBe("delivered");
    await stage.backstage.expectSound();
  });

  test("takes no piece into two parcels when they are sent in parallel", async () => {
    const { id, lineId } = await buy(3);
    await desk.prepare(id);
    const parcels = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        desk.ship(id, { trackingNumber: `33333333333${at}`, lines: [{ lineId, quantity: 1 }] }),
      ),
    );
    expect(parcels.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409]);
    expect((await desk.read(id)).body).toMatchObject({ status: "shipped", items: [{ shipped: 3 }] });
    await stage.backstage.expectSound();
  });

  test("is either canceled by its buyer or prepared, never both", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { placed, id } = await buy();
      const [canceled, prepared] = await Promise.all([cancel(placed), desk.prepare(id)]);
      expect([canceled.status, prepared.status].sort()).toEqual([200, 409]);
    }
    await stage.backstage.expectSound();
  });

  test("is shipped when staff cancel what is missing, with the money of the pieces", async () => {
    const { variant, id, lineId } = await buy(3);
    await desk.prepare(id);
    await desk.ship(id, { lines: [{ lineId, quantity: 2 }] });
    const key = newKey();
    const canceled = await desk.cancel(id, {}, key);
    expect(canceled.status).toBe(200);
    expect(canceled.body).toMatchObject({
      order: { status: "shipped", items: [{ canceled: 1, shipped: 2 }] },
      refund: { amount: { amount: 10_000 } },
    });
    expect((await desk.cancel(id, {}, key)).body).toEqual(canceled.body);
    expect(await desk.cancel(id, {})).toMatchObject({ status: 409, body: { code: "NOT_CANCELABLE" } });
    await stage.backstage.expectSound();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 8, reserved: 0 });
    expect((await desk.read(id)).body.refunds).toMatchObject([{ kind: "cancel", status: "succeeded" }]);
  });

  test("that is not paid is closed by staff, with an entry of the audit log", async () => {
    const variant = await stage.stock(1);
    const { order } = await stage.place(variant.id);
    expect((await desk.cancel(order.id, {})).body).toMatchObject({ order: { status: "canceled" } });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 1, reserved: 0 });
    const entries = await stage.backstage.rows(
      "SELECT action, reason FROM platform.audit_log WHERE subject = $1",
      [`order:${order.id}`],
    );
    expect(entries).toEqual([{ action: "order.cancel", reason: "재고가 없어요" }]);
  });

  test("that does not exist, or a parcel, is not found; bad input is refused", async () => {
    const unknown = randomUUID();
    for (const answer of [await desk.prepare(unknown), await desk.ship(unknown), await desk.deliver(unknown)])
      expect(answer.status).toBe(404);
    const { id } = await buy();
    expect((await desk.ship(id, { trackingNumber: "<script>" })).status).toBe(400);
    expect((await desk.ship(id, { carrier: "" })).status).toBe(400);
    expect((await stage.shopper.request("POST", `/api/v1/admin/orders/${id}/prepare`)).status).toBe(401);
    const member = await stage.shopper.signUp();
    expect((await member.request("POST", `/api/v1/admin/orders/${id}/prepare`)).status).toBe(403);
  });
});

/** Each part of at least four digits. */
const partsOf = (digits: string): string[] =>
  [...digits].flatMap((_, from) =>
    Array.from({ length: Math.max(digits.length - from - 3, 0) }, (_each, more) =>
      digits.slice(from, from + 4 + more),
    ),
  );

describe("the list of orders", () => {
  test("finds an order by number, name, phone, e-mail and SKU, and counts the statuses", async () => {
    const variant = await stage.stock(5);
    const { id: cartId } = await stage.shopper.createCart();
    await stage.shopper.addItem(cartId, variant.id);
    const { body } = await stage.shopper.placeOrder(cartId, {
      contact: { name: "독고유일", email: "only-one@list.test", phone: "010-9876-3041" },
    });
    const { order } = body;
    const words = [
      order.number,
      order.number.toLowerCase(),
      order.number.replace("-", "").toLowerCase(),
      "Only-One@list.test",
      "독고유",
      "ONLY-one@list",
      "9876",
      "010-9876-3041",
      "01098763041",
      "010-9876-30",
      "010-987",
      "0109876304",
      ...partsOf("98763041"),
      "-3041",
      "76-3041",
      "9876 30",
      variant.sku.toLowerCase(),
    ];
    for (const word of words) {
      const found = await desk.list(`?q=${encodeURIComponent(word)}`);
      expect(found.body.items.map(({ id }) => id)).toEqual([order.id]);
      expect(found.body.counts).toMatchObject({ pending_payment: 1, paid: 0 });
    }
    for (const word of ["독고%", "9877", "3041-9876", "30410"])
      expect((await desk.list(`?q=${encodeURIComponent(word)}`)).body.items, word).toEqual([]);
    expect((await desk.list(`?q=독고유일&status=paid`)).body).toMatchObject({
      items: [],
      counts: { pending_payment: 1 },
    });
    const later = new Date(clock.now().getTime() + 1_000).toISOString();
    expect((await desk.list(`?q=독고유일&from=${later}`)).body.items).toEqual([]);
    expect((await desk.list(`?q=독고유일&to=${later}`)).body.items).toHaveLength(1);
    const today = shopDayOf(clock.now());
    expect((await desk.list(`?q=독고유일&from=${today}&to=${today}`)).body.items).toHaveLength(1);
    expect((await desk.list(`?q=독고유일&to=${shopDayAfter(today, -1)}`)).body.items).toEqual([]);
    expect((await desk.list("?from=2026-02-30")).status).toBe(400);
    expect((await desk.list("?status=lost")).status).toBe(400);
  });

  test("finds digits anywhere in an e-mail or a number, also what many orders have", async () => {
    const variant = await stage.stock(9);
    const place = async (email: string): Promise<Order> => {
      const { id: cartId } = await stage.shopper.createCart();
      await stage.shopper.addItem(cartId, variant.id);
      const contact = { name: "한자리", email, phone: "010-0808-0909" };
      return (await stage.shopper.placeOrder(cartId, { contact })).body.order;
    };
    const find = async (word: string) => {
      const { body } = await desk.list(`?q=${encodeURIComponent(word)}`);
      return { ids: body.items.map(({ id }) => id), counts: body.counts };
    };
    const first = await place("yu_19_880203@digits.test");
    for (const word of [...partsOf("880203"), "9_880203", "0203@", "_8802", "yu_19_8802"])
      expect(await find(word), word).toMatchObject({ ids: [first.id], counts: { pending_payment: 1 } });
    for (const word of ["988020", "19880203"]) expect((await find(word)).ids, word).toEqual([]);
    const day = first.number.slice(0, 6);
    for (const word of [day, `${day}-`, `${day.slice(1)}-`]) {
      const { ids, counts } = await find(word);
      expect([ids[0], counts], word).toEqual([first.id, undefined]);
    }
    const others = [await place("yu_880203@digits.test"), await place("880203@digits.test")];
    const newest = [...others.map(({ id }) => id).toReversed(), first.id];
    expect(await find("8802")).toEqual({ ids: newest, counts: undefined });
  });

  test("finds what many orders have, a name by its first letters, and a SKU in several orders", async () => {
    const variant = await stage.stock(50);
    const place = async (name: string): Promise<string> => {
      const { id: cartId } = await stage.shopper.createCart();
      await stage.shopper.addItem(cartId, variant.id);
      const contact = { name, email: "same@everywhere.test", phone: "010-5555-0000" };
      return (await stage.shopper.placeOrder(cartId, { contact })).body.order.id;
    };
    const ids = [await place("묵이"), await place("묵음"), await place("묵음이"), await place("X묵이")];
    const find = async (query: string) => (await desk.list(`?q=${query}`)).body;
    const newest = ids.toReversed();
    const common = await find("same@every");
    expect([common.items.map(({ id }) => id), common.counts]).toEqual([newest, undefined]);
    const bySku = await find(variant.sku.toLowerCase());
    expect(bySku.items.map(({ id }) => id)).toEqual(newest);
    expect(bySku.counts).toMatchObject({ pending_payment: 4 });
    const byLetters = [await find("묵"), await find("묵음"), await find("x묵"), await find("%25")];
    expect(byLetters.map(({ items }) => items.map(({ id }) => ids.indexOf(id)))).toEqual([
      [2, 1, 0],
      [2, 1],
      [3],
      [],
    ]);
    expect(byLetters.map(({ counts }) => counts?.pending_payment)).toEqual([undefined, 2, 1, undefined]);
    const second = await desk.list(`?q=${variant.sku}&limit=3`);
    const rest = await desk.list(`?q=${variant.sku}&limit=3&cursor=${second.body.nextCursor}`);
    expect([...second.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(newest);
    expect((await desk.list(`?q=${variant.sku}&status=paid`)).body.items).toEqual([]);
  });

  test("finds what was ordered by a part of its name, also as it was called then", async () => {
    const product = await stage.shopper.createProduct({ name: "쪽빛 수세미", variants: [{ stock: 50 }] });
    const order = async (name = "김산") => {
      const { id: cartId } = await stage.shopper.createCart();
      await stage.shopper.addItem(cartId, product.variants[0]?.id ?? "");
      const contact = { name, email: "by-title@list.test", phone: "010-5555-0001" };
      return (await stage.shopper.placeOrder(cartId, { contact })).body.order.id;
    };
    const find = async (query: string) => {
      const { body } = await desk.list(`?q=${encodeURIComponent(query)}`);
      return [body.items.map(({ id }) => id), body.counts?.pending_payment];
    };
    const first = await order();
    const second = await order();
    for (const word of ["수세", "쪽빛 수", "수세미"]) expect(await find(word)).toEqual([[second, first], 2]);
    const third = await order();
    for (const word of ["수세", "수세미"]) expect(await find(word)).toEqual([[third, second, first], 3]);
    // Where many lines have it, and three of the newest orders: the walk meets enough, and does not count.
    await stage.backstage.rows(
      `INSERT INTO orders.lines (id, order_id, position, variant_id, product_id, product_slug, sku, name,
         options, translations, quantity, unit_price)
       SELECT uuidv7(), order_id, n, uuidv7(), product_id, product_slug, sku, name, options, translations,
         1, 0
       FROM orders.lines, generate_series(1, 2000) AS n WHERE order_id = $1`,
      [first],
    );
    for (const word of ["수세", "수세미"])
      expect(await find(word)).toEqual([[third, second, first], undefined]);
    await stage.backstage.rows("UPDATE catalog.products SET name = '다른 이름' WHERE id = $1", [product.id]);
    expect(await find("쪽빛 수세")).toEqual([[third, second, first], undefined]);
    expect(await find("수세_")).toEqual([[], 0]);
    expect((await desk.list("?q=수세미&status=paid")).body.items).toEqual([]);
    const paged = (await desk.list("?q=수세미&limit=2")).body;
    const rest = (await desk.list(`?q=수세미&limit=2&cursor=${paged.nextCursor}`)).body;
    expect([...paged.items, ...rest.items].map(({ id }) => id)).toEqual([third, second, first]);
    // Orders of who is called so come without those of goods that are.
    const called = await order("수세");
    expect(await find("수세")).toEqual([[called], 1]);
  });

  test("orders with new titles in opposite order are both placed", async () => {
    const [one, two] = [
      await stage.shopper.createProduct({ name: "처음 팔린 가위", variants: [{ stock: 50 }] }),
      await stage.shopper.createProduct({ name: "처음 팔린 바늘", variants: [{ stock: 50 }] }),
    ];
    const place = async (products: readonly (typeof one)[]) => {
      const { id: cartId } = await stage.shopper.createCart();
      for (const { variants } of products) await stage.shopper.addItem(cartId, variants[0]?.id ?? "");
      return (await stage.shopper.placeOrder(cartId)).status;
    };
    const placed = Array.from({ length: 8 }, (_, at) => place(at % 2 ? [one, two] : [two, one]));
    expect(new Set(await Promise.all(placed))).toEqual(new Set([201]));
  });

  test("comes in pages without gaps", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? "" : `&cursor=${cursor}`;
      const { body } = await desk.list(`?limit=3${query}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    const [row] = await stage.backstage.rows<{ count: number }>("SELECT count(*)::int FROM orders.orders");
    expect(new Set(seen).size).toBe(row?.count);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });
});

describe("a delivered order", () => {
  test("is completed by its buyer, once, and not before it is delivered", async () => {
    const { placed } = await arrived();
    expect(await confirm(placed)).toMatchObject({ status: 200, body: { status: "completed" } });
    expect(await confirm(placed)).toMatchObject({ status: 200, body: { status: "completed" } });
    expect((await stage.read(placed)).events.filter(({ type }) => type === "completed")).toHaveLength(1);
    const early = await buy();
    expect(await confirm(early.placed)).toMatchObject({ status: 409, body: { code: "WRONG_ORDER_STATUS" } });
    expect((await confirm({ ...placed, guestToken: "another" })).status).toBe(404);
  });

  test("is completed by itself eight days after its delivery", async () => {
    const { placed } = await arrived();
    clock.advance(8 * DAY_MS - 60_000);
    await stage.backstage.run("orders.complete");
    expect((await stage.read(placed)).status).toBe("delivered");
    clock.advance(120_000);
    await Promise.all([stage.backstage.run("orders.complete"), stage.backstage.run("orders.complete")]);
    expect((await stage.read(placed)).status).toBe("completed");
    // The owner signs in again: days have passed.
    desk = orderDesk(client(stage.shop.url));
    const { body } = await desk.read(placed.order.id);
    expect(body.timeline.at(-1)).toMatchObject({ type: "completed", by: { kind: "shop" } });
    await stage.backstage.expectSound();
  });
});
