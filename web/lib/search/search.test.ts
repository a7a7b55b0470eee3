import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryStorage } from "../memory-storage.fixture.ts";
import { piecesOf, stepTo } from "./options.ts";
import { forgetSearches, recentSearches, rememberSearch } from "./recent.ts";

beforeEach(() => void vi.stubGlobal("localStorage", memoryStorage()));
afterEach(() => vi.unstubAllGlobals());

test("the newest eight searches are kept, each once, and forgotten together", () => {
  for (const q of ["컵", " 컵 ", "", "접시", "컵"]) rememberSearch(q);
  expect(recentSearches()).toEqual(["컵", "접시"]);
  for (let at = 0; at < 20; at += 1) rememberSearch(`말 ${at}`);
  expect(recentSearches()).toHaveLength(8);
  expect(recentSearches()[0]).toBe("말 19");
  forgetSearches();
  expect(recentSearches()).toEqual([]);
});

test("a name is parted where it was typed", () => {
  expect(piecesOf("달빛 머그컵", [[3, 5]])).toEqual([
    { text: "달빛 ", typed: false },
    { text: "머그", typed: true },
    { text: "컵", typed: false },
  ]);
  expect(piecesOf("컵", [])).toEqual([{ text: "컵", typed: false }]);
});

test("arrow keys lead through all options and the field", () => {
  expect([stepTo(-1, 1, 2), stepTo(0, 1, 2), stepTo(1, 1, 2)]).toEqual([0, 1, -1]);
  expect([stepTo(-1, -1, 2), stepTo(0, -1, 2), stepTo(-1, 1, 0)]).toEqual([1, -1, -1]);
});
