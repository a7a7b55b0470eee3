import { expect, it } from "vitest";
import { readCountLines, tidySku } from "./count-lines.ts";

it("reads lines of a sheet, of a file and of people", () => {
  const text = '\uFEFFsku,counted\r\nCUP-1,12\r\n"SAUCER","0"\r\n\r\nＢＯＷＬ．２\t３\nJAR 4\nLID;5';
  expect(readCountLines(text)).toEqual({
    counts: [
      { sku: "CUP-1", counted: 12, line: 2 },
      { sku: "SAUCER", counted: 0, line: 3 },
      { sku: "BOWL.2", counted: 3, line: 5 },
      { sku: "JAR", counted: 4, line: 6 },
      { sku: "LID", counted: 5, line: 7 },
    ],
    wrong: [],
  });
});

it("takes the names of columns in any language for a heading", () => {
  for (const heading of [
    "상품,수량",
    "바코드\t센 수량",
    "Code;Pieces",
    "sku counted",
    "On hand,item_code",
    "Item No.,Qty",
    "SKU 코드,수량",
  ])
    expect(readCountLines(`${heading}\nJAR,1`).wrong).toEqual([]);
});

it.each(["CUP,three", "CUP three", "sku,three", "컵,세 개"])(
  "tells of the first line %j, which names no columns",
  (line) => {
    expect(readCountLines(`${line}\nJAR,1`).wrong).toEqual([{ line: 1, text: line }]);
  },
);

it("adds up a SKU that lies on two shelves", () => {
  expect(readCountLines("CUP,2\nCUP,3").counts).toEqual([{ sku: "CUP", counted: 5, line: 1 }]);
});

it.each(["컵,2", "CUP", "CUP,-1", "CUP,1.5", "CUP,많이", "CUP,12345678", "A B,2", ",3"])(
  "names the line %j, which is no count",
  (line) => {
    const { counts, wrong } = readCountLines(`JAR,1\n${line}`);
    expect([counts.length, wrong]).toEqual([1, [{ line: 2, text: line }]]);
  },
);

it("a heading is one only in the first line", () => {
  expect(readCountLines("JAR,1\nsku,counted").wrong).toEqual([{ line: 2, text: "sku,counted" }]);
  expect(readCountLines("SKU-1,7").counts).toEqual([{ sku: "SKU-1", counted: 7, line: 1 }]);
});

it("a SKU of a Korean keyboard's wide letters is the same", () => {
  expect(tidySku(" ＣＵＰ－１ ")).toBe("CUP-1");
});
