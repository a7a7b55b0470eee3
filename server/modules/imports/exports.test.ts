import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type HeaderFields, productOf } from "../../../tests/support/client.ts";
import { readTable } from "../../platform/tables/read-table.ts";
import { startTestShop } from "../../testing.ts";
import { attributeMaker } from "../catalog/attributes/attributes.fixture.ts";
import { importDesk } from "./imports.fixture.ts";
import { limits } from "./service/upload.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const desk = await importDesk(api);
afterAll(() => shop.stop());

async function download(name: string, headers: HeaderFields = desk.staff): Promise<Buffer> {
  const response = await fetch(`${shop.url}/api/v1/admin/exports/${name}`, { headers });
  if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
  return buffer(Readable.fromWeb(response.body as never));
}
async function cellsOf(file: Buffer): Promise<string[][]> {
  const { columns, rows } = await readTable(file, limits);
  const lines = [[...columns]];
  for await (const { cells } of rows) lines.push([...cells]);
  return lines;
}

const category = async (body: object) =>
  (await api.request<{ id: string }>("POST", "/api/v1/admin/categories", body, desk.staff)).body.id;
const kitchen = await category({ slug: "rt-kitchen", name: "주방" });
const cups = await category({ slug: "rt-cups", name: "컵, 잔", parentId: kitchen });
const { make, choices } = attributeMaker(api, desk.staff);
const [material, weight, organic, care] = [
  await make({ name: "재질", ...choices("oak", "pine"), categoryIds: [kitchen] }),
  await make({ name: "무게", type: "number", unit: "g" }),
  await make({ name: "유기농", type: "boolean" }),
  // The same name twice, and choices of one name.
  await make({ name: "재질", ...choices("dry", "cool"), several: true }),
];
const note = await make({ name: "한마디" });
await api.createProduct({
  ...productOf(),
  name: '=HYPERLINK("http://evil.test")',
  slug: "round-trip",
  description: '첫 줄\n\'=2+3 둘째 줄, "따옴표"',
  brand: "+82 상점",
  categoryIds: [kitchen, cups],
  tags: ["a|b", "c,d", "@멘션", "역\\슬래시"],
  status: "draft",
  minQuantity: 2,
  maxQuantity: 5,
  options: [
    { name: "색상", values: ["-빨강", "(비움)"] },
    { name: "크기", values: ["S"] },
  ],
  variants: [
    { sku: "0007", options: { 색상: "-빨강", 크기: "S" }, price: 12_900, compareAtPrice: 15_000, stock: 3 },
    { sku: "0008", options: { 색상: "(비움)", 크기: "S" }, price: 0, stock: 0 },
  ],
  translations: { en: { name: "-Cup", brand: "'quoted" } },
  attributes: {
    [material.code]: "oak",
    [weight.code]: -12.5,
    [organic.code]: false,
    [care.code]: ["cool", "dry"],
    [note.code]: "=1+1 | (비움)",
  },
});
const extra = await api.createProduct({
  descriptionHtml: '<p>=2+3</p><ul><li>"하나", 둘</li></ul>',
  translations: { en: { descriptionHtml: "<p>One &amp; two</p>" } },
  variants: [{ sku: "1E5", stock: 2 }],
});
// Its name is the slug of another category. Of its add-ons one is a variant that is sold no more.
const misnamed = await category({ slug: "rt-trap", name: "rt-kitchen" });
const parts = await api.createProduct({ name: "#N/A", variants: [{ sku: "gift-box" }, { sku: "G-2" }] });
await api.createProduct({
  name: "추가상품이 있는 상품",
  slug: "rt-add-ons",
  categoryIds: [misnamed],
  variants: [{ sku: "A-1" }],
  addOns: [{ sku: "gift-box" }, { productId: extra.id }, { sku: "G-2" }],
  addOnHeading: "=함께",
  translations: { en: { addOnHeading: "With it" } },
});
await api.request("DELETE", "/api/v1/admin/variants/G-2", undefined, desk.staff);

