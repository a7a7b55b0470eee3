import { expect, it } from "vitest";
import { readPartLines, writePartLines } from "./part-lines.ts";

const parts = [
  { sku: "CUP-1", quantity: 2 },
  { sku: "SAUCER", quantity: 1 },
];

it("reads what it writes, and what people type", () => {
  expect(readPartLines(writePartLines(parts))).toEqual({ parts });
  expect(readPartLines(" CUP-1 × 2 \n\nSAUCER\n")).toEqual({ parts });
  expect(readPartLines("ＣＵＰ-１, 2\nSAUCER x1")).toEqual({ parts });
  expect(readPartLines("")).toEqual({ parts: [] });
});

it.each(["CUP 1 2", "CUP 0", "컵 2", "CUP -1"])("names the line %j, which is no part", (line) => {
  expect(readPartLines(`SAUCER 1\n${line}`)).toEqual({ wrong: line });
});
