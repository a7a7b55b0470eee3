import { expect, test } from "vitest";
import { formatPhone, parsePhone } from "./phone.ts";

test.each([
  "010-1234-5678",
  "01012345678",
  "010 1234 5678",
  "010.1234.5678",
  "+82 10-1234-5678",
  "+82-10-1234-5678",
  "+82 (0)10 1234 5678",
  "82-10-1234-5678",
  " ０１０－１２３４－５６７８ ",
  "010–1234–5678",
])("%s is one number", (typed) => {
  expect(parsePhone(typed)).toBe("+821012345678");
});

test.each([
  ["02-123-4567", "+8221234567"],
  ["02-1234-5678", "+82212345678"],
  ["031-123-4567", "+82311234567"],
  ["064-1234-5678", "+826412345678"],
  ["070-1234-5678", "+827012345678"],
  ["0507-1234-5678", "+8250712345678"],
  ["0504-123-4567", "+825041234567"],
  ["011-123-4567", "+82111234567"],
  ["080-123-4567", "+82801234567"],
  ["+12025550123", "+12025550123"],
  ["+4930123456", "+4930123456"],
])("%s is stored as %s, and reads back", (typed, stored) => {
  expect(parsePhone(typed)).toBe(stored);
  expect(formatPhone(stored)).toBe(typed);
  expect(parsePhone(formatPhone(stored))).toBe(stored);
});

test.each([
  "",
  "010",
  "010-1234-567",
  "010-1234-56789",
  "1234567",
  "012-1234-5678",
  "+82",
  "+1",
  "+1234567890123456",
  "00000000000",
  "010-1234-567a",
  "+82+10-1234-5678",
  "전화 010-1234-5678",
  "010-1234-5678; DROP",
])("%s is no number", (typed) => {
  expect(parsePhone(typed)).toBeNull();
});

test("a hundred thousand digits are no number, and take no time", () => {
  expect(parsePhone("0".repeat(100_000))).toBeNull();
});
