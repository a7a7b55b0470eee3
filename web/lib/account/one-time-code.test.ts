import { expect, it } from "vitest";
import { codesFile, inFours, isCode, readCode } from "./one-time-code.ts";

it("shows a secret in groups of four", () => {
  expect(inFours("JBSWY3DPEHPK3PXPAB")).toBe("JBSW Y3DP EHPK 3PXP AB");
  expect(inFours("")).toBe("");
});

it.each(["123456", " 123 456 ", "123-456", "１２３４５６"])("reads the code out of %j", (typed) => {
  expect(readCode(typed)).toBe("123456");
});

it("accepts only six digits as a code", () => {
  expect(isCode("012345")).toBe(true);
  for (const wrong of ["", "12345", "1234567", "12a456"]) expect(isCode(wrong)).toBe(false);
});

it("writes recovery codes one per line under their heading", () => {
  expect(codesFile("달상점", ["a-1", "b-2"])).toBe("달상점\n\na-1\nb-2\n");
});
