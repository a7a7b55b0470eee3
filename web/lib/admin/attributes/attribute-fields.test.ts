import { describe, expect, test } from "vitest";
import type { StaffAttribute } from "../../api/types.ts";
import {
  attributeEditOf,
  attributeFieldsOf,
  codeFrom,
  emptyAttribute,
  isCode,
  newAttributeOf,
} from "./attribute-fields.ts";

const stored: StaffAttribute = {
  id: "01a22162-ea8f-7911-9733-75d3cc15d111",
  code: "material",
  type: "choice",
  several: true,
  name: "소재",
  unit: null,
  translations: { en: { name: "Material" } },
  choices: [
    { code: "wool", name: "울", translations: { en: { name: "Wool" } } },
    { code: "cotton", name: "면" },
  ],
  facet: true,
  required: false,
  everywhere: false,
  categoryIds: ["b", "a"],
  position: 3,
  etag: '"1"',
};

describe("an edit", () => {
  const fields = attributeFieldsOf(stored);

  test("names nothing that was not touched", () => {
    expect(attributeEditOf(stored, fields)).toEqual({});
  });

  test("keeps the codes of choices, and gives new ones a code of their own", () => {
    const [wool = { code: "", name: "", englishName: "" }] = fields.choices;
    const choices = [
      { ...wool, name: "양모" },
      { code: "", name: "리넨", englishName: "Linen" },
      { code: "", name: "삼베", englishName: "" },
      { code: "", name: "모시", englishName: "" },
      { code: "", name: "또 리넨", englishName: "linen" },
      { code: "", name: " ", englishName: "" },
    ];
    expect(attributeEditOf(stored, { ...fields, choices }).choices?.map(({ code }) => code)).toEqual([
      "wool",
      "linen",
      "choice-1",
      "choice-2",
      "linen-1",
    ]);
  });

  test("clears what was emptied", () => {
    expect(attributeEditOf(stored, { ...fields, englishName: " ", categoryIds: [] })).toEqual({
      translations: {},
      categoryIds: [],
    });
  });
});

test("what another type has is not sent", () => {
  const typed = { ...emptyAttribute, code: "weight", name: "무게", unit: "g", several: true };
  const choices = [{ code: "", name: "하나", englishName: "" }];
  expect(newAttributeOf({ ...typed, type: "number", choices })).toMatchObject({
    unit: "g",
    several: false,
    choices: [],
  });
  expect(newAttributeOf({ ...typed, type: "choice", choices })).toMatchObject({ unit: null, several: true });
});

test("codes are those that the API takes", () => {
  expect([codeFrom("Net weight (g)"), codeFrom("2nd colour"), codeFrom("소재")]).toEqual([
    "net-weight-g",
    "nd-colour",
    "",
  ]);
  expect(["material", "m_1-a", "1a", "Big", ""].map(isCode)).toEqual([true, true, false, false, false]);
});
