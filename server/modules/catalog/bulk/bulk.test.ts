import type { Static } from "typebox";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../../tests/support/backstage.ts";
import type { HeaderFields } from "../../../../tests/support/client.ts";
import { client, type Member, type Problem, type Product } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { connect } from "../../../platform/db/db.ts";
import { newId } from "../../../platform/ids.ts";
import { startTestShop } from "../../../testing.ts";
import type { BulkEdit as BulkEditSchema } from "./schemas.ts";

type BulkEdit = Static<typeof BulkEditSchema>;
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
let backstage: Backstage;
beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
});
afterAll(async () => {
  await backstage.close();
  await replica.stop();
  await shop.stop();
});

const BULK = "/api/v1/admin/products/bulk";
/** A word that names the products of one test alone. */
const newWord = () => `W${newId().replaceAll("-", "").slice(-12)}`;
const products = (word: string, count: number, price = 10_000): Promise<Product[]> =>
  Promise.all(
    Array.from({ length: count }, (_, at) =>
      api.createProduct({
        name: `${word} ${at}`,
        tags: ["처음"],
        variants: [{ sku: `${word}-${at}`, options: {}, price, stock: 3 }],
      }),
    ),
  );
const start = <Body = BulkEdit>(body: object, by: HeaderFields = owner) =>
  api.request<Body>("POST", BULK, body, by);
const countOf = async (where: object) =>
  (await api.request<{ count: number }>("POST", `${BULK}/count`, { where }, owner)).body.count;
async function done(id: string): Promise<BulkEdit> {
  const read = async () => (await api.request<BulkEdit>("GET", `${BULK}/${id}`, undefined, owner)).body;
  await expect.poll(async () => (await read()).status).toBe("done");
  return read();
}
interface StaffView {
  readonly status: string;
  readonly tags: string[];
  readonly brand: string | null;
  readonly categoryIds: string[];
  readonly variants: { readonly price: { readonly amount: number } }[];
}
const staffView = async (id: string) =>
  api.request<StaffView>("GET", `/api/v1/admin/products/${id}`, undefined, owner);
const priceOf = async (id: string) => (await staffView(id)).body.variants[0]?.price.amount;
const edit = async (id: string, change: object) => {
  const version = (await staffView(id)).headers.get("etag") ?? "";
  return api.request("PATCH", `/api/v1/admin/products/${id}`, change, { ...owner, "if-match": version });
};

async function staff(role: string): Promise<Member> {
  const { id, email, password } = await api.signUp();
  const db = connect({ url: shop.databaseUrl, size: 1 });
  await db.script(
    `UPDATE members.accounts SET role = '${role}', email_verified_at = now() WHERE id = '${id}'`,
  );
  await db.close();
  return api.signIn(email, password);
}

