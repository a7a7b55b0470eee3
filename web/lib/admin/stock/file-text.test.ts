import { expect, test } from "vitest";
import { textOf } from "./file-text.ts";

const text = "상품,수량\r\nCUP-1,12";
const wide = [...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]);
const swapped = wide.map((_, at) => wide[at ^ 1] ?? 0);
const korean = [0xbb, 0xf3, 0xc7, 0xb0, 0x2c, 0xbc, 0xf6, 0xb7, 0xae, ...Buffer.from("\r\nCUP-1,12")];

test.each<[string, readonly number[]]>([
  ["UTF-8", [...Buffer.from(text)]],
  ["UTF-8 with its mark", [0xef, 0xbb, 0xbf, ...Buffer.from(text)]],
  ["UTF-16 with its mark", [0xff, 0xfe, ...wide]],
  ["UTF-16 of the other order", [0xfe, 0xff, ...swapped]],
  ["UTF-16 without a mark", wide],
  ["UTF-16 of the other order without a mark", swapped],
  ["CP949", korean],
])("a list of counts is read in %s", (_, bytes) => {
  expect(textOf(new Uint8Array(bytes))).toBe(text);
});

test("an empty file is an empty list", () => {
  expect(textOf(new Uint8Array())).toBe("");
});
