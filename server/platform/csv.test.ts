import { expect, test } from "vitest";
import { csvLine, withFormula, withoutFormula } from "./csv.ts";

test.each([
  [`=HYPERLINK("http://evil.test","x")`, `"'=HYPERLINK(""http://evil.test"",""x"")"\r\n`],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0\r\n"],
  ["-2+3", "'-2+3\r\n"],
  ["@SUM(1)", "'@SUM(1)\r\n"],
  ["\t=1", "'\t=1\r\n"],
  ["\r=1", `"'\r=1"\r\n`],
  ["\n=1", `"'\n=1"\r\n`],
  ["＝1+1", "'＝1+1\r\n"],
])("the cell %j cannot begin a formula", (cell, line) => expect(csvLine([cell])).toBe(line));

test.each(["-5", "-182746"])("the negative number %s stays one", (cell) =>
  expect(csvLine([cell])).toBe(`${cell}\r\n`),
);

test("cells with commas, quotes and line ends stay one cell; null is empty", () => {
  expect(csvLine(["a,b", 'say "hi"', "two\nlines", null, "", "홍길동", "1-2"])).toBe(
    '"a,b","say ""hi""","two\nlines",,,홍길동,1-2\r\n',
  );
});

test.each(["=1+1", "'=1+1", "''-", "'", "'tis", "-5", "'-5", "-5+1", "홍길동", "", "\t", "＝1"])(
  "the text %j is the same after both ways",
  (text) => expect(withFormula(withoutFormula(text))).toBe(text),
);
