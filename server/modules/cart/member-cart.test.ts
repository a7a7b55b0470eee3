/** A member's cart: one, the same on every device, and for that member alone. */
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Cart, type Client, client, type Member, type Product } from "../../../tests/support/client.ts";
import { whileLocked } from "../../../tests/support/while-locked.ts";
import { startTestShop } from "../../testing.ts";

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
let member: Member;
let [mug, cup]: Product["variants"] = [];
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const guest = client(shop.url);
const other = await guest.signUp();
[mug, cup] = (await guest.createProduct({ variants: [{}, {}] })).variants;
beforeEach(async () => {
  member = await guest.signUp();
});
afterAll(() => shop.stop());

const idOf = (variant: Product["variants"][number] | undefined): string => variant?.id ?? "";
const show = (by: Client, id: string) => by.request<Cart>("GET", `/api/v1/carts/${id}`);
const mine = (by: Client) => by.request<Cart>("GET", "/api/v1/me/cart");
const merge = (by: Client, cartId: string) => by.request<Cart>("POST", "/api/v1/me/cart/merge", { cartId });
const quantities = ({ items }: Cart) =>
  Object.fromEntries(items.map(({ variantId, quantity }) => [variantId, quantity]));

async function filled(by: Client, lines: [variantId: string, quantity: number][]): Promise<string> {
  const { id } = await by.createCart();
  for (const [variantId, quantity] of lines) {
    const { status } = await by.addItem(id, variantId, quantity);
    if (status !== 200) throw new Error(`nothing was put in: ${status}`);
  }
  return id;
}

test("a member has one cart: it is created once and then returned, also to parallel requests", async () => {
  expect((await mine(member)).body).toMatchObject({ status: 404, code: "NOT_FOUND" });
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => member.request<Cart>("POST", "/api/v1/carts", {})),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
  const ids = new Set(answers.map(({ body }) => body.id));
  expect(ids.size).toBe(1);
  const [id = ""] = ids;
  await member.addItem(id, idOf(mug), 3);
  const again = await member.request<Cart>("POST", "/api/v1/carts", {});
  expect(again).toMatchObject({ status: 200, body: { id, itemCount: 3 } });
  expect((await mine(member)).body).toEqual(again.body);
  expect((await show(member, id)).body).toEqual(again.body);
});

test("a member's cart is the same on another device", async () => {
  const id = await filled(member, [[idOf(mug), 2]]);
  const phone = await guest.signIn(member.email, member.password);
  expect((await mine(phone)).body).toMatchObject({ id, itemCount: 2 });
});

describe("a member's cart is 404 for", () => {
  test.each(["a guest", "another member"])("%s in every request, and stays unchanged", async (who) => {
    const stranger = who === "a guest" ? guest : other;
    const id = await filled(member, [[idOf(mug), 2]]);
    const [item] = (await show(member, id)).body.items;
    const answers = [
      await show(stranger, id),
      await stranger.addItem(id, idOf(mug), 5),
      await stranger.request("PATCH", `/api/v1/carts/${id}/items/${item?.id}`, { quantity: 9 }),
      await stranger.request("DELETE", `/api/v1/carts/${id}/items/${item?.id}`),
      await stranger.placeOrder(id),
    ];
    const unknown = await show(stranger, UNKNOWN);
    for (const { status, body } of answers) {
      const { code, title } = unknown.body as object as { code: string; title: string };
      expect([status, body]).toMatchObject([404, { code, title }]);
    }
    expect(quantities((await show(member, id)).body)).toEqual({ [idOf(mug)]: 2 });
  });

  test("an invalid token, which is 401, for guests' carts too", async () => {
    const id = await filled(guest, []);
    const forger = guest.withToken("eyJhbGciOiJub25lIn0.e30.");
    for (const answer of [await show(forger, id), await mine(forger), await forger.addItem(id, idOf(mug))])
      expect(answer).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
    expect(await mine(guest)).toMatchObject({ status: 401 });
    expect(await merge(guest, id)).toMatchObject({ status: 401 });
  });
});

