/**
 * Batches requests that arrive together into one statement. It trades a little latency for far fewer round
 * trips, commits and waits for row locks. The database still guards every invariant; a batch only saves work.
 *
 * While a batch of a kind runs, requests of that kind wait. Then they go together in the order of their
 * arrival, at most 64 in one batch. The scheduler of the database says when (`batch-scheduler.ts`). A batch
 * that takes longer than `PATIENCE_MS` (it waits for a lock, or for a disk) holds up only its own requests:
 * another one may start beside it, until `concurrency` of the kind run.
 *
 * Conflict: a request also waits while a running batch has one of its keys. Requests of one key run in order.
 */
import type { BatchScheduler, BatchSource } from "./batch-scheduler.ts";

export interface Batchable {
  /** No two running batches share a key, such as a row that they lock. Empty for reads. */
  readonly keys: readonly string[];
}

export interface BatchOptions {
  /** Of the database that the batches use. */
  readonly scheduler: BatchScheduler;
  /** Batches of this kind that run at a time: a further one starts when the newest has run `patienceMs`. */
  readonly concurrency: number;
  /** Default: `PATIENCE_MS`. */
  readonly patienceMs?: number;
}

interface PendingRequest<Request, Answer> {
  readonly request: Request;
  /** By `performance.now()`. */
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests in one batch, at most. */
const MAX_BATCH_SIZE = 64;
/** Far longer than a batch takes that waits for nothing: fewer and larger batches cost less (ADR 6). */
const PATIENCE_MS = 20;

/**
 * Returns a function that runs one request as part of a batch. `runBatch` gets the requests in order of
 * arrival and returns one answer for each, in the same order. If it throws, all requests of the batch
 * reject with its error.
 */
export function batchRequests<Request extends Batchable, Answer>(
  runBatch: (requests: readonly Request[]) => Promise<readonly Answer[]>,
  { scheduler, concurrency, patienceMs = PATIENCE_MS }: BatchOptions,
): (request: Request) => Promise<Answer> {
  const busy = new Map<string, number>();
  let waiting: PendingRequest<Request, Answer>[] = [];
  let running = 0;
  let newestStart = 0;
  let later: NodeJS.Timeout | undefined;

  const source: BatchSource = {
    size: () => waiting.length,
    oldest: () => waiting[0]?.since ?? Number.POSITIVE_INFINITY,
    start() {
      if (running >= concurrency || waiting.length === 0) return null;
      const pauseMs = running === 0 ? 0 : newestStart + patienceMs - performance.now();
      if (pauseMs > 0) {
        if (!later) later = setTimeout(offerAgain, Math.ceil(pauseMs));
        return null;
      }
      const batch = nextBatch();
      if (batch.length === 0) return null;
      newestStart = performance.now();
      return run(batch);
    },
  };

  function offer(): void {
    if (waiting.length > 0) scheduler.offer(source);
  }

  function offerAgain(): void {
    later = undefined;
    offer();
  }

  /**
   * Picks the requests that can start now. A waiting request also blocks later ones with the same key, so
   * that requests of one key run in order.
   */
  function nextBatch(): PendingRequest<Request, Answer>[] {
    const batch: PendingRequest<Request, Answer>[] = [];
    const stillWaiting: PendingRequest<Request, Answer>[] = [];
    const blockedKeys = new Set<string>(busy.keys());
    for (const each of waiting) {
      const blocked = batch.length >= MAX_BATCH_SIZE || each.request.keys.some((key) => blockedKeys.has(key));
      (blocked ? stillWaiting : batch).push(each);
      if (blocked) for (const key of each.request.keys) blockedKeys.add(key);
    }
    waiting = stillWaiting;
    return batch;
  }

  async function run(batch: readonly PendingRequest<Request, Answer>[]): Promise<void> {
    running += 1;
    countKeys(batch, 1);
    try {
      const answers = await runBatch(batch.map(({ request }) => request));
      batch.forEach(({ resolve, reject }, at) => {
        if (at in answers) resolve(answers[at] as Answer);
        else reject(new Error("the batch has no answer for this request"));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      running -= 1;
      countKeys(batch, -1);
      offer();
    }
  }

  function countKeys(batch: readonly PendingRequest<Request, Answer>[], by: 1 | -1): void {
    for (const { request } of batch) {
      for (const key of request.keys) {
        const count = (busy.get(key) ?? 0) + by;
        if (count === 0) busy.delete(key);
        else busy.set(key, count);
      }
    }
  }

  return (request) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    waiting.push({ request, since: performance.now(), resolve, reject });
    offer();
    return promise;
  };
}

/**
 * Batches look-ups by id. `find` returns the rows of many ids, in any order. The result has the rows in the
 * order of the asked ids; an id without a row is left out.
 */
export function batchLookups<Row extends { readonly id: string }>(
  find: (ids: string[]) => Promise<readonly Row[]>,
  scheduler: BatchScheduler,
): (ids: readonly string[]) => Promise<Row[]> {
  const lookUp = batchRequests(
    async (requests: readonly Lookup[]) => {
      const rows = await find([...new Set(requests.flatMap(({ ids }) => ids))]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return requests.map(({ ids }) => ids.flatMap((id) => byId.get(id) ?? []));
    },
    { scheduler, concurrency: LOOKUP_CONCURRENCY },
  );
  return (ids) => lookUp({ ids, keys: [] });
}

interface Lookup extends Batchable {
  readonly ids: readonly string[];
}
/** Statements of one look-up that run at a time. Look-ups that arrive meanwhile go together in the next. */
const LOOKUP_CONCURRENCY = 2;
