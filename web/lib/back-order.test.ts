import { expect, test } from "vitest";
import type { Variant } from "./api/types.ts";
import { backOrderNotes, dayInWords } from "./back-order.ts";

const now = new Date("2026-11-29T00:00:00Z");

test.each([
  ["2026-12-03", "ko", "12월 3일"],
  ["2026-12-03", "en", "3 Dec"],
  ["2027-01-09", "ko", "2027년 1월 9일"],
  ["2027-01-09", "en", "9 Jan 2027"],
] as const)("%s in %s is %s", (day, locale, words) => {
  expect(dayInWords(day, now, locale)).toBe(words);
});

test("variants that are owed have a note behind their options; one stands for all if it is the same", () => {
  const variant = (colour: string, backOrder?: Variant["backOrder"]): Variant => ({
    ...{
      id: colour,
      sku: colour,
      price: { amount: 1, currency: "KRW" },
      tiers: [],
      available: 999,
      image: null,
    },
    options: { 색상: colour },
    ...(backOrder && { backOrder }),
  });
  const options = [{ name: "색상", values: ["흰색"], label: "Colour", valueLabels: { 흰색: "White" } }];
  const words = { from: (day: string) => `${day}부터`, unknown: "들어오는 대로" };
  const notes = (...variants: Variant[]) => backOrderNotes({ options, variants }, words, now, "ko");
  const owed = variant("흰색", { expectedAt: "2026-12-03" });
  expect(notes(owed, variant("검정"))).toEqual(["White: 12월 3일부터"]);
  expect(notes(owed, variant("검정", { expectedAt: "2026-12-03" }))).toEqual(["12월 3일부터"]);
  expect(notes(variant("검정", { expectedAt: null }))).toEqual(["들어오는 대로"]);
  expect(notes(variant("검정"))).toEqual([]);
});
