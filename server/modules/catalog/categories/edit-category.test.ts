import type { Static } from "typebox";
import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Problem, type Product } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { connect } from "../../../platform/db/db.ts";
import { startTestShop } from "../../../testing.ts";
import type { CategoryList as CategoryListSchema, StaffCategory as StaffCategorySchema } from "./schemas.ts";

type StaffCategory = Static<typeof StaffCategorySchema>;
type CategoryList = Static<typeof CategoryListSchema>;

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const db = connect({ url: shop.databaseUrl, size: 1 });
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const member = await api.signUp();
afterAll(async () => {
  await db.close();
  await replica.stop();
  await shop.stop();
});

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const call = <Body = StaffCategory>(method: string, path: string, body?: unknown, headers = owner) =>
  api.request<Body>(method, `/api/v1/admin/categories${path}`, body, headers);
let made = 0;
async function create(input: object = {}) {
  made += 1;
  const { status, body } = await call("POST", "", { slug: `c-${made}`, name: `분류 ${made}`, ...input });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}
const shown = async (from = other) =>
  (await from.request<CategoryList>("GET", "/api/v1/categories")).body.items;
const listed = async (slug: string) =>
  (
    await other.request<{ total: number; facets: { categories: { slug: string; count: number }[] } }>(
      "GET",
      `/api/v1/products?category=${slug}`,
    )
  ).body;

