import { expect, it } from "vitest";
import { cursorOf, ordersPath } from "./order-page.ts";

it("takes a page's place in the list from its address, and begins at the beginning for anything else", () => {
  expect(cursorOf("eyJpZCI6IjEifQ")).toBe("eyJpZCI6IjEifQ");
  for (const odd of [undefined, "", ["a", "b"], "x".repeat(501)]) expect(cursorOf(odd)).toBeNull();
});

it("writes the place into the address so that it comes back as it was", () => {
  const path = ordersPath("a+b/c=&?");
  expect(new URL(path, "http://shop.test").searchParams.get("cursor")).toBe("a+b/c=&?");
  expect(ordersPath(null)).toBe("/account/orders");
});
