import fc from "fast-check";
import { expect, test } from "vitest";
import { orderTies } from "./ties.ts";

const found = fc
  .array(fc.record({ tie: fc.integer({ min: 0, max: 4 }), place: fc.integer({ min: 0, max: 9 }) }))
  .map((list) => list.sort((a, b) => b.tie - a.tie).map((each, at) => ({ ...each, at })));

test("nothing passes what is found better, and nothing is lost", () => {
  fc.assert(
    fc.property(found, (list) => {
      const ordered = orderTies(list, ({ place }) => place);
      expect(ordered.map(({ tie }) => tie)).toEqual(list.map(({ tie }) => tie));
      expect(new Set(ordered)).toEqual(new Set(list));
    }),
  );
});

test("equals come by their place, and those of one place as the search has them", () => {
  fc.assert(
    fc.property(found, (list) => {
      for (const [at, one] of orderTies(list, ({ place }) => place).entries()) {
        const next = orderTies(list, ({ place }) => place)[at + 1];
        if (next?.tie !== one.tie) continue;
        expect(one.place < next.place || (one.place === next.place && one.at < next.at)).toBe(true);
      }
    }),
  );
});