describe("an edit of all products that match", () => {
  test("changes each of them, in every process, with its history and its entry in the log", async () => {
    const word = newWord();
    const all = await products(word, 30, 12_900);
    const where = { q: word };
    expect(await countOf(where)).toBe(30);
    const change = {
      price: { percent: -10, rounding: "down", to: 100 },
      addTags: ["연말"],
      removeTags: ["처음"],
      brand: "온유",
    };
    const { status, body } = await start({ where, expected: 30, change });
    expect([status, body.products, body.status]).toEqual([202, 30, "running"]);
    expect(await done(body.id)).toMatchObject({ changed: 30, unchanged: 0, refused: 0, undoneBy: null });
    for (const { id } of all.slice(0, 3)) {
      const page = await other.request<Product>("GET", `/api/v1/products/${id}`);
      expect(page.body).toMatchObject({ price: { amount: 11_600 }, brand: "온유" });
      expect((await staffView(id)).body.tags).toEqual(["연말"]);
      const history = await api.request<{ items: unknown[] }>(
        "GET",
        `/api/v1/admin/products/${id}/history`,
        undefined,
        owner,
      );
      // Its creation, and this edit.
      expect(history.body.items).toHaveLength(2);
      const log = `/api/v1/admin/audit-log?subject=${encodeURIComponent(`product:${id}`)}`;
      const entries = await api.request<{ items: { action: string }[] }>("GET", log, undefined, owner);
      expect(entries.body.items.map(({ action }) => action)).toContain("product.edit");
    }
    const log = `/api/v1/admin/audit-log?subject=${encodeURIComponent(`bulk-edit:${body.id}`)}`;
    const entries = await api.request<{ items: unknown[] }>("GET", log, undefined, owner);
    expect(entries.body.items).toMatchObject([{ action: "product.bulk", after: { products: 30 } }]);
  });

  test("is refused when they are not as many as were shown, and changes nothing", async () => {
    const word = newWord();
    const [first] = await products(word, 2);
    const request = { where: { q: word }, expected: 3, change: { status: "archived" } };
    expect(await start<Problem>(request)).toMatchObject({
      status: 409,
      body: { code: "SELECTION_CHANGED", count: 2 },
    });
    expect((await staffView(first?.id ?? "")).body.status).toBe("active");
    expect(await backstage.rows("SELECT FROM catalog.bulk_products WHERE outcome IS NULL")).toEqual([]);
  });

  test("works on chosen products, by categories, and tells which it could not change", async () => {
    const word = newWord();
    const [first, second, third] = await products(word, 3, 500);
    if (!first || !second || !third) throw new Error("there are three products");
    await edit(second.id, { variants: [{ sku: `${word}-1`, price: 900 }] });
    const category = await api.request<{ id: string }>(
      "POST",
      "/api/v1/admin/categories",
      { slug: word.toLowerCase(), name: word },
      owner,
    );
    const ids = [first.id, second.id];
    const change = {
      addCategoryIds: [category.body.id],
      price: { amount: -600, rounding: "nearest", to: 1 },
    };
    const { body } = await start({ where: { ids }, expected: 2, change });
    expect(await done(body.id)).toMatchObject({
      changed: 1,
      refused: 1,
      refusals: [{ productId: first.id, name: first.name, code: "INVALID_INPUT" }],
    });
    expect(await countOf({ category: word.toLowerCase() })).toBe(1);
    expect([await priceOf(first.id), await priceOf(second.id), await priceOf(third.id)]).toEqual([
      500, 300, 500,
    ]);
    const removal = {
      where: { q: word },
      expected: 3,
      change: { removeCategoryIds: [category.body.id.toUpperCase()] },
    };
    const removed = await start(removal);
    expect(await done(removed.body.id)).toMatchObject({ changed: 1, unchanged: 2 });
  });

  test("changes each product once, however many processes go on with it at the same moment", async () => {
    const word = newWord();
    const all = await products(word, 40, 10_000);
    const change = { price: { percent: 10, rounding: "nearest", to: 1 } };
    const { body } = await start({ where: { q: word }, expected: 40, change });
    await Promise.all(Array.from({ length: 4 }, () => backstage.run("catalog.bulk")));
    expect(await done(body.id)).toMatchObject({ changed: 40 });
    const prices = await Promise.all(all.map(({ id }) => priceOf(id)));
    expect(new Set(prices)).toEqual(new Set([11_000]));
  });
});

describe("an edit of many is taken back", () => {
  test("once, but for products that were edited since", async () => {
    const word = newWord();
    const [kept, edited] = await products(word, 2, 10_000);
    if (!kept || !edited) throw new Error("there are two products");
    const change = { status: "archived", addTags: ["끝"], price: { percent: 50, rounding: "up", to: 10 } };
    const { body } = await start({ where: { q: word }, expected: 2, change });
    await done(body.id);
    await edit(edited.id, { brand: "새 이름" });
    const undo = () => api.request<BulkEdit>("POST", `${BULK}/${body.id}/undo`, {}, owner);
    const [first, second] = await Promise.all([undo(), undo()]);
    expect([first.status, second.body.id]).toEqual([202, first.body.id]);
    expect(await done(first.body.id)).toMatchObject({
      undoes: body.id,
      products: 2,
      changed: 1,
      refused: 1,
      refusals: [{ productId: edited.id, code: "STALE_EDIT" }],
    });
    expect((await staffView(kept.id)).body).toMatchObject({ status: "active", tags: ["처음"] });
    expect([await priceOf(kept.id), await priceOf(edited.id)]).toEqual([10_000, 15_000]);
    expect((await done(body.id)).undoneBy).toBe(first.body.id);
    const twice = await api.request("POST", `${BULK}/${first.body.id}/undo`, {}, owner);
    expect(twice.status).toBe(404);
  });
});

