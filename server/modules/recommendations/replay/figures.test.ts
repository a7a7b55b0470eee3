import { expect, test } from "vitest";
import { type ReplayedList, replayFigures } from "./figures.ts";

const list = (more: Partial<ReplayedList> = {}): ReplayedList => ({
  placement: "home",
  shown: ["a", "b", "c", "d"],
  replayed: ["a", "b", "c", "d"],
  ms: 1,
  reactions: null,
  ...more,
});
const seenFirst = (count: number, clicked: string[] = []) => ({
  seen: ["a", "b", "c", "d"].slice(0, count),
  clicked,
});

test("the same lists overlap whole, and their expected clicks are those that were", () => {
  const lists = [
    ...Array.from({ length: 30 }, () => list({ reactions: seenFirst(4, ["b"]) })),
    ...Array.from({ length: 70 }, () => list({ reactions: seenFirst(2) })),
  ];
  const { clicks, ...figures } = replayFigures(lists, 8);
  expect(figures).toMatchObject({
    lists: 100,
    overlapAt4: 1,
    overlapAt12: 1,
    changedFirst: 0,
    coverage: 0.5,
  });
  expect(clicks).toMatchObject({ lists: 100, known: 1, shown: { mean: 0.3 }, expected: { mean: 0.3 } });
  expect(clicks?.difference).toMatchObject({ mean: 0, low: 0, high: 0 });
});

test("overlap counts what is in both lists, whatever its place", () => {
  const lists = [list({ replayed: ["b", "a", "x", "y"] }), list({ replayed: [], placement: "cart" })];
  const figures = replayFigures(lists, 10);
  expect(figures).toMatchObject({
    overlapAt4: 0.25,
    changedFirst: 1,
    empty: 0.5,
    coverage: 0.4,
    clicks: null,
  });
  expect(figures.byPlacement).toMatchObject([
    { placement: "home", overlapAt4: 0.5 },
    { placement: "cart", overlapAt4: 0 },
  ]);
});

test("a click counts more at a place that is seen more often, and less at one that is seen less", () => {
  // The first place is always seen, the fourth in half of the lists; of these each has a click on it.
  const lists = [
    ...Array.from({ length: 50 }, () => list({ reactions: seenFirst(4, ["d"]) })),
    ...Array.from({ length: 50 }, () => list({ reactions: seenFirst(1) })),
  ];
  const up = lists.map((each) => ({ ...each, replayed: ["d", "a", "b", "c"] }));
  const clicks = replayFigures(up, 4).clicks;
  // What attracts each visitor who sees it is clicked by all of them in the first place.
  expect(clicks?.expected.mean).toBeCloseTo(1);
  expect(clicks?.difference.low).toBeGreaterThan(0);
  const first = lists.map((each) => ({ ...each, reactions: { ...seenFirst(4, ["a"]) } }));
  const down = [
    ...first.slice(50).map((each) => ({ ...each, reactions: seenFirst(1, ["a"]) })),
    ...first.slice(50),
  ].map((each) => ({ ...each, replayed: ["b", "c", "d", "a"] }));
  expect(replayFigures(down, 4).clicks?.expected.mean).toBeCloseTo(0.5);
});

test("a product that was not shown counts as an average one, and the report says how many are known", () => {
  const lists = Array.from({ length: 10 }, (_, at) =>
    list({ replayed: ["x", "y", "c", "d"], reactions: seenFirst(4, at < 4 ? ["a"] : []) }),
  );
  const clicks = replayFigures(lists, 6).clicks;
  expect(clicks?.known).toBeCloseTo(0.5);
  // 4 clicks of 40 products that were seen, at two places.
  expect(clicks?.expected.mean).toBeCloseTo(0.2);
});

test("without lists nothing is divided by nothing", () => {
  expect(replayFigures([], 0)).toMatchObject({
    lists: 0,
    overlapAt4: 0,
    coverage: 0,
    clicks: null,
    p99Ms: 0,
  });
});
