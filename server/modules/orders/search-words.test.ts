import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digitWindows, isOneWindow, patternsOf, rareSearch } from "./search-words.ts";

describe("windows of digits", () => {
  test("are each four that follow one another, once", () => {
    expect(digitWindows("12345")).toEqual([1234, 2345]);
    expect(digitWindows("er0003@")).toEqual([3]);
    expect(digitWindows("1212-12121")).toEqual([1212, 2121]);
  });

  test("are for words that have four, and few letters", () => {
    for (const word of ["123", "12-34", "abc1234", "kim_1234", "머그컵 1234"])
      expect(digitWindows(word)).toBe(null);
    expect(digitWindows("kim1234".slice(1))).toEqual([1234]);
  });

  test("leave out the 0 that a number has inside its country", () => {
    expect(digitWindows("01012345")).toEqual([1012, 123, 1234, 2345]);
    expect(digitWindows("0003")).toEqual([3]);
  });

  test("stand for the words where they are four digits alone", () => {
    for (const word of ["1234", "-1234", " (1234) "]) expect(isOneWindow(word), word).toBe(true);
    for (const word of ["12345", "@1234", "12-34", "1234-5"]) expect(isOneWindow(word), word).toBe(false);
  });

  test("find what few have, where there are any; else the patterns do", () => {
    expect(rareSearch("010-123")).toEqual({ kind: "byWords", windows: [] });
    expect(rareSearch("1234")).toEqual({ kind: "byWindow", windows: [1234] });
    expect(rareSearch("12345")).toEqual({ kind: "byDigits", windows: [1234, 2345] });
  });

  test("of a part are among those of the whole", () => {
    const text = fc.stringMatching(/^[0-9a-c@ -]{0,24}$/);
    fc.assert(
      fc.property(text, fc.nat(24), fc.nat(24), (whole, from, to) => {
        const known = [...whole.matchAll(/(?=(\d{4}))/g)].map(([, window]) => Number(window));
        for (const window of digitWindows(whole.slice(from, to)) ?? []) expect(known).toContain(window);
      }),
    );
  });
});

test("digits with separators may be a part of a phone number, with or without the 0 of its country", () => {
  expect(patternsOf("1234-56")).toEqual(["%1234-56%", "%123456%"]);
  expect(patternsOf("010-1234")).toEqual(["%010-1234%", "%0101234%", "%+82101234%"]);
  expect(patternsOf("1234")).toEqual(["%1234%"]);
  expect(patternsOf("010")).toEqual(["%010%", "%+8210%"]);
  expect(patternsOf("1-2")).toEqual(["%1-2%"]);
  expect(patternsOf("50%_a")).toEqual(["%50\\%\\_a%"]);
});
