import { expect, test } from "vitest";
import { hashOf, pairSet } from "./columns.ts";

test("a set tells what it has, over many growths; no two of 300,000 ids have one hash", () => {
  const set = pairSet();
  const add = (number: number): boolean => set.add(...hashOf(`event-${number}`));
  for (let number = 0; number < 300_000; number++) if (!add(number)) throw new Error(`${number} is known`);
  for (let number = 0; number < 300_000; number += 1_000) expect(add(number)).toBe(false);
  expect([set.add(0, 0), set.add(0, 0)]).toEqual([true, false]);
});
