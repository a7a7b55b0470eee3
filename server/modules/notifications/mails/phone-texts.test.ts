import { expect, test } from "vitest";
import { writeMessage } from "../messages/service/queue-message.ts";
import { advertisement, isNight } from "./advertising.ts";
import { sampleValues } from "./phone-samples.ts";
import { filledText, messageKinds, messageTexts, variablesOf } from "./phone-texts.ts";

test.each([
  ["2026-11-29T20:59:59+09:00", false],
  ["2026-11-29T21:00:00+09:00", true],
  ["2026-11-30T00:00:00+09:00", true],
  ["2026-11-30T07:59:59+09:00", true],
  ["2026-11-30T08:00:00+09:00", false],
])("night in Korea: %s is %s", (at, night) => {
  expect(isNight(new Date(at))).toBe(night);
});

const values = { ...sampleValues("order_paid", "ko", "https://shop.test"), shop: "장터" };
const place = { kind: "order_paid", language: "ko" } as const;

test("lines that advertise are in a text of their own, with the mark and the way out", () => {
  const closing = { closing: "{name}님께 쿠폰을 드려요.", advertises: true };
  const given = writeMessage(place, values, closing, { optOutNumber: "0801234567" });
  expect(given.text).not.toContain("쿠폰");
  expect(given.advertising).toMatch(
    /^\(광고\)\[장터\] [\s\S]+\n김서연님께 쿠폰을 드려요\.\n무료수신거부 0801234567$/,
  );
  expect(writeMessage(place, values, closing, { optOutNumber: null }).advertising).toBeNull();
});

test("other lines are in every text, without a mark", () => {
  const closing = { closing: "{shop}: 문의는 평일에 주세요.", advertises: false };
  const given = writeMessage(place, values, closing, { optOutNumber: "0801234567" });
  expect(given.text).toMatch(/\n장터: 문의는 평일에 주세요\.$/);
  expect(given.advertising).toBeNull();
  expect(advertisement("A", "080")).toBe("(광고)A\n무료수신거부 080");
});

test("what a buyer wrote is text, also where it looks like a placeholder", () => {
  const written = filledText("#{name} #{number}", { name: "#{number}", number: "7" });
  expect(written).toBe("#{number} 7");
  expect(() => filledText("#{name}", {})).toThrow("no value for name");
});

test("every text has a sample for all that it names, in both languages", () => {
  for (const kind of messageKinds) {
    for (const language of ["ko", "en"] as const) {
      const sample = { ...sampleValues(kind, language, "https://shop.test"), shop: "장터" };
      expect(filledText(messageTexts[kind][language], sample)).not.toContain("#{");
      expect(Object.keys(variablesOf(messageTexts[kind][language], sample))).toContain("link");
    }
  }
});
