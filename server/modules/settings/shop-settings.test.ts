import { expect, test } from "vitest";
import { hasCheckDigit } from "../../platform/business-number.ts";
import { differencesBetween, maskedRecordOf, noSettings, withChange } from "./shop-settings.ts";

test.each(["123-45-67891", "1208147521", "220-81-62517", "124-81-00998", "000-00-00000"])(
  "%s is a business number",
  (number) => {
    expect(hasCheckDigit(number)).toBe(true);
  },
);

test("of ten numbers that differ in the last digit, one is right", () => {
  const numbers = Array.from({ length: 10 }, (_, digit) => `220-81-6251${digit}`);
  expect(numbers.filter(hasCheckDigit)).toEqual(["220-81-62517"]);
});

test("two digits that changed places are noticed", () => {
  expect(hasCheckDigit("202-81-62517")).toBe(false);
});

test("a change leaves the settings that it was made from as they are", () => {
  const before = withChange(noSettings, { name: { ko: "달" }, seller: { email: "a@shop.test" } });
  const copy = structuredClone(before);
  const after = withChange(before, { name: null, seller: { phone: "+8215881234" }, story: null });
  expect(before).toEqual(copy);
  expect(after.seller).toMatchObject({ email: "a@shop.test", phone: "+8215881234" });
  expect(noSettings.seller.email).toBeNull();
});

test("what was stored by an older version has all of today's settings", () => {
  expect(withChange(noSettings, { name: { ko: "달", en: null }, seller: { email: "a@shop.test" } })).toEqual({
    ...noSettings,
    name: { ko: "달", en: null },
    seller: { ...noSettings.seller, email: "a@shop.test" },
  });
});

test("the record of a change names no person in clear, before or after", () => {
  const before = withChange(noSettings, { seller: { privacyOfficer: { ko: "홍길동", en: "Gildong Hong" } } });
  const after = withChange(before, { seller: { privacyOfficer: { ko: "김철수" } } });
  expect(maskedRecordOf(differencesBetween(before, after))).toEqual({
    before: { "/seller/privacyOfficer": { ko: "홍*동", en: "G**********g" } },
    after: { "/seller/privacyOfficer": { ko: "김*수", en: null } },
  });
});
