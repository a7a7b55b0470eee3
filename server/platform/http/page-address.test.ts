import fc from "fast-check";
import { expect, test } from "vitest";
import { readablePageAddress } from "./page-address.ts";

test.each([
  ["/p/%ED%95", "/p/%25ED%2595"],
  ["/p/%", "/p/%25"],
  ["/products?q=100%&sort=price", "/products?q=100%25&sort=price"],
  ["/p/%00", "/p/%2500"],
  ["/p/%ED%95%9C", "/p/%ED%95%9C"],
  ["/p/cup", "/p/cup"],
  ["//other.test/p/cup", "/other.test/p/cup"],
  ["///", "/"],
])("the page %s is read as %s", (url, read) => expect(readablePageAddress(url)).toBe(read));

test.each(["/api/v1/products/%ED%95", "/internal/cart/%", "/.well-known/%", "//api/v1/products"])(
  "%s, where programs call, stays as it is",
  (url) => expect(readablePageAddress(url)).toBe(url),
);

test("every address of a page can be decoded, and decodable ones are unchanged", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("%", "E", "D", "9", "5", "0", "a", "/") }), (path) => {
      const read = readablePageAddress(`/${path}`);
      expect(decodeURIComponent(read)).not.toContain("\0");
      expect(readablePageAddress(read)).toBe(read);
    }),
  );
});
