import { expect, test } from "vitest";
import type { StaffBrand } from "../../api/types.ts";
import { brandEditOf, brandFieldsOf, newBrandOf } from "./brand-fields.ts";

const brand: StaffBrand = {
  id: "01a22162-ea8f-7911-9733-75d3cc15d111",
  name: "온유",
  slug: "onyu",
  description: "그릇",
  translations: { en: { name: "Onyu" } },
  image: null,
  formerNames: [],
  productCount: 3,
  etag: '"1"',
};
const fields = brandFieldsOf(brand);

test("an edit names what was changed alone; translations are sent as a whole", () => {
  expect(brandEditOf(brand, fields)).toEqual({});
  expect(brandEditOf(brand, { ...fields, name: "다온", slug: "", description: "" })).toEqual({
    name: "다온",
    description: "",
  });
  expect(brandEditOf(brand, { ...fields, englishDescription: "Bowls" })).toEqual({
    translations: { en: { name: "Onyu", description: "Bowls" } },
  });
  expect(brandEditOf(brand, { ...fields, englishName: "" })).toEqual({ translations: {} });
});

test("a new brand is sent without an address that was left empty", () => {
  expect(newBrandOf({ ...brandFieldsOf(undefined), name: "가온" })).toEqual({
    name: "가온",
    description: "",
    translations: {},
  });
});
