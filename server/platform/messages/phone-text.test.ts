import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText, mobileNumber, SMS_BYTES, textBytes, typeOfText } from "./phone-text.ts";

test("a text of 90 bytes in EUC-KR is an SMS, and one more makes it an LMS", () => {
  expect(textBytes("가a1 ")).toBe(5);
  expect(typeOfText("가".repeat(45))).toBe("SMS");
  expect(typeOfText(`${"가".repeat(45)}.`)).toBe("LMS");
  expect(typeOfText("a".repeat(SMS_BYTES))).toBe("SMS");
});

test("a cut text fits, begins as the whole one, and splits no character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 60 }), (text, maxBytes) => {
      const cut = cutText(text, maxBytes);
      expect(textBytes(cut)).toBeLessThanOrEqual(maxBytes);
      if (cut !== text) expect(text.startsWith(cut.slice(0, -1))).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
    }),
  );
});

test.each([
  ["+821012345678", "01012345678"],
  ["+82111234567", "0111234567"],
  ["+8221234567", null],
  ["+8215881234", null],
  ["+14155550123", null],
  ["", null],
])("messages go to Korean mobile phones alone: %s", (e164, national) => {
  expect(mobileNumber(e164)).toBe(national);
});