test("a guest's cart is readable with its id, signed in or not", async () => {
  const id = await filled(guest, [[idOf(mug), 1]]);
  expect((await member.addItem(id, idOf(cup), 2)).body.itemCount).toBe(3);
  expect((await show(guest, id)).body.itemCount).toBe(3);
  expect((await mine(member)).status).toBe(404);
});

test.each(["memberId", "status", "price", "items", "__proto__", "constructor"])(
  "%s that the client sends along is refused, and nothing is made of it",
  async (field) => {
    const smuggled = `{"${field}":{"prototype":"${other.id}"}}`;
    const id = await filled(guest, []);
    const bodies = [
      await member.request("POST", "/api/v1/carts", smuggled),
      await member.request("POST", "/api/v1/me/cart/merge", smuggled.replace("{", `{"cartId":"${id}",`)),
      await member.request(
        "POST",
        `/api/v1/carts/${id}/items`,
        smuggled.replace("{", `{"variantId":"${idOf(mug)}","quantity":1,`),
      ),
    ];
    for (const answer of bodies)
      expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_INPUT" } });
    expect((await mine(member)).status).toBe(404);
    expect((await show(guest, id)).body.items).toEqual([]);
  },
);

describe("a merge", () => {
  test("takes the larger quantity of each variant, and deletes the guest's cart", async () => {
    const [a, b, c] = (await guest.createProduct({ variants: [{}, {}, {}] })).variants.map(idOf);
    const own = await filled(member, [
      [a ?? "", 5],
      [b ?? "", 1],
    ]);
    const guests = await filled(guest, [
      [b ?? "", 999],
      [a ?? "", 2],
      [c ?? "", 3],
    ]);
    const { status, body } = await merge(member, guests.toUpperCase());
    expect([status, body.id, quantities(body)]).toEqual([
      200,
      own,
      { [a ?? ""]: 5, [b ?? ""]: 999, [c ?? ""]: 3 },
    ]);
    expect((await show(guest, guests)).status).toBe(404);
    expect((await mine(member)).body).toEqual(body);
  });

  test("without a member's cart takes the guest's over, under its id; a repeat changes nothing", async () => {
    const guests = await filled(guest, [[idOf(mug), 4]]);
    const taken = await merge(member, guests);
    expect(taken).toMatchObject({ status: 200, body: { id: guests, itemCount: 4 } });
    expect((await show(guest, guests)).status).toBe(404);
    expect((await merge(member, guests)).body).toEqual(taken.body);
    expect((await mine(member)).body).toEqual(taken.body);
  });

  test("of a cart that is gone, unknown or another member's is 404, and changes nothing", async () => {
    const own = await filled(member, [[idOf(mug), 1]]);
    const guests = await filled(guest, [[idOf(cup), 1]]);
    const theirs = await filled(other, [[idOf(cup), 7]]);
    await merge(member, guests);
    for (const cartId of [guests, UNKNOWN, theirs])
      expect(await merge(member, cartId)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect((await mine(member)).body).toMatchObject({ id: own, itemCount: 2 });
    expect((await mine(other)).body).toMatchObject({ id: theirs });
    expect(await merge(member, "x")).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/cartId" }] },
    });
  });

  test("takes 200 lines at most: the member's own first, then the guest's, first added first", async () => {
    const products = [];
    for (const count of [110, 110])
      products.push(await guest.createProduct({ variants: Array(count).fill({}) }));
    const [own = [], theirs = []] = products.map(({ variants }) => variants.map(idOf));
    await filled(
      member,
      own.map((id) => [id, 1]),
    );
    const guests = await filled(
      guest,
      theirs.map((id) => [id, 2]),
    );
    const { body } = await merge(member, guests);
    expect(quantities(body)).toEqual(
      Object.fromEntries([...own.map((id) => [id, 1]), ...theirs.slice(0, 90).map((id) => [id, 2])]),
    );
  });

  test("reports a price that rose since either cart showed it", async () => {
    const [variant] = (await guest.createProduct({ variants: [{ price: 10_000 }] })).variants;
    const own = await filled(member, [[idOf(variant), 2]]);
    const owner = await guest.signInOwner();
    await guest.request("PATCH", `/api/v1/admin/variants/${idOf(variant)}`, { price: 12_000 }, owner);
    const guests = await filled(guest, [[idOf(variant), 1]]);
    const { body } = await merge(member, guests);
    expect(body).toMatchObject({
      id: own,
      items: [{ unitPrice: { amount: 12_000 }, previousUnitPrice: { amount: 10_000 } }],
    });
  });
});

