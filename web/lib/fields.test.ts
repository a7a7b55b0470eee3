import { expect, it } from "vitest";
import { isEmail, isPhone, isPostcode, tidy } from "./fields.ts";

it("reads full-width digits and stray spaces as a shopper means them", () => {
  expect(tidy(" ０１０－１２３４ ")).toBe("010-1234");
  expect(tidy(null)).toBe("");
});

it("knows a phone number, an e-mail address and a postcode when it sees one", () => {
  expect(["010-1234-5678", "+82 10 1234 5678", "0212345678"].every(isPhone)).toBe(true);
  expect(["", "공일공", "010", "++8210"].some(isPhone)).toBe(false);
  expect(isEmail("kim@jangteo.test")).toBe(true);
  expect(["kim", "kim@", "kim@shop", "a b@c.de"].some(isEmail)).toBe(false);
  expect(isPostcode("03187")).toBe(true);
  expect(["3187", "031-87", "135-080"].some(isPostcode)).toBe(false);
});
