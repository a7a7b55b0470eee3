import { readFileSync } from "node:fs";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { inputTexts } from "./input-texts.ts";
import { bodyReader, keywordCodes } from "./validation.ts";

test("a value that is none of several words is one problem, and another value another one", () => {
  const method = Type.Union([Type.Literal("CARD"), Type.Literal("TRANSFER"), Type.Literal("EASY_PAY")]);
  const read = bodyReader(Type.Object({ first: method, second: method }));
  expect(read({ first: "GOLD", second: "GOLD" })).toMatchObject({
    problems: [
      { pointer: "/first", code: "UNKNOWN_VALUE" },
      { pointer: "/second", code: "UNKNOWN_VALUE" },
    ],
  });
});

describe("the code of an input problem", () => {
  test("has a text in both languages, whatever keyword of a schema it comes from", () => {
    expect(Object.values(keywordCodes).filter((code) => !(code in inputTexts))).toEqual([]);
  });

  test("is a word of its own and not the library's keyword", () => {
    expect(keywordCodes).toMatchObject({
      additionalProperties: "UNKNOWN_FIELD",
      required: "REQUIRED",
      minLength: "MIN_LENGTH",
      pattern: "FORMAT",
    });
    for (const code of Object.keys(inputTexts)) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  test("is in the table of the how-to", () => {
    const guide = new URL("../../../docs/how-to/add-an-input-problem.md", import.meta.url);
    const rows = [...readFileSync(guide, "utf8").matchAll(/^\s*\| `(\w+)` +\| `([A-Z_]+)`/gm)];
    expect(Object.fromEntries(rows.map(([, keyword, code]) => [keyword, code]))).toEqual(keywordCodes);
  });
});
