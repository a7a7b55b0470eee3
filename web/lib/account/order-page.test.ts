import { expect, it } from "vitest";
import { cursorOf, ordersPath } from "./order-page.ts";

it("reads the cursor from the address, and starts at the beginning for anything else", () => {
  expect(cursorOf("eyJpZCI6IjEifQ")).toBe("eyJpZCI6IjEifQ");
  for (const odd of [undefined, "", ["a", "b"], "x".repeat(501)]) expect(cursorOf(odd)).toBeNull();
});

it("writes the cursor into the address so that it reads back unchanged", () => {
  const path = ordersPath("a+b/c=&?");
  expect(new URL(path, "http://shop.test").searchParams.get("cursor")).toBe("a+b/c=&?");
  expect(ordersPath(null)).toBe("/account/orders");
});
