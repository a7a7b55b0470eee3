import { expect, it } from "vitest";
import { localePath, withoutLocale } from "./paths.ts";

it("leaves Korean paths bare and puts /en before English ones", () => {
  expect(localePath("ko", "/cart")).toBe("/cart");
  expect(localePath("en", "/cart")).toBe("/en/cart");
  expect(localePath("en", "/")).toBe("/en");
});

it("removes exactly the language that it added", () => {
  for (const path of ["/", "/cart", "/c/tea", "/en-route"])
    expect(withoutLocale(localePath("en", path))).toBe(path);
  expect(withoutLocale("/english")).toBe("/english");
});
