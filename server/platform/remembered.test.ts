import { expect, test } from "vitest";
import { remembered } from "./remembered.ts";

function counter(maxAgeMs = 1_000) {
  let now = 0;
  let loads = 0;
  let fails = false;
  const value = remembered({ now: () => new Date(now) }, maxAgeMs, async () => {
    loads += 1;
    if (fails) throw new Error("away");
    return loads;
  });
  return {
    value,
    wait: (ms: number) => {
      now += ms;
    },
    fail: (away: boolean) => {
      fails = away;
    },
  };
}

test("requests at once share one load, and later ones its value, until it is too old", async () => {
  const { value, wait } = counter();
  expect(await Promise.all([value.get(), value.get()])).toEqual([1, 1]);
  wait(999);
  expect(await value.get()).toBe(1);
  wait(1);
  expect(await value.get()).toBe(2);
});

test("a dropped value is loaded anew, also while its load is under way", async () => {
  const { value } = counter();
  const before = value.get();
  value.drop();
  expect([await before, await value.get()]).toEqual([1, 2]);
});

test("a failed load is told and not kept", async () => {
  const { value, fail } = counter();
  fail(true);
  await expect(value.get()).rejects.toThrow("away");
  fail(false);
  expect(await value.get()).toBe(2);
});
