import { expect, test } from "vitest";
import { measureAndThing } from "./unit-spellings.ts";

test.each([
  ["500ml물병", ["500ml", "물병"]],
  ["500밀리물병", ["500밀리", "물병"]],
  ["20리터배낭", ["20리터", "배낭"]],
  ["500g꿀", ["500g", "꿀"]],
  ["꿀250그람", ["꿀", "250그람"]],
  ["접시26cm", ["접시", "26cm"]],
  ["100×150러그", ["100×150", "러그"]],
  ["60x90cm러그", ["60x90cm", "러그"]],
  ["a4액자", ["a4", "액자"]],
])("%s is a measure and a thing", (word, parts) => {
  expect(measureAndThing(word)).toEqual(parts);
});

test.each(["500밀리리터", "1.2리터", "60x90cm", "a4", "24조각", "3켤레", "머그1", "물병", "500"])(
  "%s is no measure beside a thing",
  (word) => {
    expect(measureAndThing(word)).toBe(null);
  },
);