describe("at the same time", () => {
  test("merges of one cart by its member happen once, and no piece is lost or counted twice", async () => {
    for (const owns of [true, false]) {
      const shopper = await guest.signUp();
      if (owns) await filled(shopper, [[idOf(mug), 1]]);
      const guests = await filled(guest, [
        [idOf(mug), 3],
        [idOf(cup), 2],
      ]);
      const lock = `SELECT FROM cart.carts WHERE id = '${guests}' FOR UPDATE`;
      const answers = await whileLocked(shop.databaseUrl, lock, 4, () =>
        Promise.all(Array.from({ length: 4 }, () => merge(shopper, guests))),
      );
      expect(answers.filter(({ status }) => status === 200).length).toBe(owns ? 1 : 4);
      for (const { status } of answers) expect([200, 404]).toContain(status);
      expect(quantities((await mine(shopper)).body)).toEqual({ [idOf(mug)]: 3, [idOf(cup)]: 2 });
    }
  });

  test("merges of one cart by two members give it to one of them", async () => {
    const rival = await guest.signUp();
    const guests = await filled(guest, [[idOf(mug), 3]]);
    const lock = `SELECT FROM cart.carts WHERE id = '${guests}' FOR UPDATE`;
    const answers = await whileLocked(shop.databaseUrl, lock, 2, () =>
      Promise.all([merge(member, guests), merge(rival, guests)]),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const held = [await mine(member), await mine(rival)];
    expect(held.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(held.find(({ status }) => status === 200)?.body).toMatchObject({ id: guests, itemCount: 3 });
  });

  test("merges of several guests' carts, and creating a cart, end in one cart with all items", async () => {
    const variants = (await guest.createProduct({ variants: Array(6).fill({}) })).variants.map(idOf);
    const carts = await Promise.all(variants.map((id, at) => filled(guest, [[id, at + 1]])));
    const answers = await Promise.all([
      ...carts.map((id) => merge(member, id)),
      member.request<Cart>("POST", "/api/v1/carts", {}),
    ]);
    for (const { status } of answers) expect([200, 201]).toContain(status);
    const { body } = await mine(member);
    expect(quantities(body)).toEqual(Object.fromEntries(variants.map((id, at) => [id, at + 1])));
  });

  test("an item added to either cart during a merge is in the member's cart, or was refused", async () => {
    for (let round = 0; round < 5; round += 1) {
      const shopper = await guest.signUp();
      const variants = (await guest.createProduct({ variants: Array(8).fill({}) })).variants.map(idOf);
      const own = await filled(shopper, [[idOf(mug), 1]]);
      const guests = await filled(guest, [[idOf(mug), 2]]);
      const [merged, ...added] = await Promise.all([
        merge(shopper, guests),
        ...variants.map((id, at) => shopper.addItem(at % 2 ? own : guests, id, at + 1)),
      ]);
      expect(merged.status).toBe(200);
      const stored = variants.flatMap((id, at) => (added[at]?.status === 200 ? [[id, at + 1]] : []));
      for (const { status } of added) expect([200, 404]).toContain(status);
      expect(quantities((await mine(shopper)).body)).toEqual({
        [idOf(mug)]: 2,
        ...Object.fromEntries(stored),
      });
    }
  });

  test("an addition and a merge that waited until the cart was deleted are 404", async () => {
    await filled(member, [[idOf(mug), 1]]);
    const guests = await filled(guest, [[idOf(mug), 2]]);
    const lock = `DELETE FROM cart.carts WHERE id = '${guests}'`;
    const [added, merged] = await whileLocked(shop.databaseUrl, lock, 2, () =>
      Promise.all([guest.addItem(guests, idOf(cup), 1), merge(member, guests)]),
    );
    expect([added.status, merged.status]).toEqual([404, 404]);
    expect(quantities((await mine(member)).body)).toEqual({ [idOf(mug)]: 1 });
  });
});
