/** A product outside its sales period has its page, which says so and offers nothing to buy. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client, type Member } from "../support/client.ts";
import { archive } from "./archive.ts";
import { owner } from "./owner.ts";

const shopUrl = inject("shopUrl");
const mark = randomUUID().slice(0, 8);
const HOUR_MS = 3_600_000;
let api: Member;
const made: string[] = [];
beforeAll(async () => {
  api = await client(shopUrl).signIn(owner.email, owner.password);
});
afterAll(() => archive(api, made));

async function pageOf(name: string, period: { salesFrom?: string; salesUntil?: string }, language = "") {
  const slug = `${name}-${mark}`;
  const variants = [
    { sku: `PERIOD-${name}-${mark}`, options: {}, price: 1_000, compareAtPrice: 2_000, stock: 5 },
  ];
  const product = { name: `기간 한정 ${mark}`, slug, status: "active", options: [], variants, ...period };
  const added = await api.request<{ id: string }>("POST", "/api/v1/admin/products", product, api.proof);
  expect(added.status).toBe(201);
  made.push(added.body.id);
  return (await fetch(`${shopUrl}${language}/p/${slug}`)).text();
}

const later = new Date(Date.now() + HOUR_MS).toISOString();
const before = new Date(Date.now() - HOUR_MS).toISOString();

test.each([
  ["during it", { salesFrom: before, salesUntil: later }, "", "장바구니 담기", "InStock"],
  ["after it", { salesUntil: before }, "", "판매가 끝난 상품이에요", "OutOfStock"],
  ["after it, in English", { salesUntil: before }, "/en", "This product is no longer for sale", "OutOfStock"],
  ["before it", { salesFrom: later }, "", "부터 판매해요", "OutOfStock"],
])("the page %s", async (name, period, language, words, availability) => {
  const html = await pageOf(name.replaceAll(/[^a-z]+/g, "-"), period, language);
  expect(html).toContain(words);
  // The same price as while it is sold, with the discount.
  expect(html).toMatch(/<s>.*(2,000원|₩2,000)<\/s>/);
  expect(html).toContain(`https://schema.org/${availability}`);
  expect(html.includes("data-buy-bar")).toBe(availability === "InStock");
});
