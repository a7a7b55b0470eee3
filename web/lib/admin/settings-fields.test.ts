import { describe, expect, test } from "vitest";
import type { ShopSettings } from "../api/types.ts";
import {
  changeOf,
  fieldsShown,
  inputsByPlace,
  missingInputs,
  pointsIn,
  settingsSections,
  valuesOf,
  withDifferences,
} from "./settings-fields.ts";

const words = (ko: string, en: string | null = null) => ({ ko, en });
const settings: ShopSettings = {
  name: words("달상점", "Moon Shop"),
  title: null,
  description: null,
  hero: { eyebrow: null, title: words("달을 닮은\n그릇"), text: null, action: null, picture: null },
  story: {
    eyebrow: null,
    title: words("이야기"),
    points: [
      { title: words("하나"), text: words("첫째") },
      { title: words("둘"), text: words("둘째", "second") },
    ],
    picture: null,
  },
  banner: { title: null, text: null, action: null, category: null, picture: null },
  seller: {
    tradeName: words("달상회"),
    representative: null,
    businessNumber: "123-45-67891",
    mailOrderNumber: null,
    address: null,
    phone: null,
    email: null,
    hours: null,
    hosting: null,
    privacyOfficer: null,
  },
  payment: { bank: null, accountNumber: null, holder: null, approvalAbove: 50_000 },
  notice: null,
};
const typed = (changes: Record<string, string>) => ({ ...valuesOf(settings), ...changes });

test("every field of the settings but the pictures has its inputs", () => {
  const places = new Set(settingsSections.flatMap(({ fields }) => fields.map(({ place }) => place)));
  const inSection = ["hero", "story", "banner", "seller", "payment"] as const;
  const own = Object.keys(settings).filter((name) => !inSection.some((section) => section === name));
  const inside = inSection.flatMap((section) =>
    Object.keys(settings[section])
      .filter((name) => name !== "picture" && name !== "points")
      .map((name) => `${section}/${name}`),
  );
  expect([...own, ...inside].filter((place) => !places.has(place))).toEqual([]);
});

test("an amount is sent as a number, and what is no number as it was typed", () => {
  const amount = (value: string) => changeOf(settings, typed({ "payment/approvalAbove": value }));
  expect(amount("300,000")).toEqual({ payment: { approvalAbove: 300_000 } });
  expect(amount("")).toEqual({ payment: { approvalAbove: null } });
  expect(amount("많이")).toEqual({ payment: { approvalAbove: "많이" } });
});

test("what was not touched is not sent, whatever its line ends", () => {
  expect(changeOf(settings, valuesOf(settings))).toEqual({});
  expect(changeOf(settings, typed({ "hero/title/ko": "달을 닮은\r\n그릇 " }))).toEqual({});
});

test("a changed field is sent whole, a cleared one as null", () => {
  expect(changeOf(settings, typed({ "name/ko": "해상점" }))).toEqual({ name: words("해상점", "Moon Shop") });
  expect(changeOf(settings, typed({ "name/en": "" }))).toEqual({ name: words("달상점") });
  const seller = { "seller/businessNumber": "", "seller/phone": " 02-123-4567 " };
  expect(changeOf(settings, typed(seller))).toEqual({
    seller: { businessNumber: null, phone: "02-123-4567" },
  });
});

describe("the points of the story", () => {
  test("are sent together, without those that were emptied", () => {
    const emptied = { "story/points/0/title/ko": "", "story/points/0/text/ko": "" };
    const added = { "story/points/2/title/ko": "셋", "story/points/2/text/ko": "셋째" };
    expect(changeOf(settings, typed({ ...emptied, ...added }))).toEqual({
      story: {
        points: [
          { title: words("둘"), text: words("둘째", "second") },
          { title: words("셋"), text: words("셋째") },
        ],
      },
    });
  });

  test("show as many inputs as there are points", () => {
    const story = settingsSections.find(({ name }) => name === "story");
    const shown = fieldsShown(story ?? { name: "story", fields: [] }, pointsIn(settings));
    expect(shown.filter(({ point }) => point !== undefined).map(({ place }) => place)).toEqual([
      "story/points/0/title",
      "story/points/0/text",
      "story/points/1/title",
      "story/points/1/text",
    ]);
  });
});

test("English needs Korean beside it, and a point both its parts", () => {
  expect(missingInputs(valuesOf(settings))).toEqual([]);
  expect(missingInputs(typed({ "notice/en": "Closed on Monday" }))).toEqual(["notice/ko"]);
  expect(missingInputs(typed({ "story/points/0/text/ko": "" }))).toEqual(["story/points/0/text/ko"]);
});

test("the API's errors find their inputs", () => {
  expect(inputsByPlace["seller/businessNumber"]).toBe("seller/businessNumber");
  expect(inputsByPlace["hero/title"]).toBe("hero/title/ko");
  expect(inputsByPlace["story/points/3/text/en"]).toBe("story/points/3/text/en");
});

test("what another person changed is taken over, field by field", () => {
  const changed = withDifferences(settings, [
    { pointer: "/name", now: words("별상점") },
    { pointer: "/seller/phone", now: "02-1" },
  ]);
  expect(changed).toEqual({
    ...settings,
    name: words("별상점"),
    seller: { ...settings.seller, phone: "02-1" },
  });
});
