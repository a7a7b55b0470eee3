import { expect, test } from "vitest";
import { missingFields, sampleOf, withColumn } from "./columns.ts";

test("a column is chosen for one field alone", () => {
  const mapping = { sku: "코드", name: "이름" };
  expect(withColumn(mapping, "price", "가격")).toEqual({ ...mapping, price: "가격" });
  expect(withColumn(mapping, "name", "코드")).toEqual({ name: "코드" });
  expect(withColumn(mapping, "name", "")).toEqual({ sku: "코드" });
});

test("the sample of a column is its first value", () => {
  const file = { columns: ["a", "b"], sample: [["1", " "], ["2", "둘"], ["3"]] };
  expect([sampleOf(file, "a"), sampleOf(file, "b"), sampleOf(file, "c"), sampleOf(file, undefined)]).toEqual([
    "1",
    "둘",
    "",
    "",
  ]);
});

test("required fields without a column are named by their titles", () => {
  const fields = [
    { name: "sku", title: "SKU", required: true },
    { name: "price", title: "판매가", required: true },
    { name: "brand", title: "브랜드", required: false },
  ];
  expect(missingFields(fields, { sku: "코드" })).toEqual(["판매가"]);
});
