import { expect, test } from "vitest";
import type { StaffAttribute } from "../../api/types.ts";
import { attributeInputsOf, attributesFor, attributeValuesOf, wrongNumbers } from "./attribute-values.ts";

const attribute = (code: string, more: Partial<StaffAttribute> = {}): StaffAttribute => ({
  id: code,
  code,
  type: "text",
  several: false,
  name: code,
  unit: null,
  translations: {},
  choices: [],
  facet: false,
  required: false,
  everywhere: true,
  categoryIds: [],
  position: 0,
  etag: '"1"',
  ...more,
});
const all = [
  attribute("note"),
  attribute("weight", { type: "number" }),
  attribute("organic", { type: "boolean" }),
  attribute("care", { type: "choice", several: true }),
];

test("values are the same after they were in the form", () => {
  const values = { note: "손으로", weight: 2.5, organic: false, care: ["hand"] };
  expect(attributeValuesOf(all, attributeInputsOf(values))).toEqual(values);
});

test("what is empty is left out, and numbers are read as people write them", () => {
  expect(attributeValuesOf(all, { note: " ", weight: "１,200", organic: "", care: false })).toEqual({
    weight: 1_200,
  });
  expect(wrongNumbers(all, { weight: "무거움", note: "x" })).toEqual(["weight"]);
  expect(wrongNumbers(all, { weight: "" })).toEqual([]);
});

test("a product may have what its categories and those above them have, and keeps what it has", () => {
  const row = (id: string, depth: number) => ({ id, depth, name: id, slug: id });
  const tree = [row("top", 0), row("below", 1), row("deep", 2), row("beside", 1), row("other", 0)];
  const own = ["top", "below", "deep", "other"].map((id) =>
    attribute(`of-${id}`, { everywhere: false, categoryIds: [id] }),
  );
  const codes = (ids: string[], stored = {}) =>
    attributesFor([...own, attribute("all")], tree, ids, stored).map(({ code }) => code);
  expect(codes(["below"])).toEqual(["of-top", "of-below", "all"]);
  expect(codes(["beside"])).toEqual(["of-top", "all"]);
  expect(codes([], { "of-other": "x" })).toEqual(["of-other", "all"]);
});