describe("an edit of many is refused", () => {
  test.each([
    [{ change: {} }, "/change"],
    [{ change: { price: { rounding: "up", to: 1 } } }, "/change/price/percent"],
    [{ change: { price: { percent: -100, rounding: "up", to: 1 } } }, "/change/price/percent"],
    [{ change: { status: "scheduled" } }, "/change/status"],
    [{ change: { addTags: ["a\u0000b"] } }, "/change/addTags/0"],
    [{ change: { addCategoryIds: ["019a1c3d-02aa-7f55-8e21-64b0c9d7e8f1"] } }, "/change/addCategoryIds/0"],
    [
      { change: { removeCategoryIds: ["019a1c3d-02aa-7f55-8e21-64b0c9d7e8f1"] } },
      "/change/removeCategoryIds/0",
    ],
    [{ change: { addTags: ["여름", "겨울"], removeTags: ["봄", "겨울"] } }, "/change/removeTags/1"],
    [{ where: { ids: ["x"] } }, "/where/ids/0"],
    [{ where: { sort: "name" } }, "/where/sort"],
    [{ expected: 0 }, "/expected"],
  ])("for %j", async (part, pointer) => {
    const answer = await start<Problem>({ where: {}, expected: 1, change: { status: "draft" }, ...part });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  test("to guests, shoppers and staff who may not edit products", async () => {
    const body = { where: {}, expected: 1, change: { status: "draft" } };
    expect((await start(body, {})).status).toBe(401);
    expect((await start(body, (await api.signUp()).proof)).status).toBe(403);
    expect((await start(body, (await staff("support")).proof)).status).toBe(403);
    expect((await api.request("GET", `${BULK}/${newId()}`, undefined, owner)).status).toBe(404);
  });
});

describe("saved views", () => {
  const VIEWS = "/api/v1/admin/products/views";
  const listOf = async (by: Member) =>
    (await by.request<{ items: { id: string; name: string; filters: object }[] }>("GET", VIEWS)).body.items;

  test("belong to their member of the staff; a name that is taken gets the new filters", async () => {
    const [one, two] = [await staff("catalogue"), await staff("catalogue")];
    const saved = await one.request<{ id: string }>("POST", VIEWS, {
      name: "품절 머그",
      filters: { q: "머그", sort: "price" },
    });
    expect(saved.status).toBe(201);
    await one.request("POST", VIEWS, { name: "품절 머그", filters: { status: "draft" } });
    expect(await listOf(one)).toEqual([
      { id: saved.body.id, name: "품절 머그", filters: { status: "draft" } },
    ]);
    expect(await listOf(two)).toEqual([]);
    expect((await two.request("DELETE", `${VIEWS}/${saved.body.id}`)).status).toBe(404);
    expect((await one.request("DELETE", `${VIEWS}/${saved.body.id}`)).status).toBe(204);
    expect(await listOf(one)).toEqual([]);
  });

  test("are refused beyond fifty, without a name, with other filters, and to shoppers", async () => {
    const member = await staff("catalogue");
    await backstage.rows(
      `INSERT INTO catalog.saved_views (id, owner_id, name, filters, created_at)
       SELECT uuidv7(), $1, 'view ' || n, '{}', now() FROM generate_series(1, 50) AS n`,
      [member.id],
    );
    const save = (body: object) => member.request<Problem>("POST", VIEWS, body);
    expect(await save({ name: "또", filters: {} })).toMatchObject({
      status: 409,
      body: { code: "VIEW_LIMIT" },
    });
    expect((await save({ name: "view 7", filters: { status: "active" } })).status).toBe(201);
    expect((await save({ name: " ", filters: {} })).status).toBe(400);
    expect((await save({ name: "a", filters: { cursor: "x" } })).status).toBe(400);
    expect((await (await api.signUp()).request("GET", VIEWS)).status).toBe(403);
  });
});