/** The variant that is sold no more still has stock. */
const ROWS = { products: 5, prices: 5, stock: 6 };

describe.each(["products", "prices", "stock"] as const)("an export of %s", (kind) => {
  test.each(["csv", "xlsx"])("as %s is imported without a change", async (format) => {
    for (const language of ["ko", "en"]) {
      const file = await download(`${kind}.${format}`, { ...desk.staff, "accept-language": language });
      const { checked, done } = await desk.run(kind, file);
      expect(checked).toMatchObject({ create: 0, update: 0, unchanged: ROWS[kind], errors: [] });
      expect(done.result).toEqual({ create: 0, update: 0, unchanged: ROWS[kind], refused: 0 });
    }
  });
});

test.each(["csv", "xlsx"])(
  "no cell of an export as %s begins a formula; SKUs keep their zeros",
  async (format) => {
    const [header = [], ...lines] = await cellsOf(await download(`products.${format}`));
    expect(lines.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const line = lines.find(([sku]) => sku === "0007") ?? [];
    const cell = (name: string) => line[header.indexOf(name)];
    expect([
      cell("상품명"),
      cell("옵션1 값"),
      cell("카테고리"),
      cell("판매가"),
      cell("브랜드(영어)"),
    ]).toEqual(['\'=HYPERLINK("http://evil.test")', "'-빨강", "주방 > 컵\\, 잔 | 주방", "12900", "'quoted"]);
  },
);

test("a product that was exported and deleted from the list is made again with all that it had", async () => {
  const [header = [], ...lines] = await cellsOf(await download("products.csv"));
  const renamed = lines
    .filter(([sku]) => sku?.startsWith("000"))
    .map((line) =>
      line.map((cell, at) =>
        header[at] === "SKU" ? `N${cell}` : header[at] === "상품 주소" ? "second" : cell,
      ),
    );
  const quoted = [header, ...renamed].map((line) =>
    line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","),
  );
  const { done } = await desk.run("products", quoted.join("\r\n"));
  expect(done.result).toEqual({ create: 2, update: 0, unchanged: 0, refused: 0 });
  const again = await cellsOf(await download("products.csv"));
  const of = (prefix: string) =>
    again
      .filter(([sku]) => sku?.startsWith(prefix))
      .map((line) => line.filter((_, at) => !["SKU", "상품 주소"].includes(header[at] ?? "")));
  expect(of("N000")).toEqual(of("000"));
});

test("add-ons are named by slug, by SKU, or by a word that is one of them; each once", async () => {
  const fileOf = (cell: string) => `SKU,추가상품,추가상품 제목\nA-1,${cell},\n`;
  const set = async (cell: string) => (await desk.run("products", fileOf(cell))).checked.errors;
  const refusalOf = (cell: string) => desk.errorsOf("products", fileOf(cell));
  const stored = async () => {
    const { body } = await api.request<{ id: string }>("GET", "/api/v1/products/rt-add-ons");
    const read = await api.request<{ addOns: { productId?: string; sku?: string }[]; addOnHeading: string }>(
      ...(["GET", `/api/v1/admin/products/${body.id}`, undefined, desk.staff] as const),
    );
    return [read.body.addOnHeading, ...read.body.addOns.map((each) => each.productId ?? each.sku)];
  };
  expect(await set(`${extra.slug} | 0007 | sku:0007 | SLUG: ${parts.slug}`)).toEqual([]);
  expect(await stored()).toEqual(["=함께", extra.id, "0007", parts.id]);
  expect(await set("(비움)")).toEqual([]);
  expect(await stored()).toEqual(["=함께"]);
  expect(await refusalOf("없는 것")).toEqual(["2 추가상품 UNKNOWN_ADD_ON"]);
  expect(await refusalOf("sku:A-1")).toEqual(["2 추가상품 SELF"]);
  expect(await refusalOf("rt-add-ons")).toEqual(["2 추가상품 SELF"]);
  // G-2 is sold no more, and no add-on any more.
  expect(await refusalOf("sku:G-2")).toEqual(["2 추가상품 UNKNOWN_ADD_ON"]);
  await api.createProduct({ slug: "gift-box" });
  expect(await refusalOf("gift-box")).toEqual(["2 추가상품 AMBIGUOUS"]);
  expect(await set("sku:gift-box")).toEqual([]);
  expect(await stored()).toEqual(["=함께", "gift-box"]);
});

