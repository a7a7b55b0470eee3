import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { atOnce, createBatchScheduler } from "./batch-scheduler.ts";
import { batchRequests } from "./batching.ts";

interface Request {
  readonly id: number;
  readonly keys: readonly string[];
}

afterEach(() => {
  vi.useRealTimers();
});

/** A batch runner. The test ends each batch. By default a batch waits for no other one. */
function gated(concurrency: number, patienceMs = 0) {
  const batches: { ids: number[]; end: (failure?: Error) => Promise<void> }[] = [];
  const send = batchRequests<Request, string>(
    (requests) => {
      const { promise, resolve, reject } = Promise.withResolvers<string[]>();
      batches.push({
        ids: requests.map(({ id }) => id),
        async end(failure) {
          if (failure) reject(failure);
          else resolve(requests.map(({ id }) => `answer ${id}`));
          await promise.catch(() => {});
          // The next batch starts when the microtasks after this answer have run.
          await new Promise(setImmediate);
        },
      });
      return promise;
    },
    { scheduler: atOnce, concurrency, patienceMs },
  );
  return { batches, send };
}

test("a request whose keys are free starts at once, alone", () => {
  const { batches, send } = gated(2);
  void send({ id: 1, keys: ["a"] });
  expect(batches.map(({ ids }) => ids)).toEqual([[1]]);
});

test("requests for a busy key wait, and then go together in the order of their arrival", async () => {
  const { batches, send } = gated(4);
  const answers = [1, 2, 3, 4].map((id) => send({ id, keys: ["hot"] }));
  expect(batches.map(({ ids }) => ids)).toEqual([[1]]);
  await batches[0]?.end();
  expect(batches[1]?.ids).toEqual([2, 3, 4]);
  await batches[1]?.end();
  expect(await Promise.all(answers)).toEqual(["answer 1", "answer 2", "answer 3", "answer 4"]);
});

test("no more batches run at a time than the concurrency limit allows", async () => {
  const { batches, send } = gated(2);
  for (const id of [1, 2, 3, 4]) void send({ id, keys: [`key ${id}`] });
  expect(batches.map(({ ids }) => ids)).toEqual([[1], [2]]);
  await batches[0]?.end();
  expect(batches.map(({ ids }) => ids)).toEqual([[1], [2], [3, 4]]);
});

test("requests wait for a batch that runs, and a batch that takes long holds up no others", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const { batches, send } = gated(2, 20);
  for (const id of [1, 2, 3]) void send({ id, keys: [`key ${id}`] });
  await vi.advanceTimersByTimeAsync(19);
  expect(batches.map(({ ids }) => ids)).toEqual([[1]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(batches.map(({ ids }) => ids)).toEqual([[1], [2, 3]]);
  void send({ id: 4, keys: ["key 4"] });
  await vi.advanceTimersByTimeAsync(60);
  expect(batches).toHaveLength(2);
  await batches[0]?.end();
  expect(batches[2]?.ids).toEqual([4]);
});

test("a later request never overtakes one that waits for the same key", async () => {
  const { batches, send } = gated(3);
  void send({ id: 1, keys: ["a"] });
  void send({ id: 2, keys: ["a", "b"] });
  void send({ id: 3, keys: ["b"] });
  expect(batches.map(({ ids }) => ids)).toEqual([[1]]);
  await batches[0]?.end();
  expect(batches[1]?.ids).toEqual([2, 3]);
});

test("one statement takes 64 requests at most", async () => {
  const { batches, send } = gated(1);
  for (let id = 0; id <= 100; id += 1) void send({ id, keys: ["hot"] });
  await batches[0]?.end();
  expect(batches[1]?.ids).toHaveLength(64);
  await batches[1]?.end();
  expect(batches[2]?.ids).toEqual(Array.from({ length: 36 }, (_, at) => at + 65));
});

test("a batch that fails rejects each of its requests, and the next ones still run", async () => {
  const { batches, send } = gated(1);
  const answers = [1, 2, 3, 4].map((id) => send({ id, keys: ["hot"] }));
  const settled = Promise.allSettled(answers);
  await batches[0]?.end();
  await batches[1]?.end(new Error("the database is away"));
  const last = send({ id: 5, keys: ["hot"] });
  await batches[2]?.end();
  expect((await settled).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
  ]);
  expect(await last).toBe("answer 5");
});

test("a missing answer rejects that request alone", async () => {
  const send = batchRequests<Request, string>(async () => ["only one"], {
    scheduler: atOnce,
    concurrency: 1,
  });
  const [first, second, third] = await Promise.allSettled([
    send({ id: 1, keys: ["a"] }),
    send({ id: 2, keys: ["a"] }),
    send({ id: 3, keys: ["a"] }),
  ]);
  expect([first.status, second.status, third.status]).toEqual(["fulfilled", "fulfilled", "rejected"]);
});

test("any requests get one answer each, no key runs in two batches, and a key keeps its order", async () => {
  const requests = fc.array(
    fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 3 }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  await fc.assert(
    fc.asyncProperty(
      requests,
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(0, 20),
      fc.constantFrom(atOnce, createBatchScheduler(1)),
      fc.scheduler(),
      async (keysOfRequests, concurrency, patienceMs, batches, order) => {
        const runningKeys: string[] = [];
        const started: Request[] = [];
        const send = batchRequests<Request, number>(
          async (batch) => {
            const keys = new Set(batch.flatMap((each) => each.keys));
            for (const key of keys) expect(runningKeys).not.toContain(key);
            runningKeys.push(...keys);
            started.push(...batch);
            await order.schedule(Promise.resolve());
            for (const key of keys) runningKeys.splice(runningKeys.indexOf(key), 1);
            return batch.map(({ id }) => id);
          },
          { scheduler: batches, concurrency, patienceMs },
        );
        const answers = Promise.all(keysOfRequests.map((keys, id) => send({ id, keys })));
        await order.waitFor(answers);
        expect(await answers).toEqual(keysOfRequests.map((_, id) => id));
        for (const key of ["a", "b", "c", "d", "e"]) {
          const ids = started.filter(({ keys }) => keys.includes(key)).map(({ id }) => id);
          expect(ids).toEqual([...ids].sort((a, b) => a - b));
        }
      },
    ),
    { numRuns: 100 },
  );
});
