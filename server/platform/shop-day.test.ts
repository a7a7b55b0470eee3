import { expect, test } from "vitest";
import {
  readSince,
  readUntil,
  shopDayAfter,
  shopDayOf,
  startOfShopDay,
  workingDayBefore,
} from "./shop-day.ts";

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
  ["2026-11-29", "2026-11-28T15:00:00.000Z", "2026-11-29T15:00:00.000Z"],
  ["2026-11-29T10:00:00+09:00", "2026-11-29T01:00:00.000Z", "2026-11-29T01:00:00.000Z"],
  ["2026-11-29T01:00:00.5Z", "2026-11-29T01:00:00.500Z", "2026-11-29T01:00:00.500Z"],
  ["2026-02-30", null, null],
  ["2026-02-30T00:00:00Z", null, null],
  ["2026-11-29T25:00:00Z", null, null],
  // Years that PostgreSQL and ISO 8601 write in different ways.
  ["0000-06-01", null, null],
  ["0000-06-01T00:00:00Z", null, null],
  ["9999-12-31", "9999-12-30T15:00:00.000Z", "9999-12-31T15:00:00.000Z"],
  ["9999-12-31T23:00:00-10:00", null, null],
  ["yesterday", null, null],
  ["20261129", null, null],
])("a period of %s begins at %s and ends before %s", (typed, since, until) => {
  expect([readSince(typed), readUntil(typed)]).toEqual([since, until]);
});

test.each([
  ["2026-11-27", 3, "2026-11-24"], // a Friday
  ["2026-11-30", 3, "2026-11-25"], // a Monday: the weekend does not count
  ["2026-11-29", 3, "2026-11-25"], // a Sunday
  ["2026-11-29", 0, "2026-11-29"],
])("%s less %i working days is %s", (day, count, expected) => {
  expect(workingDayBefore(day, count)).toBe(expected);
});
