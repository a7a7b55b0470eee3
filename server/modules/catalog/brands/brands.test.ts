import type { Static } from "typebox";
import { afterAll, describe, expect, inject, test } from "vitest";
import {
  type ApiResponse,
  client,
  type HeaderFields,
  type Problem,
  type Product,
  type ProductInput,
} from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { connect } from "../../../platform/db/db.ts";
import { startTestShop } from "../../../testing.ts";
import { importDesk } from "../../imports/imports.fixture.ts";
import type { ShownBrandList, StaffBrandList, StaffBrand as StaffBrandSchema } from "./schemas.ts";

type StaffBrand = Static<typeof StaffBrandSchema>;

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const db = connect({ url: shop.databaseUrl, size: 4 });
afterAll(async () => {
  await db.close();
  await replica.stop();
  await shop.stop();
});

const BRANDS = "/api/v1/admin/brands";
const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const list = async (query = "") =>
  (await api.request<Static<typeof StaffBrandList>>("GET", `${BRANDS}?${query}`, undefined, owner)).body;
const named = async (name: string): Promise<StaffBrand> => {
  const { items } = await list(new URLSearchParams({ q: name }).toString());
  const found = items.find((brand) => brand.name === name);
  if (!found) throw new Error(`there is no brand ${name}`);
  return found;
};
const create = <Body = StaffBrand>(body: unknown, headers: HeaderFields = owner) =>
  api.request<Body>("POST", BRANDS, body, headers);
const send = <Body = StaffBrand>(
  { id, etag }: Pick<StaffBrand, "id" | "etag">,
  body: unknown,
  [method, path]: readonly [string, string] = ["PATCH", ""],
) => api.request<Body>(method, `${BRANDS}/${id}${path}`, body, { ...owner, "if-match": etag });
const merge = <Body = StaffBrand>(from: StaffBrand, into: string) =>
  send<Body>(from, { into }, ["POST", "/merge"]);
const remove = (brand: StaffBrand) => send<Problem>(brand, undefined, ["DELETE", ""]);
const productOf = async (id: string, from = api, language = "ko") =>
  (await from.request<Product>("GET", `/api/v1/products/${id}`, undefined, { "accept-language": language }))
    .body;
interface Listed {
  readonly total: number;
  readonly facets: { readonly brands: { name: string; label: string; count: number }[] };
}
const listed = async (query: Readonly<Record<string, string>>, from = api) =>
  (await from.request<Listed>("GET", `/api/v1/products?${new URLSearchParams(query)}`)).body;
const staffTotal = async (q: string) => {
  const path = `/api/v1/admin/products?${new URLSearchParams({ q })}`;
  return (await api.request<{ total: number }>("GET", path, undefined, owner)).body.total;
};
const refusal = ({ status, body }: ApiResponse<unknown>) => [status, (body as Problem).code];
const add = (brand: string, more: ProductInput = {}) => api.createProduct({ brand, ...more });

