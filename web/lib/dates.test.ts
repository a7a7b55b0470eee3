import { expect, it } from "vitest";
import { formatDateTime, formatDay, formatMonth, formatMonthDay } from "./dates.ts";

it("shows times in the shop's zone, where the day can differ", () => {
  expect(formatDateTime("2026-11-21T15:05:00Z", "ko")).toBe("2026년 11월 22일 00:05");
  expect(formatDateTime("2026-11-21T15:05:00Z", "en")).toBe("22 Nov 2026, 00:05");
});

it("writes single digits of days and months without a zero", () => {
  expect(formatDateTime("2026-01-01T00:05:00Z", "ko")).toBe("2026년 1월 1일 09:05");
  expect(formatDateTime("2026-01-01T00:05:00Z", "en")).toBe("1 Jan 2026, 09:05");
});

it("writes a day and a month of a report as they are, in any zone", () => {
  expect([formatDay("2026-11-01", "ko"), formatDay("2026-11-01", "en")]).toEqual([
    "2026년 11월 1일",
    "1 Nov 2026",
  ]);
  expect([formatMonthDay("2026-11-01", "ko"), formatMonthDay("2026-11-01", "en")]).toEqual([
    "11월 1일",
    "1 Nov",
  ]);
  expect([formatMonth("2026-09", "ko"), formatMonth("2026-09", "en")]).toEqual(["2026년 9월", "Sep 2026"]);
});
