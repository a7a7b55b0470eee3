import { expect, test } from "vitest";
import { createProductIndex } from "../product-index/product-index.ts";
import { soundAlikes } from "./sound-alikes.ts";

const index = createProductIndex();
index.put({
  ...{ id: "00000000-0000-7000-8000-000000000000", createdAt: 0 },
  ...{ name: "도마", nameEn: null, brand: null, brandEn: null, labels: {}, attributes: {} },
  ...{ price: 1_000, inStock: true, ratingRank: 0, soldLately: 0, categoryIds: [] },
  variants: [{ options: {}, price: 1_000, onSale: false, inStock: true }],
  words: "도마 100\n스면 10\n포근하다 10",
});
index.words.settle();

const found = (typed: string): string[] => soundAlikes(index, typed).ofShop.map(({ word }) => word);

test.each([
  ["또마", ["도마"]],
  ["똠아", ["도마"]],
  ["수면", []],
  ["쓰면", ["스면"]],
  ["뽀끈하다", ["포근하다"]],
])("a short word of descriptions is found only by one that is almost the same: %s", (typed, words) => {
  expect(found(typed)).toEqual(words);
});
