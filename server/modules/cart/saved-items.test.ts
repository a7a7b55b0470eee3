/** What is saved for later, other variants of a line, and lines that come back. */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Cart, type Client, client, type Member, type Product } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const guest = client(shop.url);
let member: Member;
let product: Product;
beforeAll(async () => {
  member = await guest.signUp();
  product = await guest.createProduct({ variants: [{}, { price: 12_000 }, { price: 15_000 }] });
});
afterAll(() => shop.stop());

interface Saved {
  readonly items: { id: string; variantId: string; quantity: number; problem?: string }[];
}
interface Both {
  readonly cart: Cart;
  readonly saved: Saved;
}
const idOf = (at: number): string => product.variants[at]?.id ?? "";
const savedOf = (cartId: string, by: Client = guest) =>
  by.request<Saved>("GET", `/api/v1/carts/${cartId}/saved`);
const save = (cartId: string, itemId: string, by: Client = guest) =>
  by.request<Both>("POST", `/api/v1/carts/${cartId}/saved`, { itemId });
const restore = (cartId: string, savedId: string, by: Client = guest) =>
  by.request<Both>("POST", `/api/v1/carts/${cartId}/saved/${savedId}/restore`);
const patch = (cartId: string, itemId: string, body: object, by: Client = guest) =>
  by.request<Cart>("PATCH", `/api/v1/carts/${cartId}/items/${itemId}`, body);
const linesOf = ({ items }: Cart) => items.map(({ variantId, quantity }) => [variantId, quantity]);
const pieces = ({ items }: Saved) => items.map(({ variantId, quantity }) => [variantId, quantity]);

async function filled(...lines: [variantId: string, quantity: number][]) {
  const { id } = await guest.createCart();
  let cart: Cart | undefined;
  for (const [variantId, quantity] of lines) cart = (await guest.addItem(id, variantId, quantity)).body;
  return { id, items: cart?.items.map((item) => item.id) ?? [], cart };
}

describe("saved for later", () => {
  test("a line leaves the cart and its sum, and comes back with its pieces at today's price", async () => {
    const { id, items } = await filled([idOf(0), 2], [idOf(1), 3]);
    const moved = await save(id, items[0] ?? "");
    expect(moved.status).toBe(200);
    expect(linesOf(moved.body.cart)).toEqual([[idOf(1), 3]]);
    expect(moved.body.cart.subtotal.amount).toBe(36_000);
    expect(pieces(moved.body.saved)).toEqual([[idOf(0), 2]]);
    expect((await savedOf(id)).body).toEqual(moved.body.saved);
    const back = await restore(id, moved.body.saved.items[0]?.id ?? "");
    expect(linesOf(back.body.cart)).toEqual([
      [idOf(1), 3],
      [idOf(0), 2],
    ]);
    expect(back.body.saved.items).toEqual([]);
  });

  test("is not ordered", async () => {
    const { id, items } = await filled([idOf(0), 1], [idOf(1), 1]);
    await save(id, items[1] ?? "");
    const { status, body } = await guest.placeOrder(id);
    expect([status, body.order.items.map(({ variantId }) => variantId)]).toEqual([201, [idOf(0)]]);
    expect(pieces((await savedOf(id)).body)).toEqual([[idOf(1), 1]]);
  });

  test("goes onto the line that its variant has by then, within the product's limit", async () => {
    const few = await guest.createProduct({ maxQuantity: 5 });
    const variantId = few.variants[0]?.id ?? "";
    const { id, items } = await filled([variantId, 4]);
    const { body } = await save(id, items[0] ?? "");
    await guest.addItem(id, variantId, 3);
    const savedId = body.saved.items[0]?.id ?? "";
    const back = await restore(id, savedId);
    expect(linesOf(back.body.cart)).toEqual([[variantId, 5]]);
    expect((await restore(id, savedId)).status).toBe(404);
  });

  test("stays saved while it cannot be bought", async () => {
    const old = await guest.createProduct({});
    const { id, items } = await filled([old.variants[0]?.id ?? "", 1]);
    const { body } = await save(id, items[0] ?? "");
    const owner = await guest.signInOwner();
    const path = `/api/v1/admin/products/${old.id}`;
    const { headers } = await guest.request("GET", path, undefined, owner);
    const archive = { ...owner, "if-match": headers.get("etag") ?? "" };
    expect((await guest.request("PATCH", path, { status: "archived" }, archive)).status).toBe(200);
    const savedId = body.saved.items[0]?.id ?? "";
    expect(await restore(id, savedId)).toMatchObject({ status: 404, body: { code: "UNKNOWN_VARIANT" } });
    expect((await savedOf(id)).body.items).toMatchObject([{ id: savedId, problem: "NOT_FOR_SALE" }]);
    const removed = await guest.request<Saved>("DELETE", `/api/v1/carts/${id}/saved/${savedId}`);
    expect([removed.status, removed.body.items]).toEqual([200, []]);
  });

  test("survives the merge of a guest's cart, with the larger quantity", async () => {
    const own = await member.createCart();
    const first = (await member.addItem(own.id, idOf(0), 3)).body.items[0]?.id ?? "";
    await save(own.id, first, member);
    const { id, items } = await filled([idOf(0), 1], [idOf(1), 2]);
    for (const itemId of items) await save(id, itemId);
    const merged = await member.request<Cart>("POST", "/api/v1/me/cart/merge", { cartId: id });
    expect(merged.status).toBe(200);
    expect(pieces((await savedOf(own.id, member)).body).toSorted()).toEqual(
      [
        [idOf(0), 3],
        [idOf(1), 2],
      ].toSorted(),
    );
    const exported = await member.request<{ cart: { savedItems: unknown[] } }>("GET", "/api/v1/me/export");
    expect(exported.body.cart.savedItems).toHaveLength(2);
  });

  test("is another member's or an unknown cart: 404 in every request", async () => {
    const own = await member.createCart();
    const itemId = (await member.addItem(own.id, idOf(2), 1)).body.items[0]?.id ?? "";
    for (const cartId of [own.id, UNKNOWN]) {
      expect((await savedOf(cartId)).status).toBe(404);
      expect((await save(cartId, itemId)).status).toBe(404);
      expect((await restore(cartId, UNKNOWN)).status).toBe(404);
      expect((await patch(cartId, itemId, { variantId: idOf(0) })).status).toBe(404);
      expect((await guest.request("DELETE", `/api/v1/carts/${cartId}/saved/${UNKNOWN}`)).status).toBe(404);
    }
    expect((await guest.request("POST", `/api/v1/carts/${own.id}/saved`, {})).status).toBe(400);
  });

  test("moves once, however often it is asked for at the same time", async () => {
    const { id, items } = await filled([idOf(0), 2]);
    const saves = await Promise.all(Array.from({ length: 8 }, () => save(id, items[0] ?? "")));
    expect(saves.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(404)]);
    const savedId = (await savedOf(id)).body.items[0]?.id ?? "";
    const restores = await Promise.all(Array.from({ length: 8 }, () => restore(id, savedId)));
    expect(restores.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(404)]);
    const { body } = await guest.request<Cart>("GET", `/api/v1/carts/${id}`);
    expect(linesOf(body)).toEqual([[idOf(0), 2]]);
  });

  test("holds 200 items at most", async () => {
    const { id, items } = await filled([idOf(0), 1]);
    const db = await import("pg").then(({ default: pg }) => new pg.Client(shop.databaseUrl));
    await db.connect();
    await db.query(
      `INSERT INTO cart.saved_items
       SELECT gen_random_uuid(), $1, gen_random_uuid(), 1 FROM generate_series(1, 200)`,
      [id],
    );
    await db.end();
    expect(await save(id, items[0] ?? "")).toMatchObject({ status: 409, body: { code: "TOO_MANY_LINES" } });
    const { body } = await guest.request<Cart>("GET", `/api/v1/carts/${id}`);
    expect(linesOf(body)).toEqual([[idOf(0), 1]]);
  });
});

