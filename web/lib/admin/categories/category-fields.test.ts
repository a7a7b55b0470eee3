import { expect, test } from "vitest";
import type { StaffCategory } from "../../api/types.ts";
import {
  categoryEditOf,
  emptyFields,
  fieldsOf,
  newCategoryOf,
  reverseOf,
  slugFrom,
} from "./category-fields.ts";

const stored: StaffCategory = {
  id: "1",
  slug: "cups",
  name: "컵",
  description: "따뜻해요",
  parentId: "top",
  position: 3,
  translations: { en: { name: "Cups" } },
  image: null,
  productCount: 2,
  etag: '"4"',
};

test("an edit sends only what was changed, tidied", () => {
  const fields = fieldsOf(stored);
  expect(categoryEditOf(stored, fields)).toEqual({});
  expect(categoryEditOf(stored, { ...fields, name: "  큰 컵 ", parentId: "" })).toEqual({
    name: "큰 컵",
    parentId: null,
  });
  expect(categoryEditOf(stored, { ...fields, englishName: "" })).toEqual({ translations: {} });
  expect(categoryEditOf(stored, { ...fields, englishDescription: "Warm" })).toEqual({
    translations: { en: { name: "Cups", description: "Warm" } },
  });
});

test("an edit is taken back with what was stored; a move with the place too", () => {
  expect(reverseOf(stored, { name: "큰 컵" })).toEqual({ name: "컵" });
  expect(reverseOf(stored, { parentId: null })).toEqual({ parentId: "top", position: 3 });
  expect(reverseOf(stored, { translations: {} })).toEqual({ translations: { en: { name: "Cups" } } });
});

test("a new category lies where it was asked for, and has no empty translation", () => {
  expect(newCategoryOf({ ...emptyFields("top"), name: "잔", slug: "glasses" })).toEqual({
    name: "잔",
    slug: "glasses",
    parentId: "top",
    description: "",
    translations: {},
  });
});

test.each([
  ["Bowls & Plates", "bowls-plates"],
  ["Café", "cafe"],
  ["그릇", ""],
])("%s becomes %s", (name, slug) => expect(slugFrom(name)).toBe(slug));
