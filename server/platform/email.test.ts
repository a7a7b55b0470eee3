import { expect, test } from "vitest";
import { LONGEST_EMAIL, readEmail } from "./email.ts";

test.each([
  ["kim@shop.test", "kim@shop.test"],
  [" Kim.Dong-Gil+news@Shop.TEST ", "Kim.Dong-Gil+news@shop.test"],
  ["ｋｉｍ＠ｓｈｏｐ．ｔｅｓｔ", "kim@shop.test"],
  ["kim@한국.test", "kim@xn--3e0b707e.test"],
  ["kim@한국.test".normalize("NFD"), "kim@xn--3e0b707e.test"],
  ["kim@메일.한국", "kim@xn--h32bq4v.xn--3e0b707e"],
  ["kim@xn--3e0b707e.test", "kim@xn--3e0b707e.test"],
  ["kim@MÜLLER.example", "kim@xn--mller-kva.example"],
  ["o'neil@shop.test", "o'neil@shop.test"],
  ["a@b.co", "a@b.co"],
])("%s is the address %s", (typed, email) => {
  expect(readEmail(typed)).toBe(email);
  expect(readEmail(email)).toBe(email);
});

test.each([
  "",
  "kim",
  "kim@",
  "@shop.test",
  "kim@shop",
  "kim@@shop.test",
  "kim@shop.test@evil.test",
  "길동@shop.test",
  "ㅏㅑㅡ@naver.com",
  ".kim@shop.test",
  "kim.@shop.test",
  "ki..m@shop.test",
  '"kim"@shop.test',
  "kim lee@shop.test",
  "kim@shop .test",
  "kim@shop..test",
  "kim@.shop.test",
  "kim@shop.test.",
  "kim@-shop.test",
  "kim@shop_mail.test",
  "kim@1.2.3.4",
  "kim@[127.0.0.1]",
  "kim@0x7f.1",
  "kim@shop.test:25",
  "kim@shop.test/x",
  "kim@%73hop.test",
  "kim@shop.test?x",
  "Kim <kim@shop.test>",
  "kim@shop.test,lee@shop.test",
  "kim@shop.test\r\nBcc: lee@shop.test",
  "kim\0@shop.test",
  "kim@sh\u200bop.t\u0000est",
  `${"k".repeat(65)}@shop.test`,
  `kim@${"a".repeat(64)}.test`,
  `kim@${"abcdefgh.".repeat(30)}test`,
])("%j is no address", (typed) => {
  expect(readEmail(typed)).toBeNull();
});

test("the longest address is one of 254 characters", () => {
  const domain = `${"abcdefg.".repeat(24)}test`;
  const longest = `${"k".repeat(LONGEST_EMAIL - domain.length - 1)}@${domain}`;
  expect([longest.length, readEmail(longest)]).toEqual([254, longest]);
  expect(readEmail(`k${longest}`)).toBeNull();
});
