import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import { afterAll, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import type { StaffProduct as StaffProductSchema } from "./staff-schemas.ts";

type StaffProduct = Static<typeof StaffProductSchema>;

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
afterAll(() => shop.stop());

const proof = await api.signInOwner();
const duplicate = (id: string) =>
  api.request<StaffProduct>("POST", `/api/v1/admin/products/${id}/duplicate`, undefined, proof);
const read = async (id: string) =>
  (await api.request<StaffProduct>("GET", `/api/v1/admin/products/${id}`, undefined, proof)).body;

test("a copy is a draft with the same content, a name that says so, and SKUs of its own", async () => {
  const code = randomUUID();
  const { id } = await api.createProduct({
    name: "물결 접시",
    slug: `wave-${code}`,
    description: "한 줄",
    brand: "가마",
    options: [{ name: "색상", values: ["흰색", "검정"] }],
    variants: [
      { sku: `W-${code}`, options: { 색상: "흰색" }, price: 7_000, compareAtPrice: 9_000, stock: 5 },
      { sku: `B-${code}`, options: { 색상: "검정" }, price: 8_000, stock: 5 },
    ],
    translations: { en: { name: "Wave plate", options: { 색상: "Colour" } } },
    tags: ["선물"],
    taxType: "tax_free",
    minQuantity: 2,
    maxQuantity: 6,
    seo: { ko: { title: "접시" } },
  });
  const source = await read(id);
  const { status, body, headers } = await duplicate(id);
  expect([status, headers.get("etag")]).toEqual([201, expect.stringMatching(/^"1\./)]);
  const kept = ["description", "brand", "options", "tags", "taxType", "minQuantity", "maxQuantity", "seo"];
  for (const field of kept) expect(body).toHaveProperty(field, source[field as keyof StaffProduct]);
  expect(body).toMatchObject({
    name: "물결 접시 (복사본)",
    status: "draft",
    inStock: false,
    translations: { en: { name: "Wave plate (copy)", options: { 색상: "Colour" } } },
    variants: source.variants.map(({ options, price }) => ({ options, price, inStock: false })),
  });
  expect(body.variants[0]?.compareAtPrice).toEqual(source.variants[0]?.compareAtPrice);
  const skus = [...source.variants, ...body.variants].map(({ sku }) => sku);
  expect(new Set(skus).size).toBe(4);
  expect([body.id, body.slug]).not.toEqual([source.id, source.slug]);
  expect((await api.request("GET", `/api/v1/products/${body.slug}`)).status).toBe(404);
  expect(await read(id)).toEqual(source);
});

test("copies at one moment, and of a copy, are products apart; long names and SKUs fit", async () => {
  const { id } = await api.createProduct({ name: "가".repeat(200), variants: [{ sku: "S".repeat(64) }] });
  const copies = await Promise.all(Array.from({ length: 5 }, () => duplicate(id)));
  expect(copies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  const again = await duplicate(copies[0]?.body.id ?? "");
  const all = [...copies, again].map(({ body }) => body);
  expect(new Set(all.map(({ slug }) => slug)).size).toBe(6);
  expect(new Set(all.flatMap(({ variants }) => variants.map(({ sku }) => sku))).size).toBe(6);
});

test("an unknown product has no copy", async () => {
  expect((await duplicate(randomUUID())).status).toBe(404);
});
