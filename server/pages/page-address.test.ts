import { readdir } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIRST_PARTS, pageAddressOf } from "./page-address.ts";

const targetOf = (url: string) => pageAddressOf(url, "document")?.target ?? null;

describe("a page is kept under one address", () => {
  test.each([
    ["/", "/"],
    ["/en", "/en"],
    ["/products", "/products"],
    ["/en/c/tea-coffee", "/en/c/tea-coffee"],
    ["/en/b/onyu?sort=price&x=1", "/en/b/onyu?sort=price"],
    ["/p/linen-tea-towel", "/p/linen-tea-towel"],
    ["/terms", "/terms"],
    ["/en/policies/marketing_sms", "/en/policies/marketing_sms"],
    // Addresses without a page share one.
    ["/wp-admin", "/no-page"],
    ["/wp-admin/install?x=1", "/no-page"],
    ["/en/%ED%95", "/en/no-page"],
    // Parameters that change nothing.
    ["/?utm_source=mail&fbclid=1", "/"],
    ["/p/cup?option.size=L&_rsc=1x2", "/p/cup"],
    ["/products?", "/products"],
    ["/products?page=2&q=", "/products"],
    // One form: sorted, trimmed, the first value of each.
    ["/products?sort=price&q=%EC%BB%B5", "/products?q=%EC%BB%B5&sort=price"],
    ["/products?q=+tea++&q=coffee", "/products?q=tea"],
    ["/products?q=%E1%84%8E%E1%85%A1", "/products?q=%EC%B0%A8"],
    [
      "/c/tea?option.%EC%83%89=%EB%B8%94%EB%9E%99&brand=a%2Cb",
      "/c/tea?brand=a%2Cb&option.%EC%83%89=%EB%B8%94%EB%9E%99",
    ],
    ["/products?onSale=true", "/products?onSale=true"],
    [
      "/products?attribute.weight=1..2&attribute=1&attribute.weight=7",
      "/products?attribute.weight=1..2&attribute.weight=7",
    ],
    // A value that has a comma stands alone in its parameter.
    ["/products?brand=Salt%2C+Pepper&brand=", "/products?brand=Salt%2C+Pepper&brand="],
    ["/products?brand=&brand=+", "/products"],
  ])("%s → %s", (url, target) => expect(targetOf(url)).toBe(target));

  test("filters and searches are chosen by visitors, all other pages are fixed", () => {
    expect(pageAddressOf("/products?q=tea", "document")).toMatchObject({ kind: "chosen", language: "ko" });
    expect(pageAddressOf("/en/products?utm_source=x", "navigation")).toMatchObject({
      kind: "fixed",
      language: "en",
    });
  });

  test("an address in its one form keeps it", () => {
    const names = fc.constantFrom("q", "brand", "option.색상", "option.", "cursor", "utm_source", "Q");
    const query = fc.array(fc.tuple(names, fc.string({ unit: "grapheme", maxLength: 8 })), { maxLength: 4 });
    fc.assert(
      fc.property(query, fc.constantFrom("/products", "/en/c/tea", "/p/cup", "/"), (pairs, path) => {
        const target = targetOf(`${path}?${new URLSearchParams(pairs)}`);
        if (target !== null) expect(targetOf(target)).toBe(target);
      }),
    );
  });
});

test.each([
  "/cart",
  "/checkout",
  "/orders/1",
  "/account",
  "/sign-in?next=/",
  "/.env",
  "/robots.txt",
  "/sitemap/1.xml",
  "/_next/static/chunks/1.js",
  "/ko",
  "/en/",
  "/products/",
  "//products",
  "/p/",
  "/p/a/b",
  "/p/%2e%2e",
  "/p/Cup",
  `/p/${"a".repeat(121)}`,
  `/products?q=${"a".repeat(1_000)}`,
  "/account/unknown",
  "http://other.test/products",
])("%s is no shared page", (url) => expect(pageAddressOf(url, "document")).toBeNull());

test("the pages of the web are known by the first parts of their addresses", async () => {
  const groups = await Promise.all(
    ["(shop)", "(checkout)", "(admin)"].map((group) =>
      readdir(new URL(`../../web/app/[locale]/${group}`, import.meta.url), { withFileTypes: true }),
    ),
  );
  const folders = groups.flat().flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  expect(folders.filter((name) => !name.startsWith("[")).sort()).toEqual([...FIRST_PARTS].sort());
});
