import { expect, test } from "vitest";
import { concurrencyLimiter, serializedByKey } from "./concurrency.ts";

test("work runs up to the limit, waits in order of arrival, and is refused beyond the queue", async () => {
  const takeTurn = concurrencyLimiter(2, 3);
  const started: number[] = [];
  const ends = Array.from({ length: 6 }, () => Promise.withResolvers<void>());
  const work = ends.map(({ promise }, number) =>
    takeTurn(() => {
      started.push(number);
      return promise;
    }),
  );
  await expect(work[5]).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS", details: { retryAfter: 1 } });
  expect(started).toEqual([0, 1]);
  ends[1]?.resolve();
  await work[1];
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  await Promise.all(work.slice(0, 5));
  expect(started).toEqual([0, 1, 2, 3, 4]);
});

test("a turn that fails passes its place on", async () => {
  const takeTurn = concurrencyLimiter(1, 5);
  const failing = takeTurn(() => Promise.reject(new Error("broken")));
  const next = takeTurn(async () => "done");
  await expect(failing).rejects.toThrow("broken");
  expect(await next).toBe("done");
});

test("work of one key runs one after the other, also after a failure; other keys do not wait", async () => {
  const oneByOne = serializedByKey();
  const began: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = oneByOne("a", async () => {
    began.push("a1");
    await gate.promise;
    throw new Error("a1 failed");
  });
  const second = oneByOne("a", async () => began.push("a2"));
  await oneByOne("b", async () => began.push("b1"));
  expect(began).toEqual(["a1", "b1"]);
  gate.resolve();
  await expect(first).rejects.toThrow("a1 failed");
  await second;
  expect(began).toEqual(["a1", "b1", "a2"]);
});

test("work of a key is refused beyond its queue, at once; another key and a later turn are not", async () => {
  const oneByOne = serializedByKey(2);
  const gate = Promise.withResolvers<void>();
  const turns = Array.from({ length: 4 }, () => oneByOne("a", () => gate.promise));
  await expect(turns[3]).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS", details: { retryAfter: 1 } });
  expect(await oneByOne("b", async () => "b")).toBe("b");
  gate.resolve();
  await Promise.all(turns.slice(0, 3));
  expect(await oneByOne("a", async () => "again")).toBe("again");
});
