/** A product page that had another address leads to the one of today, for guests and members. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client, type Member } from "../support/client.ts";
import { owner } from "./owner.ts";

const shopUrl = inject("shopUrl");
const mark = randomUUID().slice(0, 8);
let api: Member;
let id: string;

async function patch(body: unknown) {
  const path = `/api/v1/admin/products/${id}`;
  const { headers } = await api.request("GET", path, undefined, api.proof);
  return api.request("PATCH", path, body, { ...api.proof, "if-match": headers.get("etag") ?? "" });
}

beforeAll(async () => {
  api = await client(shopUrl).signIn(owner.email, owner.password);
  const variants = [{ sku: `MOVED-${mark}`, options: {}, price: 1_000 }];
  const product = {
    name: `이사한 상품 ${mark}`,
    slug: `first-${mark}`,
    status: "active",
    options: [],
    variants,
  };
  const added = await api.request<{ id: string }>("POST", "/api/v1/admin/products", product, api.proof);
  expect(added.status).toBe(201);
  id = added.body.id;
});
// The other tests buy what the demo sells.
afterAll(() => patch({ status: "archived" }));

const open = async (path: string, headers: Record<string, string> = {}) => {
  const { status, headers: answered } = await fetch(`${shopUrl}${path}`, { headers, redirect: "manual" });
  const target = answered.get("location");
  if (target === null) return [status, null];
  const { pathname, search } = new URL(target, shopUrl);
  return [status, `${pathname}${search}`];
};

test("both languages are redirected for good, from the page cache and past it", async () => {
  // The page cache keeps the page under its first address.
  expect(await open(`/p/first-${mark}`)).toEqual([200, null]);
  expect(await open(`/en/p/first-${mark}`)).toEqual([200, null]);
  expect((await patch({ slug: `second-${mark}` })).status).toBe(200);
  expect((await patch({ slug: `third-${mark}` })).status).toBe(200);
  for (const headers of [{}, api.proof as Record<string, string>, { cookie: "access=none" }]) {
    for (const former of [`first-${mark}`, `second-${mark}`, id]) {
      await expect.poll(() => open(`/p/${former}`, headers)).toEqual([308, `/p/third-${mark}`]);
      await expect.poll(() => open(`/en/p/${former}`, headers)).toEqual([308, `/en/p/third-${mark}`]);
    }
    expect(await open(`/p/third-${mark}`, headers)).toEqual([200, null]);
  }
});

test("so are former addresses of a brand and of a category, with what else the address says", async () => {
  const send = async (method: string, path: string, body?: unknown, etag?: string) => {
    const headers = { ...api.proof, ...(etag && { "if-match": etag }) };
    const answer = await api.request<{ id: string; etag: string }>(
      method,
      `/api/v1/admin/${path}`,
      body,
      headers,
    );
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const brand = await send("POST", "brands", { name: `이사한 상회 ${mark}`, slug: `b1-${mark}` });
  const category = await send("POST", "categories", { name: `이사한 분류 ${mark}`, slug: `c1-${mark}` });
  expect((await patch({ brand: `이사한 상회 ${mark}` })).status).toBe(200);
  const kinds = [
    ["b", brand, `brands/${brand.id}`],
    ["c", category, `categories/${category.id}`],
  ] as const;
  for (const [kind, { etag }, path] of kinds) {
    await expect.poll(() => open(`/${kind}/${kind}1-${mark}`)).toEqual([200, null]);
    await send("PATCH", path, { slug: `${kind}2-${mark}` }, etag);
    for (const headers of [{}, api.proof as Record<string, string>]) {
      await expect
        .poll(() => open(`/${kind}/${kind}1-${mark}`, headers))
        .toEqual([308, `/${kind}/${kind}2-${mark}`]);
      await expect
        .poll(() => open(`/en/${kind}/${kind}1-${mark}?sort=price`, headers))
        .toEqual([308, `/en/${kind}/${kind}2-${mark}?sort=price`]);
      await expect.poll(() => open(`/${kind}/${kind}2-${mark}`, headers)).toEqual([200, null]);
    }
  }
  await send("DELETE", `categories/${category.id}`);
  await expect.poll(() => open(`/c/c1-${mark}`)).toEqual([404, null]);
});

test("a product that is not in the shop leads nowhere", async () => {
  expect((await patch({ status: "draft" })).status).toBe(200);
  await expect.poll(() => open(`/p/first-${mark}`)).toEqual([404, null]);
  expect((await patch({ status: "active" })).status).toBe(200);
  await expect.poll(() => open(`/p/first-${mark}`)).toEqual([308, `/p/third-${mark}`]);
});
