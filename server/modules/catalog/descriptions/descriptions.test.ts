import { afterAll, describe, expect, inject, test } from "vitest";
import { type ApiResponse, client, type Problem, type Product } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { connect } from "../../../platform/db/db.ts";
import { startTestShop } from "../../../testing.ts";
import { importDesk } from "../../imports/imports.fixture.ts";
import { attacks } from "./attacks.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const db = connect({ url: shop.databaseUrl, size: 2 });
afterAll(async () => {
  await db.close();
  await replica.stop();
  await shop.stop();
});

interface Described {
  readonly id: string;
  readonly description: string;
  readonly descriptionHtml: string | null;
  readonly translations: {
    readonly en?: { readonly description?: string; readonly descriptionHtml?: string };
  };
}

const page = async (id: string, language = "ko", from = api) =>
  (await from.request<Product>("GET", `/api/v1/products/${id}`, undefined, { "accept-language": language }))
    .body;
const addressOf = (id: string) => `/api/v1/admin/products/${id}`;
async function edit<Body = Described>(id: string, change: unknown): Promise<ApiResponse<Body>> {
  const { headers } = await api.request("GET", addressOf(id), undefined, owner);
  return api.request<Body>("PATCH", addressOf(id), change, {
    ...owner,
    "if-match": headers.get("etag") ?? "",
  });
}
const shown = ({ description, descriptionHtml }: Pick<Described, "description" | "descriptionHtml">) => [
  description,
  descriptionHtml,
];
const total = async (q: string) =>
  (await api.request<{ total: number }>("GET", `/api/v1/products?${new URLSearchParams({ q })}`)).body.total;

describe("a description with a form", () => {
  test("is sanitised when a product is made, and its text is made of it, in both languages", async () => {
    const { id } = await api.createProduct({
      description: "남는 글",
      descriptionHtml: '<h2 onclick="x()">누빔이불</h2><p>면 <b>100%</b></p><script>x()</script>',
      translations: {
        en: { name: "Quilt", descriptionHtml: '<p>Soft &amp; <a href="javascript:x">warm</a></p>' },
      },
    });
    expect(shown(await page(id))).toEqual([
      "누빔이불\n면 100%",
      "<h2>누빔이불</h2><p>면 <strong>100%</strong></p>",
    ]);
    expect(shown(await page(id, "en"))).toEqual(["Soft & warm", "<p>Soft &amp; warm</p>"]);
    const { body } = await api.request<Described>("GET", addressOf(id), undefined, owner);
    expect(body.translations.en).toEqual({
      name: "Quilt",
      description: "Soft & warm",
      descriptionHtml: "<p>Soft &amp; warm</p>",
    });
  });

  test("is found by its words and not by its tags", async () => {
    await api.createProduct({ descriptionHtml: "<blockquote>꽃무늬자수</blockquote><p>strong</p>" });
    expect([await total("꽃무늬자수"), await total("blockquote")]).toEqual([1, 0]);
  });

  test("in Korean alone is shown on English pages, and an English text without a form has none", async () => {
    const { id } = await api.createProduct({ descriptionHtml: "<p>글</p>" });
    expect(shown(await page(id, "en"))).toEqual(["글", "<p>글</p>"]);
    await edit(id, { translations: { en: { description: "words" } } });
    expect(shown(await page(id, "en"))).toEqual(["words", null]);
  });

  test("is shown by every process at once; another text clears it, the same text does not", async () => {
    const { id } = await api.createProduct({ description: "처음" });
    expect(shown(await page(id))).toEqual(["처음", null]);
    await page(id, "ko", other);
    expect(shown((await edit(id, { descriptionHtml: "<p>a</p><p>b</p>" })).body)).toEqual([
      "a\nb",
      "<p>a</p><p>b</p>",
    ]);
    expect(shown(await page(id, "ko", other))).toEqual(["a\nb", "<p>a</p><p>b</p>"]);
    expect(shown((await edit(id, { description: "a\nb", brand: "온유" })).body)).toEqual([
      "a\nb",
      "<p>a</p><p>b</p>",
    ]);
    expect(shown((await edit(id, { descriptionHtml: null })).body)).toEqual(["a\nb", null]);
    await edit(id, { descriptionHtml: "<p>c</p>" });
    expect(shown((await edit(id, { description: "d" })).body)).toEqual(["d", null]);
    await edit(id, { descriptionHtml: "<p>c</p>" });
    expect(shown((await edit(id, { descriptionHtml: "<p><br></p>" })).body)).toEqual(["", null]);
  });

  test("goes along with a copy, and an edit that changes nothing makes no version", async () => {
    const { id } = await api.createProduct({ descriptionHtml: "<ul><li>하나</li></ul>" });
    const copy = await api.request<Described>("POST", `${addressOf(id)}/duplicate`, undefined, owner);
    expect(shown(copy.body)).toEqual(["하나", "<ul><li>하나</li></ul>"]);
    const before = await api.request("GET", addressOf(id), undefined, owner);
    const after = await edit(id, { descriptionHtml: '<ul class="x"><li>하나</li></ul>' });
    expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
  });

  test("is cleared when a version of the shop that knows text alone changes the text", async () => {
    const { id } = await api.createProduct({ descriptionHtml: "<p>글</p>" });
    const html = async () => (await api.request<Described>("GET", addressOf(id), undefined, owner)).body;
    await db.script(`UPDATE catalog.products SET description = '글', name = '이름' WHERE id = '${id}'`);
    expect(shown(await html())).toEqual(["글", "<p>글</p>"]);
    await db.script(`UPDATE catalog.products SET description = '다른 글' WHERE id = '${id}'`);
    expect(shown(await html())).toEqual(["다른 글", null]);
  });

  test("that is too long is refused, also when it becomes so by its entities", async () => {
    const { id } = await api.createProduct();
    const codes = async (descriptionHtml: string) => {
      const { status, body } = await edit<Problem>(id, { descriptionHtml });
      return [status, ...(body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)];
    };
    expect(await codes(`<p>${"가".repeat(30_000)}</p>`)).toEqual([400, "/descriptionHtml MAX_LENGTH"]);
    expect(await codes(`<p>${"&".repeat(10_000)}</p>`)).toEqual([400, "/descriptionHtml MAX_LENGTH"]);
    expect(await codes(`<p>${"가".repeat(20_001)}</p>`)).toEqual([400, "/descriptionHtml MAX_LENGTH"]);
    expect(await codes(`<p>${"가".repeat(20_000)}</p>`)).toEqual([200]);
  });

  test("is refused from who may not edit products", async () => {
    const { id } = await api.createProduct();
    const member = await api.signUp();
    const change = { descriptionHtml: "<p>x</p>" };
    expect((await api.request("PATCH", addressOf(id), change)).status).toBe(401);
    expect((await member.request("PATCH", addressOf(id), change)).status).toBe(403);
  });
});

