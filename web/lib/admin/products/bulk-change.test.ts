import { describe, expect, it } from "vitest";
import { changeOf } from "./bulk-change.ts";

describe("the change of many products", () => {
  it.each([
    ["archived", "", { status: "archived" }],
    ["addTag", " 연말 ", { addTags: ["연말"] }],
    ["removeTag", "연말", { removeTags: ["연말"] }],
    ["addCategory", "id", { addCategoryIds: ["id"] }],
    ["removeCategory", "id", { removeCategoryIds: ["id"] }],
    ["brand", "온유", { brand: "온유" }],
    ["brand", "", { brand: null }],
    ["percent", "-10", { price: { percent: -10, rounding: "nearest", to: 10 } }],
    ["amount", "500", { price: { amount: 500, rounding: "nearest", to: 10 } }],
  ] as const)("%s %j", (action, typed, change) => {
    expect(changeOf(action, typed)).toEqual(change);
  });

  it.each([
    ["addTag", " "],
    ["addCategory", ""],
    ["percent", ""],
    ["percent", "1.5"],
    ["amount", "x"],
  ] as const)("is none while %s is %j", (action, typed) => {
    expect(changeOf(action, typed)).toBeNull();
  });
});
