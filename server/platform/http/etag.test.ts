import { expect, test } from "vitest";
import { isKnown } from "./etag.ts";

test.each([
  [undefined, false],
  ["", false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", W/"a" ,"c"', true],
  ['"b","c"', false],
  ["*", true],
  [" * ", true],
  ['"*"', false],
  ["a", false],
])("If-None-Match: %s", (header, known) => {
  expect(isKnown(header, '"a"')).toBe(known);
});