test("a text with signs of HTML stays text", async () => {
  const { id } = await api.createProduct({ description: "<b>10 < 20 & 30</b>" });
  expect(shown(await page(id))).toEqual(["<b>10 < 20 & 30</b>", null]);
});

test("no known attack passes the API, in either language", async () => {
  const { id } = await api.createProduct();
  for (const attack of attacks) {
    const descriptionHtml = `<p>글</p>${attack}`;
    const { status } = await edit(id, { descriptionHtml, translations: { en: { descriptionHtml } } });
    expect.soft(status, attack).toBe(200);
    for (const language of ["ko", "en"]) {
      const { descriptionHtml: html } = await page(id, language);
      expect.soft(html, attack).not.toMatch(/<(?!\/?(p|td|a|strong|table|blockquote)\b)/);
      expect.soft(html, attack).not.toMatch(/<[^>]*(\son|style|src|javascript|data:|id=|target)/i);
    }
  }
});

describe("files of staff", () => {
  test("carry the HTML: a row makes, edits and clears it, and what is wrong names its column", async () => {
    const desk = await importDesk(api);
    const file = (cells: string, header = "sku,name,price,상세 설명 HTML,Description HTML (English)") =>
      `${header}\n${cells}`;
    await desk.run("products", file('HTML-1,이불,1000,<p>면<script>x</script></p>,"<p>Cotton, white</p>"'));
    const found = await api.request<{ items: { id: string }[] }>(
      "GET",
      "/api/v1/admin/products?q=HTML-1",
      undefined,
      owner,
    );
    const { id = "" } = found.body.items[0] ?? {};
    const read = async () => (await api.request<Described>("GET", addressOf(id), undefined, owner)).body;
    expect(shown(await read())).toEqual(["면", "<p>면</p>"]);
    expect((await read()).translations.en?.descriptionHtml).toBe("<p>Cotton, white</p>");
    const same = await desk.run("products", file('HTML-1,이불,1000,<p>면</p>,"<p>Cotton, white</p>"'));
    expect(same.done.result).toMatchObject({ unchanged: 1, update: 0 });
    const untouched = await desk.run("products", file("HTML-1,면", "sku,상세 설명"));
    expect(untouched.done.result).toMatchObject({ unchanged: 1, update: 0 });
    expect(shown(await read())).toEqual(["면", "<p>면</p>"]);
    await desk.run("products", file("HTML-1,솜", "sku,상세 설명"));
    expect(shown(await read())).toEqual(["솜", null]);
    await desk.run("products", file("HTML-1,이불,1000,(비움),(비움)"));
    expect((await read()).translations.en?.descriptionHtml).toBeUndefined();
    const long = `<p>${"&".repeat(10_000)}</p>`;
    expect(await desk.errorsOf("products", file(`HTML-1,이불,1000,${long},${long}`))).toEqual([
      "2 상세 설명 HTML MAX_LENGTH",
      "2 Description HTML (English) MAX_LENGTH",
    ]);
  });
});
