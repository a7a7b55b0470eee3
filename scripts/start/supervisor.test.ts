import { expect, test } from "vitest";
import type { Exit } from "../../server/platform/embedded-postgres/launch.ts";
import { createSupervisor, type RunningService, type Service } from "./supervisor.ts";

/** A service made of promises; the test decides when it ends. */
function service(name: string, events: string[]) {
  const lives: { end(exit: Exit): void }[] = [];
  const start = (): RunningService => {
    events.push(`start ${name}`);
    const { promise: exited, resolve } = Promise.withResolvers<Exit>();
    lives.push({ end: resolve });
    return {
      ready: Promise.resolve(),
      exited,
      stop: async () => {
        events.push(`stop ${name}`);
        resolve({ code: 0, signal: null });
      },
      kill: () => events.push(`kill ${name}`),
    };
  };
  const own: Service = { name, start, lastWords: async () => "    goodbye" };
  return { ...own, end: () => lives.at(-1)?.end({ code: 1, signal: null }) };
}

test("batches stop in the opposite order of their start", async () => {
  const events: string[] = [];
  const supervisor = createSupervisor(() => undefined);
  await supervisor.start([service("database", events)]);
  await supervisor.start([service("web", events), service("sandbox", events)]);
  await supervisor.start([service("api", events)]);
  await supervisor.stop();
  expect(events.slice(4)).toEqual(["stop api", "stop web", "stop sandbox", "stop database"]);
});

test("a service that keeps ending is given up", async () => {
  const events: string[] = [];
  const printed: string[] = [];
  const api = service("api", events);
  const supervisor = createSupervisor((text) => printed.push(text), {
    windowMs: 60_000,
    restarts: 2,
    firstDelayMs: 1,
  });
  await supervisor.start([api]);
  for (const starts of [2, 3]) {
    api.end();
    await expect.poll(() => events.length).toBe(starts);
  }
  await expect.poll(() => printed.filter((text) => text.endsWith("\napi is back.")).length).toBe(2);
  api.end();
  await expect(supervisor.failure).rejects.toThrow("api keeps ending");
  expect(printed[0]).toBe(
    "api 프로그램이 저절로 끝났어요 (종료 코드 1). 마지막 출력은 아래와 같아요.\n" +
      "api ended by itself (exit code 1). Its last lines:\n    goodbye",
  );
});

test("nothing is started again after the stop has begun", async () => {
  const events: string[] = [];
  const api = service("api", events);
  const supervisor = createSupervisor(() => undefined, {
    windowMs: 60_000,
    restarts: 2,
    firstDelayMs: 3_600_000,
  });
  await supervisor.start([api]);
  api.end();
  await supervisor.stop();
  await expect(supervisor.start([api])).rejects.toThrow("stopping");
  expect(events).toEqual(["start api", "stop api"]);
});
