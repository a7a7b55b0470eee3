import { afterEach, expect, test, vi } from "vitest";
import { createBatchScheduler } from "./batch-scheduler.ts";
import { batchRequests } from "./batching.ts";

afterEach(() => {
  vi.useRealTimers();
});

const PATIENCE_MS = 10;

/** Kinds of batches with one scheduler. The test ends each batch; `started` has them in their order. */
function kinds() {
  const scheduler = createBatchScheduler(PATIENCE_MS);
  const started: { readonly requests: string[]; readonly end: (failure?: Error) => Promise<void> }[] = [];
  const kind = (name: string, concurrency = 1) => {
    const ask = batchRequests<{ keys: []; name: string }, null>(
      (requests) => {
        const { promise, resolve, reject } = Promise.withResolvers<null[]>();
        started.push({
          requests: requests.map((each) => each.name),
          end: async (failure) => {
            if (failure) reject(failure);
            else resolve(requests.map(() => null));
            await nextTurn();
          },
        });
        return promise;
      },
      { scheduler, concurrency, patienceMs: 20 },
    );
    return (count: number, suffix = ""): Promise<unknown>[] =>
      Array.from({ length: count }, (_, at) => ask({ keys: [], name: `${name}${suffix}${at + 1}` }));
  };
  return { kind, started, log: () => started.map(({ requests }) => requests.join()) };
}

/** The scheduler plans its turn after the answers of a batch have been heard. */
async function nextTurn(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}

test("what comes in one turn of the event loop goes together, and one alone waits no longer", async () => {
  const { kind, started, log } = kinds();
  const cart = kind("cart");
  cart(3);
  expect(log()).toEqual([]);
  await nextTurn();
  expect(log()).toEqual(["cart1,cart2,cart3"]);
  await started[0]?.end();
  cart(1, " later ");
  await nextTurn();
  expect(log()).toEqual(["cart1,cart2,cart3", "cart later 1"]);
});

test("one batch runs at a time, and the fullest kind goes next", async () => {
  const { kind, started, log } = kinds();
  const [cart, order, stock] = [kind("cart"), kind("order"), kind("stock")];
  cart(1);
  await nextTurn();
  order(1);
  stock(3);
  cart(2, " more ");
  await nextTurn();
  expect(log()).toEqual(["cart1"]);
  for (let at = 0; at < 3; at += 1) await started[at]?.end();
  expect(log()).toEqual(["cart1", "stock1,stock2,stock3", "cart more 1,cart more 2", "order1"]);
});

test("a batch that takes long holds up no other kind, and none of the others twice", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const { kind, started, log } = kinds();
  const [cart, order, stock] = [kind("cart"), kind("order"), kind("stock")];
  cart(1);
  await nextTurn();
  order(2);
  stock(1);
  vi.advanceTimersByTime(PATIENCE_MS - 1);
  await nextTurn();
  expect(log()).toEqual(["cart1"]);
  vi.advanceTimersByTime(1);
  await nextTurn();
  expect(log()).toEqual(["cart1", "order1,order2"]);
  // The end of the slow one lets no second batch start beside the one that took its place.
  await started[0]?.end();
  expect(log()).toEqual(["cart1", "order1,order2"]);
  await started[1]?.end();
  expect(log()).toEqual(["cart1", "order1,order2", "stock1"]);
});

test("a second batch of a kind starts beside one that takes long", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const { kind, log } = kinds();
  const cart = kind("cart", 2);
  cart(1);
  await nextTurn();
  cart(2, " more ");
  vi.advanceTimersByTime(19);
  await nextTurn();
  expect(log()).toEqual(["cart1"]);
  vi.advanceTimersByTime(1);
  await nextTurn();
  expect(log()).toEqual(["cart1", "cart more 1,cart more 2"]);
});

test("a kind that fuller ones would hold up for ever goes first when it is overdue", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const { kind, started, log } = kinds();
  const [cart, rare] = [kind("cart"), kind("rare")];
  cart(1);
  await nextTurn();
  rare(1);
  for (let at = 0; !log().includes("rare1"); at += 1) {
    if (at > 20) throw new Error("the rare request never had its turn");
    cart(5);
    vi.advanceTimersByTime(PATIENCE_MS - 1);
    await started[at]?.end();
  }
  expect(log().length).toBeGreaterThan(2);
});

test("after a batch that failed the next one starts", async () => {
  const { kind, started, log } = kinds();
  const [cart, order] = [kind("cart"), kind("order")];
  const failing = Promise.allSettled(cart(1));
  await nextTurn();
  order(1);
  await started[0]?.end(new Error("the database is away"));
  expect((await failing).map(({ status }) => status)).toEqual(["rejected"]);
  expect(log()).toEqual(["cart1", "order1"]);
});
