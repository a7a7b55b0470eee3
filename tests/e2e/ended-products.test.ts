/** What is gone for good says so in its own words, with the status 404, and is kept for all guests. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client, type Member } from "../support/client.ts";
import { archive } from "./archive.ts";
import { owner } from "./owner.ts";

const shopUrl = inject("shopUrl");
const mark = randomUUID().slice(0, 8);
const slug = `ended-${mark}`;
const former = `once-${mark}`;
let api: Member;
let id: string;

beforeAll(async () => {
  api = await client(shopUrl).signIn(owner.email, owner.password);
  const { body: listed } = await api.request<{ items: { id: string }[] }>("GET", "/api/v1/categories");
  const categoryIds = listed.items.slice(0, 1).map((each) => each.id);
  const variants = [{ sku: `ENDED-${mark}`, options: {}, price: 1_000, stock: 5 }];
  const product = {
    name: `비밀 상품 ${mark}`,
    slug: former,
    status: "active",
    options: [],
    categoryIds,
    variants,
  };
  const added = await api.request<{ id: string }>("POST", "/api/v1/admin/products", product, api.proof);
  expect(added.status).toBe(201);
  id = added.body.id;
  await patch({ slug });
});
afterAll(() => archive(api, [id]));

async function patch(change: object): Promise<void> {
  const path = `/api/v1/admin/products/${id}`;
  const { headers } = await api.request("GET", path, undefined, api.proof);
  const version = { ...api.proof, "if-match": headers.get("etag") ?? "" };
  expect((await api.request("PATCH", path, change, version)).status).toBe(200);
}

const open = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${shopUrl}${path}`, { headers });
  return { answer, html: await answer.text() };
};
const guest: Record<string, string> = {};
const member = () => api.proof as Record<string, string>;

test("an archived product has a page of its own in both languages until it is back", async () => {
  expect((await open(`/p/${slug}`)).answer.status).toBe(200);
  await patch({ status: "archived" });
  await expect.poll(async () => (await open(`/p/${slug}`)).answer.status).toBe(404);
  await expect.poll(async () => (await open(`/p/${former}`)).answer.status).toBe(404);
  for (const headers of [guest, member()]) {
    for (const [path, title] of [
      [`/p/${slug}`, "판매가 끝난 상품이에요"],
      [`/p/${former}`, "판매가 끝난 상품이에요"],
      [`/p/${id}`, "판매가 끝난 상품이에요"],
      [`/en/p/${slug}`, "This product is no longer for sale"],
    ] as const) {
      const { answer, html } = await open(path, headers);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(html).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`));
      // Next.js titles what is not kept for all guests from not-found.tsx.
      const tab = headers === guest ? title : /찾으시는 페이지가 없어요|This page does not exist/.source;
      expect(html).toMatch(new RegExp(`<title>(${tab})`));
      expect(html).toContain('<meta name="robots" content="noindex, follow"/>');
      // It leads to its category, and does not tell what it was.
      expect(html).toMatch(/data-placement="category"/);
      expect(html).not.toContain(`비밀 상품 ${mark}`);
    }
  }
  await patch({ status: "active" });
  await expect.poll(async () => (await open(`/p/${slug}`)).answer.status).toBe(200);
});

test("guests get it from memory, with an ETag", async () => {
  await patch({ status: "archived" });
  await expect.poll(async () => (await open(`/p/${slug}`)).answer.status).toBe(404);
  const { answer } = await open(`/p/${slug}`);
  const etag = answer.headers.get("etag") ?? "";
  expect([answer.headers.get("cache-control"), etag]).toEqual([
    "no-cache",
    expect.stringMatching(/^(W\/)?"/),
  ]);
  expect((await open(`/p/${slug}`)).answer.headers.get("etag")).toBe(etag);
});

test.each([
  [`/c/no-${mark}`, "찾으시는 카테고리가 없어요"],
  [`/en/c/no-${mark}`, "This category does not exist"],
  [`/b/no-${mark}`, "찾으시는 브랜드가 없어요"],
  [`/en/b/no-${mark}`, "This brand does not exist"],
  [`/p/no-${mark}`, "찾으시는 페이지가 없어요"],
])("%s says what is missing", async (path, title) => {
  for (const headers of [{}, member()]) {
    const { answer, html } = await open(path, headers);
    expect(answer.status).toBe(404);
    expect(html).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`));
    expect(html).toContain('<meta name="robots" content="noindex, follow"/>');
  }
});

test("a category without products says so, without filters", async () => {
  const category = { slug: `bare-${mark}`, name: `빈 분류 ${mark}` };
  const { body: made } = await api.request<{ id: string; etag: string }>(
    "POST",
    "/api/v1/admin/categories",
    category,
    api.proof,
  );
  try {
    await expect.poll(async () => (await open(`/c/bare-${mark}`)).answer.status).toBe(200);
    const { html } = await open(`/c/bare-${mark}`);
    expect(html).toContain("아직 상품이 없어요");
    expect(html).not.toContain(">최신순<");
    expect((await open(`/en/c/bare-${mark}`)).html).toContain("Nothing here yet");
  } finally {
    const known = { ...api.proof, "if-match": made.etag };
    await api.request("DELETE", `/api/v1/admin/categories/${made.id}`, undefined, known);
  }
});
