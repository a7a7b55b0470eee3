import { expect, test } from "vitest";
import { chosenFilters, searchOf } from "./review-filters.ts";

test("the filters of an address are those of the API", () => {
  const query = { rating: "2", state: "hidden", answered: "false", reported: "true", tab: "reviews" };
  expect(chosenFilters(query)).toEqual({ rating: 2, state: "hidden", answered: false, reported: true });
  expect(searchOf(query)).toEqual({ rating: "2", state: "hidden", answered: "false", reported: "true" });
});

test("values that no filter has are left out", () => {
  expect(chosenFilters({ rating: "6", state: "deleted", answered: "", reported: "no" })).toEqual({});
});