describe("a product's brand", () => {
  test("makes a brand when it is new; other spellings of it lead to the same one", async () => {
    const first = await add("Onyu Works", { translations: { en: { brand: "Onyu" } } });
    const second = await add("ONYU works");
    const third = await add("Ｏｎｙｕｗｏｒｋｓ");
    expect([first, second, third].map(({ brand }) => brand)).toEqual(Array(3).fill("Onyu Works"));
    expect(await named("Onyu Works")).toMatchObject({
      slug: "onyu-works",
      productCount: 3,
      translations: { en: { name: "Onyu" } },
    });
    expect((await productOf(second.id, api, "en")).brand).toBe("Onyu");
    expect((await listed({ brand: "Onyu Works" })).total).toBe(3);
  });

  test("in Hangul alone gets an address all the same", async () => {
    await add("해무도예");
    expect((await named("해무도예")).slug).toMatch(/^brand-[0-9a-f]{8}$/);
  });

  test("that is spelled otherwise is no change of the product, by staff or by a file", async () => {
    const product = await add("Gaon", { variants: [{ sku: "GAON-1" }] });
    const address = `/api/v1/admin/products/${product.id}`;
    const { headers } = await api.request("GET", address, undefined, owner);
    const etag = headers.get("etag") ?? "";
    const edited = await api.request("PATCH", address, { brand: "ga on" }, { ...owner, "if-match": etag });
    expect([edited.status, edited.headers.get("etag")]).toEqual([200, etag]);
    const desk = await importDesk(api);
    const { done } = await desk.run("products", "sku,brand\nGAON-1,GA ON");
    expect(done.result).toMatchObject({ unchanged: 1, update: 0 });
  });

  test("is made once by twenty requests at the same time", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => add(at % 2 ? "한꺼번에" : "한 꺼번에")));
    const { items } = await list(new URLSearchParams({ q: "한꺼번에" }).toString());
    expect(items.map(({ productCount }) => productCount)).toEqual([20]);
  });

  test("is linked when a version of the shop that knows texts alone writes it", async () => {
    const { id } = await add("옛 브랜드");
    await db.script(`UPDATE catalog.products SET brand = '새 브랜드' WHERE id = '${id}'`);
    expect((await named("새 브랜드")).productCount).toBe(1);
    await db.script(`UPDATE catalog.products SET brand = '옛브랜드' WHERE id = '${id}'`);
    expect((await productOf(id, other)).brand).toBe("옛 브랜드");
    await db.script(`UPDATE catalog.products SET brand = NULL WHERE id = '${id}'`);
    expect([(await named("새 브랜드")).productCount, (await named("옛 브랜드")).productCount]).toEqual([
      0, 0,
    ]);
  });
});

describe("renaming a brand", () => {
  test("renames it in every process at once: pages, lists, filters, searches, history", async () => {
    const product = await add("달빛공방", { variants: [{ sku: "MOONLIGHT-1" }] });
    await Promise.all([productOf(product.id, other), listed({ brand: "달빛공방" }, other)]);
    const brand = await named("달빛공방");
    const translations = { en: { name: "Sunlight" } };
    const renamed = await send(brand, { name: "햇빛공방", translations });
    expect([renamed.status, renamed.body.name, renamed.body.productCount]).toEqual([200, "햇빛공방", 1]);
    for (const from of [api, other]) {
      expect((await productOf(product.id, from)).brand).toBe("햇빛공방");
      expect((await productOf(product.id, from, "en")).brand).toBe("Sunlight");
      expect((await listed({ brand: "햇빛공방" }, from)).total).toBe(1);
      expect((await listed({}, from)).facets.brands.map(({ name }) => name)).not.toContain("달빛공방");
    }
    expect([await staffTotal("햇빛공방"), await staffTotal("달빛공방")]).toEqual([1, 0]);
    expect([await staffTotal("sunlight moonlight-1"), await staffTotal("MOONLIGHT-1")]).toEqual([1, 1]);
    await expect.poll(async () => (await listed({ q: "햇빛공방" })).total).toBe(1);

    const stale = await api.request<Problem & { differences: unknown }>(
      "PATCH",
      `/api/v1/admin/products/${product.id}`,
      { name: "x" },
      { ...owner, "if-match": '"1"' },
    );
    expect(stale.body.differences).toEqual([
      { pointer: "/brand", was: "달빛공방", now: "햇빛공방" },
      { pointer: "/translations/en/brand", was: null, now: "Sunlight" },
    ]);
  });

  test("keeps its former name as a way to it, until another brand takes that", async () => {
    await add("바다상회");
    await send(await named("바다상회"), { name: "파도상회" });
    expect((await add("바다 상회")).brand).toBe("파도상회");
    expect((await named("파도상회")).formerNames).toEqual(["바다상회"]);
    expect((await create({ name: "바다상회" })).status).toBe(201);
    expect((await add("바다상회")).brand).toBe("바다상회");
    expect((await named("파도상회")).formerNames).toEqual([]);
  });

  test("back to a former name, and to another spelling of the present one", async () => {
    await add("구름");
    await send(await named("구름"), { name: "안개" });
    await send(await named("안개"), { name: "구름" });
    expect((await named("구름")).formerNames).toEqual(["안개"]);
    expect((await send(await named("구름"), { name: "구 름" })).body.name).toBe("구 름");
    expect((await listed({ brand: "구 름" })).total).toBe(1);
  });

  test("onto another brand is refused with that brand; merging gives it the products and names", async () => {
    const [one, two] = [await add("봄날"), await add("봄 나들이")];
    await send(await named("봄날"), { name: "봄날상점" });
    const [from, into] = [await named("봄날상점"), await named("봄 나들이")];
    const refused = await send<Problem & { brandId: string }>(from, { name: "봄나들이" });
    expect([...refusal(refused), refused.body.brandId]).toEqual([409, "BRAND_TAKEN", into.id]);
    const merged = await merge(from, into.id);
    expect([merged.status, merged.body.productCount]).toEqual([200, 2]);
    expect(merged.body.formerNames).toEqual(["봄날", "봄날상점"]);
    for (const { id } of [one, two]) expect((await productOf(id, other)).brand).toBe("봄 나들이");
    expect((await add("봄날")).brand).toBe("봄 나들이");
    expect((await api.request("GET", `${BRANDS}/${from.id}`, undefined, owner)).status).toBe(404);
  });

  test("while products get the brand leaves none with the former name", async () => {
    await add("달리기");
    const brand = await named("달리기");
    const adding = Array.from({ length: 10 }, () => add("달리기"));
    const renaming = send(brand, { name: "걷기" });
    const products = await Promise.all(adding);
    expect((await renaming).status).toBe(200);
    expect(new Set(await Promise.all(products.map(async ({ id }) => (await productOf(id)).brand)))).toEqual(
      new Set(["걷기"]),
    );
  });
});

