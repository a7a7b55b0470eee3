import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { MAX_SLUG, readAddress } from "./addresses.ts";

const web = fileURLToPath(new URL("..", import.meta.url));
const UUID = "01a22162-ea8f-7911-9733-75d3cc15d112";
const kindOf = (path: string) => readAddress(path).kind;

/** Examples for the parts of an address that are no fixed words. */
const examples: Record<string, string> = {
  "p/[slug]": "p/cup",
  "c/[slug]": "c/tea",
  "orders/[id]": `orders/${UUID}`,
  "orders/[id]/receipt": `orders/${UUID}/receipt`,
  "account/addresses/[id]": `account/addresses/${UUID}`,
  "policies/[code]": "policies/over14",
  "sitemap/[part]": "sitemap/1.xml",
  "admin/products/[id]": `admin/products/${UUID}`,
  "admin/stock/[sku]": "admin/stock/MUG-1.5_L",
  "admin/price-lists/[id]": `admin/price-lists/${UUID}`,
  "admin/imports/[id]": `admin/imports/${UUID}`,
  "admin/orders/[id]": `admin/orders/${UUID}`,
  "admin/members/[id]": `admin/members/${UUID}`,
  "admin/coupons/[id]": `admin/coupons/${UUID}`,
  "admin/claims/[id]": `admin/claims/${UUID}`,
};
const addressOf = (file: string): string => {
  const parts = file.split("/").slice(0, -1);
  const path = parts.filter((part) => part !== "[locale]" && !part.startsWith("(")).join("/");
  return `/${examples[path] ?? path}`;
};

describe("the addresses of the shop", () => {
  const pages = globSync("**/page.tsx", { cwd: `${web}app` }).filter((file) => !file.includes("[...rest]"));

  test.each(pages)("%s is a page in both languages", (file) => {
    const address = addressOf(file);
    expect(["page", "staffPage", "product", "category", "brand", "memberAddress"]).toContain(kindOf(address));
    expect(kindOf(`/en${address}`.replace(/\/$/, ""))).toBe(kindOf(address));
  });

  test.each([
    ...globSync("**/route.ts", { cwd: `${web}app` }).map(addressOf),
    ...globSync("*", { cwd: `${web}public` }).map((file) => `/${file}`),
  ])("%s is a file, and only outside the languages", (address) => {
    expect(kindOf(address)).toBe("file");
    expect(kindOf(`/en${address}`)).toBe("noFile");
  });

  test.each([
    "/nowhere",
    "/en/nowhere",
    "/cart/2",
    "/p",
    "/p/",
    "/p/cup/more",
    "/p/%ED%95",
    `/p/${"a".repeat(MAX_SLUG + 1)}`,
    "/orders/%25",
    "/orders",
    "/account/addresses/1",
    "/policies/terms",
    "/_next/data",
  ])("%s names nothing", (address) => expect(kindOf(address)).toBe("unknown"));

  test.each(["/wp-login.php", "/.env", "/en/robots.txt", "/a.b/c", "/sitemap/1000.xml"])(
    "%s is no file of the shop",
    (address) => expect(kindOf(address)).toBe("noFile"),
  );
});

test("names are read as the visitor typed them, up to the API's longest", () => {
  expect(readAddress("/en/p/%EC%BB%B5")).toEqual({ kind: "product", name: "컵" });
  expect(readAddress("/en/b/onyu")).toEqual({ kind: "brand", name: "onyu" });
  expect(readAddress("/c/a.b")).toEqual({ kind: "category", name: "a.b" });
  const openapi = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
  const [idOrSlug] = openapi.paths["/api/v1/products/{idOrSlug}"].get.parameters;
  expect(idOrSlug.schema.maxLength).toBe(MAX_SLUG);
});
