import { expect, test } from "vitest";
import { FIRST_ID } from "../../platform/ids.ts";
import { createNewestWords } from "./newest-words.ts";

const start = new Date("2026-12-01T00:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const orders = (from: number, to: number, words: string) =>
  Array.from({ length: to - from + 1 }, (_, at) => ({
    id: `id-${String(to - at).padStart(4, "0")}`,
    words,
    titles: [`${words} 컵`, "접시"],
  }));

test("words are common when three of the newest orders have one of the parts", () => {
  const newest = createNewestWords();
  expect(newest.since(start)).toBe(FIRST_ID);
  newest.add([...orders(3, 4, "김 kim"), ...orders(1, 2, "이 lee")], FIRST_ID, start);
  expect([newest.areCommon(["kim"]), newest.areCommon(["kim", "이"])]).toEqual([false, true]);
  newest.add(orders(5, 5, "김 kim"), newest.since(start), start);
  expect([newest.since(start), newest.areCommon(["kim"])]).toEqual(["id-0005", true]);
  expect(["kim 컵", "lee 컵", "접시", "컵접시"].map(newest.isCommonTitle)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("what two searches bring at once counts once, and older orders make room", () => {
  const newest = createNewestWords();
  newest.add(orders(1, 300, "old"), FIRST_ID, start);
  const since = newest.since(start);
  for (const _ of [1, 2]) newest.add(orders(301, 302, "new"), since, start);
  expect([newest.areCommon(["new"]), newest.areCommon(["old"])]).toEqual([false, true]);
  newest.add(orders(303, 600, "new"), newest.since(start), start);
  expect([newest.areCommon(["new"]), newest.areCommon(["old"])]).toEqual([true, false]);
});

test("all are read anew after ten minutes, without what is no more", () => {
  const newest = createNewestWords();
  newest.add(orders(1, 5, "left@shop.test"), FIRST_ID, start);
  expect(newest.since(after(9))).toBe("id-0005");
  expect(newest.since(after(10))).toBe(FIRST_ID);
  newest.add(orders(1, 5, "gone"), FIRST_ID, after(10));
  expect([newest.areCommon(["left"]), newest.areCommon(["gone"])]).toEqual([false, true]);
  expect(newest.since(after(19))).toBe("id-0005");
});
