import { expect, test } from "vitest";
import { lineOptions } from "./claim-options.ts";

const claim = { lines: [{ lineId: "a", variantId: "red", quantity: 2 }] };
const option = (variantId: string, available: number) => ({
  ...{ variantId, available, sku: variantId, name: `컵 (${variantId})`, options: variantId },
});

test("staff may send the options of which there are as many pieces as come back", () => {
  const items = [option("red", 9), option("blue", 2), option("green", 1)];
  expect(lineOptions(claim, { ok: true, data: { lines: [{ lineId: "a", items }] } })).toEqual({
    a: [{ variantId: "blue", label: "blue" }],
  });
  expect(lineOptions(claim, { ok: true, data: { lines: [] } })).toEqual({});
});

test("options that could not be read are not the same as none", () => {
  const problem = { status: 503, code: "DATABASE_UNAVAILABLE", title: "" };
  expect(lineOptions(claim, { ok: false, problem })).toBeNull();
});
