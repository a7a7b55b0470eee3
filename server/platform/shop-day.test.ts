import { expect, test } from "vitest";
import { shopDayAfter, shopDayOf, startOfShopDay, workingDayBefore } from "./shop-day.ts";

test("a day begins at midnight in Seoul", () => {
  expect(shopDayOf(new Date("2026-11-28T14:59:59.999Z"))).toBe("2026-11-28");
  expect(shopDayOf(new Date("2026-11-28T15:00:00.000Z"))).toBe("2026-11-29");
  expect(startOfShopDay("2026-11-29").toISOString()).toBe("2026-11-28T15:00:00.000Z");
});

test("days are counted over months and years", () => {
  expect(shopDayAfter("2026-12-31", 1)).toBe("2027-01-01");
  expect(shopDayAfter("2028-03-01", -1)).toBe("2028-02-29");
});

test.each([
  ["2026-11-27", 3, "2026-11-24"], // a Friday
  ["2026-11-30", 3, "2026-11-25"], // a Monday: the weekend does not count
  ["2026-11-29", 3, "2026-11-25"], // a Sunday
  ["2026-11-29", 0, "2026-11-29"],
])("%s less %i working days is %s", (day, count, expected) => {
  expect(workingDayBefore(day, count)).toBe(expected);
});