describe("a category", () => {
  test("is created below another one, and every process shows the tree in its order", async () => {
    const top = await create();
    const second = await create({ parentId: top.id });
    const first = await create({ parentId: top.id, position: 0, translations: { en: { name: "First" } } });
    await call("PATCH", `/${second.id}`, { position: 1 });
    const below = await create({ parentId: first.id });
    const tree = await shown();
    const from = tree.findIndex(({ id }) => id === top.id);
    expect(tree.slice(from, from + 4).map(({ id, parentId }) => [id, parentId])).toEqual([
      [top.id, null],
      [first.id, top.id],
      [below.id, first.id],
      [second.id, top.id],
    ]);
    const { body } = await call<{ items: StaffCategory[] }>("GET", "");
    expect(body.items.find(({ id }) => id === first.id)).toMatchObject({
      translations: { en: { name: "First" } },
      etag: '"1"',
      productCount: 0,
    });
  });

  test("takes its place among the others, whatever positions they had; their versions stay", async () => {
    const top = await create();
    const [a, b, c] = [
      await create({ parentId: top.id }),
      await create({ parentId: top.id }),
      await create({ parentId: top.id }),
    ];
    // Shops of an older version have ties and gaps.
    await db.script(`UPDATE catalog.categories SET position = 7 WHERE parent_id = '${top.id}'`);
    const order = async (parentId = top.id) =>
      (await call<{ items: StaffCategory[] }>("GET", "")).body.items
        .filter((each) => each.parentId === parentId)
        .map(({ id, position }) => [id, position]);
    const move = async (id: string, change: object) => (await call("PATCH", `/${id}`, change)).body.position;
    expect(await order()).toEqual([
      [a.id, 0],
      [b.id, 1],
      [c.id, 2],
    ]);
    expect(await move(c.id, { position: 1 })).toBe(1);
    expect(await order()).toEqual([
      [a.id, 0],
      [c.id, 1],
      [b.id, 2],
    ]);
    expect(await move(a.id, { position: 99 })).toBe(2);
    const newest = await create({ parentId: top.id, position: 0 });
    expect((await order()).map(([id]) => id)).toEqual([newest.id, c.id, b.id, a.id]);
    // Below another parent without a place: behind all others.
    const other = await create();
    await create({ parentId: other.id });
    expect(await move(b.id, { parentId: other.id })).toBe(1);
    expect(await move(c.id, { parentId: other.id, position: 0 })).toBe(0);
    expect((await order(other.id)).map(([id]) => id)[0]).toBe(c.id);
    expect((await call("GET", `/${b.id}`)).body).toMatchObject({ position: 2, etag: '"2"' });
  });

  test("lists and counts the products of all below it, each once", async () => {
    const top = await create();
    const middle = await create({ parentId: top.id });
    const bottom = await create({ parentId: middle.id });
    await api.createProduct({ categoryIds: [bottom.id, top.id] });
    await api.createProduct({ categoryIds: [bottom.id] });
    await api.createProduct({ categoryIds: [middle.id] });
    for (const [{ slug, id }, count] of [
      [top, 3],
      [middle, 3],
      [bottom, 2],
    ] as const) {
      const { total, facets } = await listed(slug);
      expect([total, facets.categories.find((each) => each.slug === slug)?.count]).toEqual([count, count]);
      expect((await shown()).find((each) => each.id === id)?.productCount).toBe(count);
      const staff = await api.request<{ total: number }>(
        "GET",
        `/api/v1/admin/products?category=${slug}`,
        undefined,
        owner,
      );
      expect(staff.body.total).toBe(count);
    }
  });

  test("is edited, and product pages show its new name in every process", async () => {
    const { id } = await create();
    const product = await api.createProduct({ categoryIds: [id] });
    const page = async () =>
      (await other.request<Product>("GET", `/api/v1/products/${product.id}`)).body.categories[0]?.name;
    await page();
    const { status, body, headers } = await call("PATCH", `/${id}`, { name: "새 이름", description: "글" });
    expect([status, body.name, body.etag]).toEqual([200, "새 이름", '"2"']);
    expect(headers.get("etag")).toMatch(/^"2\./);
    expect(await page()).toBe("새 이름");
    expect((await call("GET", `/${id}`)).body).toEqual(body);
    const log = `/api/v1/admin/audit-log?subject=category%3A${id}`;
    const { body: entries } = await api.request<{ items: unknown[] }>("GET", log, undefined, owner);
    expect(entries.items[0]).toMatchObject({ action: "category.edit", after: { "/name": "새 이름" } });
  });

  test("of an old version is 412, and names what differs", async () => {
    const { id, name } = await create();
    await call("PATCH", `/${id}`, { name: "하나" });
    await call("PATCH", `/${id}`, { name: "둘" });
    const stale = { ...owner, "if-match": '"1"' };
    for (const method of ["PATCH", "DELETE"]) {
      const answer = await call<Problem>(
        method,
        `/${id}`,
        method === "PATCH" ? { name: "셋" } : undefined,
        stale,
      );
      expect([answer.status, answer.body]).toMatchObject([
        412,
        { code: "STALE_EDIT", etag: '"3"', differences: [{ pointer: "/name", was: name, now: "둘" }] },
      ]);
    }
  });

  test("may not lie below itself, nor below one that lies below it", async () => {
    const top = await create();
    const below = await create({ parentId: top.id });
    for (const parentId of [top.id, below.id]) {
      const { status, body } = await call<Problem>("PATCH", `/${top.id}`, { parentId });
      expect([status, body.errors?.[0]]).toMatchObject([400, { pointer: "/parentId", code: "CIRCLE" }]);
    }
    expect((await call("PATCH", `/${below.id}`, { parentId: null })).body.parentId).toBeNull();
  });

  test("and another one that are moved below each other at once make no circle", async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, two] = [await create(), await create()];
      const answers = await Promise.all([
        call("PATCH", `/${one.id}`, { parentId: two.id }),
        call("PATCH", `/${two.id}`, { parentId: one.id }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      const ids = (await shown()).map(({ id }) => id);
      expect([ids.includes(one.id), ids.includes(two.id)]).toEqual([true, true]);
    }
  });
});

describe("a category that is deleted", () => {
  test("leaves its products in the shop, and in the category that the request names", async () => {
    const [kept, gone, target] = [await create(), await create(), await create()];
    const products = await Promise.all([
      api.createProduct({ categoryIds: [gone.id, kept.id] }),
      api.createProduct({ categoryIds: [gone.id] }),
    ]);
    const before = await api.request("GET", `/api/v1/admin/products/${products[1].id}`, undefined, owner);
    expect((await call("DELETE", `/${gone.id}?moveTo=${target.id}`)).status).toBe(204);
    expect((await listed(target.slug)).total).toBe(2);
    expect((await listed(kept.slug)).total).toBe(1);
    expect((await shown()).some(({ id }) => id === gone.id)).toBe(false);
    const stale = { ...owner, "if-match": before.headers.get("etag") ?? "" };
    const address = `/api/v1/admin/products/${products[1].id}`;
    expect((await api.request("PATCH", address, { categoryIds: [] }, stale)).body).toMatchObject({
      code: "STALE_EDIT",
      differences: [{ pointer: "/categoryIds", was: [gone.id], now: [target.id] }],
    });
    expect((await call("DELETE", `/${target.id}`)).status).toBe(204);
    expect((await other.request("GET", `/api/v1/products/${products[1].id}`)).body).toMatchObject({
      categories: [],
    });
  });

  test("is refused while others lie below it, also when one is created at the same time", async () => {
    const top = await create();
    const below = await create({ parentId: top.id });
    const refused = await call<Problem>("DELETE", `/${top.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, "CATEGORY_NOT_EMPTY"]);
    expect((await call("DELETE", `/${below.id}`)).status).toBe(204);
    const [removed, added] = await Promise.all([
      call("DELETE", `/${top.id}`),
      call("POST", "", { slug: `late-${made}`, name: "늦은 분류", parentId: top.id }),
    ]);
    expect([
      [204, 400],
      [409, 201],
    ]).toContainEqual([removed.status, added.status]);
  });

  test("cannot move its products to itself or to nowhere", async () => {
    const { id } = await create();
    for (const target of [id, id.toUpperCase(), UNKNOWN]) {
      const { status, body } = await call<Problem>("DELETE", `/${id}?moveTo=${target}`);
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, "/moveTo"]);
    }
  });
});

test.each<[object, string]>([
  [{}, "/slug"],
  [{ slug: "x" }, "/name"],
  [{ slug: "Not A Slug", name: "x" }, "/slug"],
  [{ slug: "x", name: "a\u0000" }, "/name"],
  [{ slug: "x", name: "x", parentId: UNKNOWN }, "/parentId"],
  [{ slug: "x", name: "x", parentId: "x" }, "/parentId"],
  [{ slug: "x", name: "x", position: -1 }, "/position"],
  [{ slug: "x", name: "x", id: UNKNOWN }, "/id"],
])("%j is refused at %s", async (body, pointer) => {
  const { status, body: problem } = await call<Problem>("POST", "", body);
  expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
});

test("a former slug leads to the category, or to its heir, until it is taken", async () => {
  const moved = async () => (await other.request<CategoryList>("GET", "/api/v1/categories")).body.moved;
  const [one, two] = [await create({ slug: "was-1" }), await create({ slug: "stays" })];
  expect((await call("PATCH", `/${one.id}`, { slug: "was-2" })).status).toBe(200);
  expect(await moved()).toMatchObject({ "was-1": "was-2" });
  expect((await call("PATCH", `/${one.id}`, { slug: "was-1" })).status).toBe(200);
  expect(await moved()).toMatchObject({ "was-2": "was-1" });
  expect(await moved()).not.toHaveProperty("was-1");
  expect((await call("DELETE", `/${one.id}?moveTo=${two.id}`)).status).toBe(204);
  expect(await moved()).toMatchObject({ "was-1": "stays", "was-2": "stays" });
  await create({ slug: "was-2" });
  expect(await moved()).toMatchObject({ "was-1": "stays" });
  expect(await moved()).not.toHaveProperty("was-2");
  const gone = await create({ slug: "gone-1" });
  await call("PATCH", `/${gone.id}`, { slug: "gone-2" });
  expect((await call("DELETE", `/${gone.id}`)).status).toBe(204);
  expect(Object.keys(await moved()).filter((slug) => slug.startsWith("gone"))).toEqual([]);
});

test("a slug that is taken is 409, of two at once too", async () => {
  const input = { slug: "once", name: "한 번" };
  const answers = await Promise.all([call<Problem>("POST", "", input), call<Problem>("POST", "", input)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const { id } = await create();
  expect((await call<Problem>("PATCH", `/${id}`, { slug: "once" })).body.code).toBe("SLUG_TAKEN");
});

test("nothing is 404; without a sign-in 401, by a member 403", async () => {
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const body = method === "PATCH" ? { name: "x" } : undefined;
    for (const id of [UNKNOWN, "x"]) expect((await call(method, `/${id}`, body)).status).toBe(404);
    expect((await call(method, `/${UNKNOWN}`, body, {})).status).toBe(401);
    expect((await call(method, `/${UNKNOWN}`, body, member.proof)).status).toBe(403);
  }
  for (const method of ["GET", "POST"]) {
    expect((await call(method, "", undefined, {})).status).toBe(401);
    expect((await call(method, "", undefined, member.proof)).status).toBe(403);
  }
});
