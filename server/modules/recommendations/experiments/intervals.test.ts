import { describe, expect, test } from "vitest";
import { armOf, BUCKETS, bucketOf } from "./buckets.ts";
import { intervalOf, isRatioBroken, type Sums } from "./intervals.ts";

/** mulberry32: the same numbers each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ofOnes = (count: number, ones: number): Sums => ({ count, sum: ones, squares: ones });

/** Looks after each `step` persons of each arm. Returns at which look 0 is first outside the interval. */
function firstCrossing(
  random: () => number,
  rates: readonly [number, number],
  { looks, step }: { looks: number; step: number },
): number | null {
  const ones = [0, 0];
  for (let look = 1; look <= looks; look += 1) {
    for (const arm of [0, 1] as const)
      for (let person = 0; person < step; person += 1)
        if (random() < rates[arm]) ones[arm] = (ones[arm] ?? 0) + 1;
    const interval = intervalOf(ofOnes(look * step, ones[0] ?? 0), ofOnes(look * step, ones[1] ?? 0));
    if (interval && (interval.low > 0 || interval.high < 0)) return look;
  }
  return null;
}

describe("an interval that is looked at again and again", () => {
  test("excludes no difference in at most 5 % of 1,000 runs in which there is none", () => {
    const random = dice(1);
    const crossed = Array.from({ length: 1_000 }, () =>
      firstCrossing(random, [0.1, 0.1], { looks: 40, step: 100 }),
    ).filter((look) => look !== null);
    expect(crossed.length).toBeLessThanOrEqual(50);
  });

  test("would exclude it far more often if it were the usual one of a single look", () => {
    const random = dice(1);
    let crossed = 0;
    for (let run = 0; run < 200; run += 1) {
      const ones = [0, 0];
      for (let look = 1; look <= 40; look += 1) {
        for (const arm of [0, 1])
          for (let person = 0; person < 100; person += 1)
            if (random() < 0.1) ones[arm] = (ones[arm] ?? 0) + 1;
        const n = look * 100;
        const [a, b] = [(ones[0] ?? 0) / n, (ones[1] ?? 0) / n];
        if (Math.abs(a - b) > 1.96 * Math.sqrt((a * (1 - a) + b * (1 - b)) / n)) {
          crossed += 1;
          break;
        }
      }
    }
    expect(crossed / 200).toBeGreaterThan(0.15);
  });

  test("finds 10 % more clicks", () => {
    const found = Array.from({ length: 20 }, (_, seed) =>
      firstCrossing(dice(seed), [0.1, 0.11], { looks: 60, step: 1_000 }),
    ).filter((look) => look !== null);
    expect(found.length).toBeGreaterThanOrEqual(19);
  });

  test("covers the true difference of revenue, of which few persons have much", () => {
    const random = dice(7);
    const sums = [0.02, 0.03].map((rate) => {
      const values = Array.from({ length: 20_000 }, () => (random() < rate ? 10_000 + random() * 90_000 : 0));
      const sum = values.reduce((total, value) => total + value, 0);
      return { count: values.length, sum, squares: values.reduce((total, value) => total + value ** 2, 0) };
    });
    const [control, treated] = sums;
    const interval = control && treated && intervalOf(control, treated);
    expect(interval?.low).toBeLessThan(550);
    expect(interval?.high).toBeGreaterThan(550);
  });

  test("is none for few persons, and for persons who all did the same", () => {
    expect(intervalOf(ofOnes(99, 5), ofOnes(5_000, 100))).toBeNull();
    expect(intervalOf(ofOnes(200, 0), ofOnes(200, 0))).toBeNull();
  });
});

describe("persons", () => {
  const persons = Array.from({ length: 20_000 }, (_, at) => `00000000-0000-7000-8000-${at}`);

  test("are divided evenly, and by each experiment anew", () => {
    const treated = (experiment: string) =>
      new Set(persons.filter((person) => armOf(experiment, 5_000, person) === "treated"));
    const [one, two] = [treated("one"), treated("two")];
    expect(isRatioBroken(persons.length - one.size, one.size, 0.5)).toBe(false);
    const both = [...one].filter((person) => two.has(person)).length;
    expect(both / one.size).toBeGreaterThan(0.47);
    expect(both / one.size).toBeLessThan(0.53);
  });

  test("stay in their arm when its share grows", () => {
    for (const person of persons.slice(0, 1_000)) {
      const bucket = bucketOf("one", person);
      expect(bucket).toBeLessThan(BUCKETS);
      if (armOf("one", 500, person) === "treated") expect(armOf("one", 5_000, person)).toBe("treated");
    }
  });
});

test("a randomiser that favours an arm is found, and a fair one is not", () => {
  expect(isRatioBroken(10_000, 9_000, 0.5)).toBe(true);
  expect(isRatioBroken(9_400, 600, 0.05)).toBe(true);
  expect(isRatioBroken(10_000, 9_900, 0.5)).toBe(false);
  expect(isRatioBroken(9_490, 510, 0.05)).toBe(false);
  expect(isRatioBroken(10, 30, 0.5)).toBe(false);
});
