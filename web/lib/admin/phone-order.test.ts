import { expect, test } from "vitest";
import { readLines } from "./phone-order.ts";

test("lines of goods are read with any separator, and a SKU that stands twice is added up", () => {
  expect(readLines("MUG-01 2\n\n TEA.2 , １０ \r\nMUG-01\t3\nBOWL_x x 1")).toEqual({
    lines: [
      { sku: "MUG-01", quantity: 5 },
      { sku: "TEA.2", quantity: 10 },
      { sku: "BOWL_x", quantity: 1 },
    ],
  });
  expect(readLines(" \n")).toEqual({ lines: [] });
});

test("the first wrong line is named", () => {
  for (const text of ["MUG-01 2\nMUG-02", "MUG-01 1\n머그 2", "MUG-01 1\nMUG-02 0"])
    expect(readLines(text)).toEqual({ wrong: 2 });
});