describe("access", () => {
  const key = async (permissions: string[]): Promise<HeaderFields> => {
    const body = { name: "ERP", permissions, expiresInDays: 30 };
    const made = await api.request<{ key: string }>("POST", "/api/v1/admin/api-keys", body, desk.staff);
    expect(made.status).toBe(201);
    return { authorization: `Bearer ${made.body.key}` };
  };

  test("each kind needs its own permission, and an import of another kind is not there", async () => {
    const [products, stock] = [await key(["product:write"]), await key(["stock:adjust"])];
    const [prices, counts] = ["sku,price\n0007,1\n", "sku,수량\n0007,1\n"];
    expect((await desk.upload("stock", counts, products)).status).toBe(403);
    expect((await desk.upload("prices", prices, stock)).status).toBe(403);
    const own = await desk.upload("stock", counts, stock);
    expect(own.status).toBe(201);
    const { id } = own.body;
    for (const [headers, status] of [
      [products, 404],
      [stock, 200],
    ] as const) {
      expect((await desk.dryRun(id, undefined, headers)).status).toBe(status);
      expect((await api.request("GET", `/api/v1/admin/imports/${id}`, undefined, headers)).status).toBe(
        status,
      );
      expect(
        (await api.request("GET", `/api/v1/admin/imports/${id}/errors`, undefined, headers)).status,
      ).toBe(status);
    }
    expect((await desk.commit(id, "x", products)).status).toBe(404);
    const list = async (headers: HeaderFields) =>
      (
        await api.request<{ items: { kind: string }[] }>(
          "GET",
          "/api/v1/admin/imports?limit=100",
          undefined,
          headers,
        )
      ).body.items.map(({ kind }) => kind);
    expect(new Set(await list(products))).toEqual(new Set(["products", "prices"]));
    expect(new Set(await list(stock))).toEqual(new Set(["stock"]));
  });

  test("exports need the permission to read, guests get 401", async () => {
    const reader = await key(["product:read"]);
    const status = async (name: string, headers: HeaderFields = {}) =>
      (await fetch(`${shop.url}/api/v1/admin/exports/${name}`, { headers })).status;
    expect(
      await Promise.all(["products.csv", "prices.xlsx", "stock.csv"].map((name) => status(name, reader))),
    ).toEqual([200, 200, 403]);
    expect([await status("stock.csv"), await status("orders.csv", desk.staff)]).toEqual([401, 404]);
  });
});

test("the errors of an import as CSV are neutral too, and the list is paged", async () => {
  const { id } = (await desk.upload("prices", "sku,price\n=1+1,1\n0007,=2\n")).body;
  await desk.dryRun(id);
  const { body } = await api.request<string>(
    "GET",
    `/api/v1/admin/imports/${id}/errors`,
    undefined,
    desk.staff,
  );
  expect(body).toBe("row,column,value,code\r\n2,sku,'=1+1,FORMAT\r\n3,price,'=2,NUMBER\r\n");
  const page = async (cursor = "") =>
    (
      await api.request<{ items: { id: string }[]; nextCursor: string | null }>(
        "GET",
        `/api/v1/admin/imports?limit=2${cursor && `&cursor=${cursor}`}`,
        undefined,
        desk.staff,
      )
    ).body;
  const first = await page();
  expect([first.items.length, first.items[0]?.id]).toEqual([2, id]);
  const second = await page(first.nextCursor ?? "");
  expect(second.items.map((each) => each.id)).not.toContain(first.items[1]?.id);
});
