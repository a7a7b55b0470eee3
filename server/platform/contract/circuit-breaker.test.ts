import { beforeEach, expect, test } from "vitest";
import { type CircuitBreaker, CircuitOpen, circuitBreaker } from "./circuit-breaker.ts";

let nowMs: number;
let breaker: CircuitBreaker;
const works = () => breaker.run(async () => "done");
const fails = () =>
  breaker.run(async () => {
    throw new Error("lost");
  });

beforeEach(() => {
  nowMs = 0;
  breaker = circuitBreaker({ clock: { now: () => new Date(nowMs) }, failures: 3, coolDownMs: 1000 });
});

async function open(): Promise<void> {
  for (let n = 0; n < 3; n++) await expect(fails()).rejects.toThrow("lost");
}

test("opens after failures in a row and then refuses work without doing it", async () => {
  await open();
  await expect(works()).rejects.toThrow(CircuitOpen);
});

test("stays closed while successes come between the failures", async () => {
  for (let n = 0; n < 5; n++) {
    await expect(fails()).rejects.toThrow("lost");
    await expect(fails()).rejects.toThrow("lost");
    await expect(works()).resolves.toBe("done");
  }
});

test("lets exactly one probe through after the cool-down and closes when it succeeds", async () => {
  await open();
  nowMs = 999;
  await expect(works()).rejects.toThrow(CircuitOpen);
  nowMs = 1000;
  const probe = Promise.withResolvers<string>();
  const probing = breaker.run(() => probe.promise);
  await expect(works()).rejects.toThrow(CircuitOpen);
  probe.resolve("back");
  await expect(probing).resolves.toBe("back");
  await expect(works()).resolves.toBe("done");
});

test("opens for another cool-down when the probe fails", async () => {
  await open();
  nowMs = 1000;
  await expect(fails()).rejects.toThrow("lost");
  nowMs = 1999;
  await expect(works()).rejects.toThrow(CircuitOpen);
  nowMs = 2000;
  await expect(works()).resolves.toBe("done");
});

test("ignores work that began before it opened", async () => {
  const slow = Promise.withResolvers<string>();
  const started = breaker.run(() => slow.promise);
  await open();
  slow.resolve("late");
  await started;
  await expect(works()).rejects.toThrow(CircuitOpen);
});
