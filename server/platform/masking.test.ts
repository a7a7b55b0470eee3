import { expect, test } from "vitest";
import { maskEmail, maskName, maskPhone } from "./masking.ts";

test.each([
  ["홍길동", "홍*동"],
  ["철수", "철*"],
  ["남궁민수", "남**수"],
  ["가", "*"],
  ["홍길동".normalize("NFD"), "홍*동"],
  ["김🍎이", "김*이"],
  ["John Smith", "J********h"],
  [" ", "*"],
])("the name %s shows as %s", (name, shown) => expect(maskName(name)).toBe(shown));

test.each([
  ["gildong@shop.kr", "gi***@shop.kr"],
  ["abc@shop.kr", "a***@shop.kr"],
  ["a@shop.kr", "***@shop.kr"],
  ["홍길동@상점.kr", "홍***@상점.kr"],
])("the e-mail %s shows as %s", (email, shown) => expect(maskEmail(email)).toBe(shown));

test.each([
  ["+821012345678", "010-****-5678"],
  ["010-1234-5678", "010-****-5678"],
  ["+82212345678", "02-****-5678"],
  ["+14155550123", "141-****-0123"],
  ["119", "****"],
])("the phone number %s shows as %s", (phone, shown) => expect(maskPhone(phone)).toBe(shown));
