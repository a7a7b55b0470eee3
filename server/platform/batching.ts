/**
 * Batches requests that arrive together into one statement. It trades a little latency for far fewer round
 * trips, commits and waits for row locks. The database still guards every invariant; a batch only saves work.
 *
 * Idle: a request starts at once, in a batch of its own.
 *
 * Busy: while a batch runs, requests wait. When it ends, they go together in the order of their arrival, at
 * most 64 in one batch. A batch that takes longer than `PATIENCE_MS` (it waits for a lock, or for a disk)
 * holds up only its own requests: another one starts beside it, until `concurrency` run.
 *
 * Conflict: a request also waits while a running batch has one of its keys. Requests of one key run in order.
 */

export interface Batchable {
  /** No two running batches share a key, such as a row that they lock. Empty for reads. */
  readonly keys: readonly string[];
}

interface PendingRequest<Request, Answer> {
  readonly request: Request;
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
 * reject with its error. At most `concurrency` batches run at a time; a further one starts when the newest
 * has run for `patienceMs`.
 */
export function batchRequests<Request extends Batchable, Answer>(
  runBatch: (requests: readonly Request[]) => Promise<readonly Answer[]>,
  concurrency: number,
  patienceMs = PATIENCE_MS,
): (request: Request) => Promise<Answer> {
  const busy = new Map<string, number>();
  let waiting: PendingRequest<Request, Answer>[] = [];
  let running = 0;
  let newestStart = 0;
  let later: NodeJS.Timeout | undefined;

  function dispatch(): void {
    while (running < concurrency && waiting.length > 0) {
      const pauseMs = running === 0 ? 0 : newestStart + patienceMs - performance.now();
      if (pauseMs > 0) {
        if (!later) later = setTimeout(dispatchLater, Math.ceil(pauseMs));
        return;
      }
      const batch = nextBatch();
      if (batch.length === 0) return;
      newestStart = performance.now();
      void run(batch);
    }
  }

  function dispatchLater(): void {
    later = undefined;
    dispatch();
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
      dispatch();
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
    waiting.push({ request, resolve, reject });
    dispatch();
    return promise;
  };
}

/**
 * Batches look-ups by id. `find` returns the rows of many ids, in any order. The result has the rows in the
 * order of the asked ids; an id without a row is left out.
 */
export function batchLookups<Row extends { readonly id: string }>(
  find: (ids: string[]) => Promise<readonly Row[]>,
): (ids: readonly string[]) => Promise<Row[]> {
  const lookUp = batchRequests(async (requests: readonly Lookup[]) => {
    const rows = await find([...new Set(requests.flatMap(({ ids }) => ids))]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return requests.map(({ ids }) => ids.flatMap((id) => byId.get(id) ?? []));
  }, LOOKUP_CONCURRENCY);
  return (ids) => lookUp({ ids, keys: [] });
}

interface Lookup extends Batchable {
  readonly ids: readonly string[];
}
/** Statements of one look-up that run at a time. Look-ups that arrive meanwhile go together in the next. */
const LOOKUP_CONCURRENCY = 2;