describe("another variant", () => {
  test("takes the line's place, at its own price, and is accepted by the next order", async () => {
    const { id, items } = await filled([idOf(0), 2], [idOf(1), 1]);
    const { status, body } = await patch(id, items[0] ?? "", { variantId: idOf(2) });
    expect([status, linesOf(body)]).toEqual([
      200,
      [
        [idOf(2), 2],
        [idOf(1), 1],
      ],
    ]);
    expect(body.items[0]).toMatchObject({ id: items[0], unitPrice: { amount: 15_000 } });
    expect(body.items[0]?.previousUnitPrice).toBeUndefined();
    expect((await guest.placeOrder(id)).status).toBe(201);
  });

  test("of which there is a line already gets the pieces there", async () => {
    const { id, items } = await filled([idOf(0), 2], [idOf(1), 3], [idOf(2), 1]);
    const { body } = await patch(id, items[0] ?? "", { variantId: idOf(2), quantity: 4 });
    expect(linesOf(body)).toEqual([
      [idOf(1), 3],
      [idOf(2), 5],
    ]);
    expect(body.items[1]?.id).toBe(items[2]);
  });

  test("of another product, or of none, is refused", async () => {
    const other = await guest.createProduct();
    const { id, items } = await filled([idOf(0), 2]);
    for (const variantId of [other.variants[0]?.id, UNKNOWN])
      expect(await patch(id, items[0] ?? "", { variantId })).toMatchObject({
        status: 404,
        body: { code: "UNKNOWN_VARIANT" },
      });
    expect((await patch(id, items[0] ?? "", {})).status).toBe(400);
  });

  test("is chosen by two requests at a time without a piece more or less", async () => {
    const { id, items } = await filled([idOf(0), 2], [idOf(1), 3]);
    await Promise.all([
      patch(id, items[0] ?? "", { variantId: idOf(2) }),
      patch(id, items[1] ?? "", { variantId: idOf(2) }),
    ]);
    const { body } = await guest.request<Cart>("GET", `/api/v1/carts/${id}`);
    expect(linesOf(body)).toEqual([[idOf(2), 5]]);
  });
});

describe("a line that was removed", () => {
  const again = (cartId: string, body: object) =>
    guest.request<Cart>("POST", `/api/v1/carts/${cartId}/items`, body);

  test("comes back to its place under its id", async () => {
    const { id, items, cart } = await filled([idOf(0), 2], [idOf(1), 1], [idOf(2), 1]);
    await guest.request("DELETE", `/api/v1/carts/${id}/items/${items[1]}`);
    const { body } = await again(id, { variantId: idOf(1), quantity: 1, itemId: items[1] });
    expect(body.items).toEqual(cart?.items);
  });

  test("gets another id when a line has it", async () => {
    const theirs = await filled([idOf(0), 1]);
    const { id } = await filled([idOf(1), 1]);
    const { status, body } = await again(id, { variantId: idOf(2), quantity: 1, itemId: theirs.items[0] });
    expect([status, linesOf(body)]).toEqual([
      200,
      [
        [idOf(1), 1],
        [idOf(2), 1],
      ],
    ]);
    expect((await guest.request<Cart>("GET", `/api/v1/carts/${theirs.id}`)).body).toEqual(theirs.cart);
    expect((await again(id, { variantId: idOf(2), quantity: 1, price: 1 })).status).toBe(400);
  });
});
