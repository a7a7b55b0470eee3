import { expect, test } from "vitest";
import { reportSearchOf } from "./search.ts";

const none = { from: "", to: "", by: "net" };

test("a period and an order are read from the address", () => {
  const query = { from: "2026-11-01", to: "2026-11-30", by: "pieces" };
  expect(reportSearchOf(query)).toEqual(query);
});

test.each([
  {},
  { from: "2026-11-01" },
  { from: "2026-11-02", to: "2026-11-01" },
  { from: "2026-02-30", to: "2026-03-01" },
  { from: "2024-01-01", to: "2026-01-01" },
  { from: "yesterday", to: "today", by: "price" },
])("%j is no period", (query) => {
  expect(reportSearchOf(query)).toEqual(none);
});
