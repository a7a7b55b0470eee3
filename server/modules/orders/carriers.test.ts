import { expect, test } from "vitest";
import { carrierName, trackingUrl } from "./carriers.ts";

test.each([
  ["cj", "CJ대한통운"],
  ["cj대한통운", "CJ대한통운"],
  ["CJ 대한통운", "CJ대한통운"],
  ["대한통운", "CJ대한통운"],
  ["한진", "한진택배"],
  ["우체국", "우체국택배"],
  ["롯데 택배", "롯데택배"],
  ["LOGEN", "로젠택배"],
])("a parcel of %s is one of %s, and has a page", (called, name) => {
  expect(carrierName(called)).toBe(name);
  expect(trackingUrl(called, "1234-5678-90")).toMatch(/^https:\/\/.*1234567890$/);
});

test.each([
  ["cj", "CJ Logistics"],
  ["한진택배", "Hanjin"],
  ["korea post", "Korea Post"],
])("in English a parcel of %s is one of %s", (called, name) => {
  expect(carrierName(called, "en")).toBe(name);
  expect(carrierName(name)).toBe(carrierName(called));
});

test("another carrier keeps its name, and has no page", () => {
  expect([carrierName("동네 배달"), trackingUrl("동네 배달", "A-1")]).toEqual(["동네 배달", null]);
});
