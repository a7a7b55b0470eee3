import pg from "pg";
import type { Static } from "typebox";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import {
  type StaffFilters,
  type StaffListParams,
  type StaffSort,
  staffList,
  staffSorts,
} from "./staff-list-queries.ts";
import type { StaffProductList as StaffProductListSchema } from "./staff-schemas.ts";

type StaffProductList = Static<typeof StaffProductListSchema>;

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
afterAll(() => shop.stop());

const list = async (query: Record<string, string> = {}) => {
  const address = `/api/v1/admin/products?${new URLSearchParams(query)}`;
  const { status, body } = await api.request<StaffProductList>("GET", address, undefined, owner);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

beforeAll(async () => {
  await api.createProduct({
    name: "흰 머그컵",
    slug: "white-mug",
    brand: "가마",
    variants: [{ sku: "WM-1" }, { sku: "WM-2", stock: 0 }],
  });
  await api.createProduct({
    name: "검은 머그컵",
    slug: "black-mug",
    status: "draft",
    variants: [{ price: 9_000 }],
  });
  await api.createProduct({ name: "리넨 셔츠", status: "archived", variants: [{ sku: "LIN-77", stock: 0 }] });
});

test("shows products of every status, the last edited first, with what staff compare", async () => {
  const { items, total, totalIsCapped, nextCursor } = await list();
  expect([total, totalIsCapped, nextCursor]).toEqual([3, false, null]);
  expect(
    items.map(({ name, status, variantCount, inStock }) => [name, status, variantCount, inStock]),
  ).toEqual([
    ["리넨 셔츠", "archived", 1, false],
    ["검은 머그컵", "draft", 1, true],
    ["흰 머그컵", "active", 2, true],
  ]);
  expect(items[1]).toMatchObject({ price: { amount: 9_000, currency: "KRW" }, image: null, brand: null });
});

test.each<[Record<string, string>, string[]]>([
  [{ q: "머그" }, ["검은 머그컵", "흰 머그컵"]],
  [{ q: "머" }, ["검은 머그컵", "흰 머그컵"]],
  [{ q: "그컵" }, ["검은 머그컵", "흰 머그컵"]],
  [{ q: "은 컵" }, ["검은 머그컵"]],
  [{ q: "컵그" }, []],
  [{ q: "머그컵 흰" }, ["흰 머그컵"]],
  [{ q: "가마" }, ["흰 머그컵"]],
  [{ q: "wm-2" }, ["흰 머그컵"]],
  [{ q: "LIN-77" }, ["리넨 셔츠"]],
  [{ q: "black-m" }, ["검은 머그컵"]],
  [{ q: "100%" }, []],
  [{ status: "draft" }, ["검은 머그컵"]],
  [{ q: "머그", status: "active" }, ["흰 머그컵"]],
  [{ sort: "price" }, ["검은 머그컵", "흰 머그컵", "리넨 셔츠"]],
  [{ sort: "newest" }, ["리넨 셔츠", "검은 머그컵", "흰 머그컵"]],
  [{ sort: "name" }, ["검은 머그컵", "리넨 셔츠", "흰 머그컵"]],
  [{ category: "no-such" }, []],
])("%j finds what fits", async (query, names) => {
  const { items, total } = await list(query);
  const found = items.map(({ name }) => name);
  if (query.sort === undefined) expect(found.toSorted()).toEqual(names.toSorted());
  else if (query.sort === "price") expect(found[0]).toBe(names[0]);
  else expect(found).toEqual(names);
  expect(total).toBe(names.length);
});

describe("all pages together", () => {
  test.each(staffSorts)("sorted by %s contain each product once", async (sort) => {
    const ids: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: StaffProductList = await list({ sort, limit: "1", ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(3);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect([ids.length, new Set(ids).size]).toEqual([3, 3]);
  });
});

test.each(["limit=0", "limit=101", "status=deleted", "sort=random", "cursor=x", "unknown=1"])(
  "%s is 400",
  async (query) => {
    const { status } = await api.request("GET", `/api/v1/admin/products?${query}`, undefined, owner);
    expect(status).toBe(400);
  },
);

test("without a sign-in it is 401, for a member 403", async () => {
  expect((await api.request("GET", "/api/v1/admin/products")).status).toBe(401);
  const { proof } = await api.signUp();
  expect((await api.request("GET", "/api/v1/admin/products", undefined, proof)).status).toBe(403);
});

describe("over many products", () => {
  const database = new pg.Client(shop.databaseUrl);
  beforeAll(async () => {
    await database.connect();
    await database.query(`
      INSERT INTO catalog.products (id, slug, name, status, options, currency, price, search, created_at,
        updated_at)
      SELECT gen_random_uuid(), 'many-' || n, '상품 ' || n, 
        CASE WHEN n % 2000 = 0 THEN 'draft' WHEN n % 2 = 0 THEN 'archived' ELSE 'active' END, '[]', 'KRW',
        n % 1000, '상품' || n, now() - n * interval '1 second', now() - n * interval '1 second'
      FROM generate_series(1, 20000) AS n`);
    await database.query("VACUUM ANALYZE catalog.products");
    await database.query("SET plan_cache_mode = force_generic_plan");
  });
  afterAll(() => database.end());

  test("the total is counted up to 10,000, and says so", async () => {
    const { total, totalIsCapped } = await list();
    expect([total, totalIsCapped]).toEqual([10_000, true]);
  });

  /** As the server runs it: with one plan for all values. */
  async function planOf(sort: StaffSort, filters: StaffFilters, params: Partial<StaffListParams>) {
    const none = { patterns: [], pairs: [], status: null, categoryId: null, categorySlug: null };
    const { text, values } = staffList(sort, filters).bind({
      ...{ ...none, afterKey: null, afterId: null, limit: 21, countLimit: 1 },
      ...params,
    });
    const literals = values.map((value) => {
      if (value === null) return "NULL";
      return pg.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value));
    });
    await database.query(`PREPARE list AS ${text}`);
    const given = literals.length > 0 ? `(${literals.join()})` : "";
    const { rows } = await database.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE list${given}`);
    await database.query("DEALLOCATE list");
    return JSON.stringify(rows);
  }
  const rowsRead = (plan: string) =>
    Math.max(
      ...[...plan.matchAll(/"(?:Actual Rows|Rows Removed by Filter)":([\d.]+)/g)].map(([, rows]) =>
        Number(rows),
      ),
    );
  const keys = { updated: "updated", newest: "created", name: "name", price: "price", "-price": "price" };

  test.each(staffSorts)(
    "a page sorted by %s walks an index and reads no other rows, late or first",
    async (sort) => {
      const time = String(Date.now() * 1_000 - 15e9);
      const afterKey = sort === "name" ? "상품 15" : sort.endsWith("price") ? "500" : time;
      const place = { afterKey, afterId: "01890a5d-ac96-774b-bcce-b302099a8057" };
      for (const after of [false, true]) {
        const filters = { q: 0, status: false, category: false, after };
        const plan = await planOf(sort, filters, after ? place : {});
        expect(plan).toContain(`products_staff_${keys[sort]}`);
        expect(rowsRead(plan)).toBeLessThanOrEqual(21);
      }
    },
  );

  test("a rare status and a rare word are looked up in their indexes", async () => {
    const filters = { status: false, category: false, after: false };
    const status = await planOf("updated", { ...filters, q: 0, status: true }, { status: "draft" });
    expect(status).toContain("products_staff_status");
    const word = await planOf("updated", { ...filters, q: 1 }, { patterns: ["%상품19999%"] });
    expect(word).toContain("products_staff_search");
    const search = { patterns: ["%상품19999%", "%9%"], pairs: ["상품", "품1", "99", "9"] };
    const letters = await planOf("updated", { ...filters, q: "letters" }, search);
    expect(letters).toContain("products_staff_pairs");
    expect(Math.max(rowsRead(status), rowsRead(word))).toBeLessThanOrEqual(21);
  });
});
