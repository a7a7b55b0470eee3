import { expect, test } from "vitest";
import { inOrderOf } from "./personal-order.ts";

const items = (letters: string) => [...letters].map((id) => ({ id }));
const order = (listed: string, ids: string) =>
  inOrderOf(items(listed), [...ids])
    .map(({ id }) => id)
    .join("");

test("what the order names takes its places in that order, and the rest stays where it is", () => {
  expect(order("abcd", "dcba")).toBe("dcba");
  // b is sold out: the order of a person leaves it out.
  expect(order("abcd", "dca")).toBe("dbca");
});

test("what is not on the page changes nothing, and without an order all stays", () => {
  expect(order("abcd", "xdyza")).toBe("dbca");
  expect(order("abcd", "")).toBe("abcd");
});
