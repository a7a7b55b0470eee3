import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { padResponseTime } from "./response-time.ts";

/** A response whose work and timer the test controls; `log` has the events in order. */
function start(outcome: "made" | Error) {
  const log: string[] = [];
  const fire: (() => void)[] = [];
  const work = Promise.withResolvers<void>();
  const wait = (ms: number): Promise<void> => {
    log.push(`timer of ${ms} ms`);
    return new Promise((resolve) => fire.push(resolve));
  };
  const answer = padResponseTime(
    250,
    async () => {
      log.push("work begins");
      await work.promise;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    wait,
  ).then(
    (result) => log.push(result),
    (error: Error) => log.push(error.message),
  );
  return {
    log,
    answer,
    async finishWork() {
      work.resolve();
      await turn();
    },
    async fireTimer() {
      fire.shift()?.();
      await turn();
    },
  };
}

test.each([
  ["succeeded", "made", "made"],
  ["failed", new Error("no room"), "no room"],
] as const)(
  "work that %s is answered when the timer says, which was started before it",
  async (_name, outcome, said) => {
    const { log, finishWork, fireTimer, answer } = start(outcome);
    await finishWork();
    expect(log).toEqual(["timer of 250 ms", "work begins"]);
    await fireTimer();
    await answer;
    expect(log.at(-1)).toBe(said);
  },
);

test("work that takes longer than a step is answered at the next one, not when it ends", async () => {
  const { log, finishWork, fireTimer, answer } = start("made");
  await fireTimer();
  await finishWork();
  expect(log).toEqual(["timer of 250 ms", "work begins", "timer of 250 ms"]);
  await fireTimer();
  await answer;
  expect(log.at(-1)).toBe("made");
});

test("the timer is real: nothing is answered before its time", async () => {
  const began = performance.now();
  expect(await padResponseTime(30, () => Promise.resolve("made"))).toBe("made");
  expect(performance.now() - began).toBeGreaterThan(28);
});
