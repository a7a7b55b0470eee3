import { expect, test } from "vitest";
import { linkOf } from "./link-of.ts";

test.each([
  ["https://example.com/a?b=1", "https://example.com/a?b=1"],
  [" example.com/이불 ", "https://example.com/%EC%9D%B4%EB%B6%88"],
  ["help@shop.example", "mailto:help@shop.example"],
  ["/c/mugs", "/c/mugs"],
  ["//evil.test", null],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["머그", null],
  ["", null],
])("the link of %j is %j", (typed, href) => {
  expect(linkOf(typed)).toBe(href);
});