test("shoppers list the brands that have products, in their language, with a rename at once", async () => {
  await add("솔잎공방", { translations: { en: { brand: "Pine" } } });
  await add("숨은공방", { status: "draft" });
  const shown = async (language: string) =>
    (
      await other.request<{ items: { name: string; label: string; productCount: number }[] }>(
        "GET",
        "/api/v1/brands",
        undefined,
        { "accept-language": language },
      )
    ).body.items;
  expect(await shown("en")).toContainEqual(
    expect.objectContaining({ name: "솔잎공방", label: "Pine", productCount: 1 }),
  );
  expect((await shown("ko")).map(({ name }) => name)).not.toContain("숨은공방");
  await send(await named("솔잎공방"), { name: "솔방울공방" });
  expect((await shown("ko")).map(({ label }) => label)).toContain("솔방울공방");
});

test("a former slug leads to the brand, also over a merge, until another brand takes it", async () => {
  await add("길상회");
  await add("큰길상회");
  const moved = async () =>
    (await other.request<Static<typeof ShownBrandList>>("GET", "/api/v1/brands")).body.moved;
  const rename = async (name: string, slug: string) => {
    expect((await send(await named(name), { slug })).status).toBe(200);
  };
  await rename("길상회", "gil-1");
  await rename("길상회", "gil-2");
  expect(await moved()).toMatchObject({ "gil-1": "gil-2" });
  await rename("길상회", "gil-1");
  expect(await moved()).toMatchObject({ "gil-2": "gil-1" });
  expect(await moved()).not.toHaveProperty("gil-1");
  await rename("큰길상회", "big-gil");
  await merge(await named("길상회"), (await named("큰길상회")).id);
  expect(await moved()).toMatchObject({ "gil-1": "big-gil", "gil-2": "big-gil" });
  expect((await create({ name: "새길상회", slug: "gil-2" })).status).toBe(201);
  expect(await moved()).toMatchObject({ "gil-1": "big-gil" });
  expect(await moved()).not.toHaveProperty("gil-2");
});

describe("requests of staff", () => {
  test("create, read, edit and delete a brand, each in the audit log", async () => {
    const { body, status, headers } = await create({
      name: "Studio A",
      description: "작은 공방",
      translations: { en: { name: "Studio A" } },
    });
    expect([status, body.slug, body.productCount]).toEqual([201, "studio-a", 0]);
    const read = await api.request<StaffBrand>("GET", `${BRANDS}/${body.id}`, undefined, owner);
    expect([read.body, read.headers.get("etag")]).toEqual([body, headers.get("etag")]);
    const edited = await send(body, { slug: "a-studio", description: "" });
    expect([edited.status, edited.body.slug]).toEqual([200, "a-studio"]);
    expect((await remove(edited.body)).status).toBe(204);
    const log = await api.request<{ items: { action: string }[] }>(
      "GET",
      `/api/v1/admin/audit-log?subject=brand:${body.id}`,
      undefined,
      owner,
    );
    expect(log.body.items.map(({ action }) => action)).toEqual([
      "brand.delete",
      "brand.edit",
      "brand.create",
    ]);
  });

  test("are refused for a taken name or slug, a stale version, a brand in use, and itself", async () => {
    const product = await add("품절상회");
    const brand = await named("품절상회");
    const free = (await create({ name: "빈 상회", slug: "empty" })).body;
    expect(refusal(await create({ name: "품절 상회" }))).toEqual([409, "BRAND_TAKEN"]);
    expect(refusal(await create({ name: "새 상회", slug: "empty" }))).toEqual([409, "SLUG_TAKEN"]);
    expect(refusal(await send(brand, { slug: "empty" }))).toEqual([409, "SLUG_TAKEN"]);
    expect(refusal(await remove(brand))).toEqual([409, "BRAND_IN_USE"]);
    expect(refusal(await merge(brand, brand.id))).toEqual([400, "INVALID_INPUT"]);
    expect(refusal(await merge(brand, UNKNOWN))).toEqual([400, "INVALID_INPUT"]);
    expect(refusal(await send({ id: UNKNOWN, etag: '"1"' }, { name: "x" }))).toEqual([404, "NOT_FOUND"]);
    await send(free, { description: "하나" });
    const stale = await send<Problem & { differences: unknown }>(free, { description: "둘" });
    expect([...refusal(stale), stale.body.differences]).toEqual([
      412,
      "STALE_EDIT",
      [{ pointer: "/description", was: "", now: "하나" }],
    ]);
    const { id } = brand;
    expect((await api.request("PATCH", `${BRANDS}/${id}`, { name: "x" }, owner)).status).toBe(400);
    expect(refusal(await create({ name: " " }))).toEqual([400, "INVALID_INPUT"]);
    expect((await productOf(product.id)).brand).toBe("품절상회");
  });

  test("are open to those who may, and to no others", async () => {
    const member = await api.signUp();
    expect((await api.request("GET", BRANDS)).status).toBe(401);
    expect((await member.request("GET", BRANDS)).status).toBe(403);
    expect((await create({ name: "x" }, {})).status).toBe(401);
    expect((await create({ name: "x" }, member.proof)).status).toBe(403);
  });

  test("walk the list page by page, and find by any spelling of any name", async () => {
    for (const name of ["쪽 1", "쪽 2", "쪽 3", "쪽 4", "쪽 5"]) await create({ name });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = new URLSearchParams({
        q: "쪽",
        limit: "2",
        ...(cursor && { cursor }),
      }).toString();
      const page = await list(query);
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(["쪽 1", "쪽 2", "쪽 3", "쪽 4", "쪽 5"]);
    await create({ name: "한글", translations: { en: { name: "Hangul Co" } } });
    expect((await list("q=hangulC")).items.map(({ name }) => name)).toEqual(["한글"]);
    expect((await list("q=%25")).total).toBe(0);
  });
});
