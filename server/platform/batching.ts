/**
 * Folds requests that arrive together into few statements: under load one round trip and one commit serve many, and a
 * flash sale does not queue behind one row lock. A request that is alone goes at once and pays nothing.
 *
 * A request none of whose keys is in the hands of a running statement goes at once, while a lane is free. The others
 * wait, and then all that wait go together, in the order of their arrival. At most `lanes` statements run at a time. The
 * database guards what must hold; folding only spares it work.
 */
export interface Batchable {
  /** What no two running statements may touch at once, such as the rows they lock; empty for reads. */
  readonly keys: readonly string[];
}

interface PendingRequest<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_IN_ONE = 64;

/** `runBatch` gets requests in order of arrival and answers in the same order. */
export function batchRequests<Request extends Batchable, Answer>(
  runBatch: (requests: readonly Request[]) => Promise<readonly Answer[]>,
  concurrency: number,
): (request: Request) => Promise<Answer> {
  const busy = new Map<string, number>();
  let waiting: PendingRequest<Request, Answer>[] = [];
  let running = 0;

  function dispatch(): void {
    while (running < concurrency && waiting.length > 0) {
      const batch = nextBatch();
      if (batch.length === 0) return;
      void run(batch);
    }
  }

  /**
   * Picks the requests that can start now. A waiting request also blocks later ones with the same key, so that requests of
   * one key run in order.
   */
  function nextBatch(): PendingRequest<Request, Answer>[] {
    const batch: PendingRequest<Request, Answer>[] = [];
    const kept: PendingRequest<Request, Answer>[] = [];
    const blockedKeys = new Set<string>(busy.keys());
    for (const each of waiting) {
      const blocked = batch.length >= MAX_IN_ONE || each.request.keys.some((key) => blockedKeys.has(key));
      (blocked ? kept : batch).push(each);
      if (blocked) for (const key of each.request.keys) blockedKeys.add(key);
    }
    waiting = kept;
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

/** Folds look-ups by id: `find` answers the rows of many ids in any order. An id without a row is left out. */
export function batchLookups<Row extends { readonly id: string }>(
  find: (ids: string[]) => Promise<readonly Row[]>,
): (ids: readonly string[]) => Promise<Row[]> {
  const fold = batchRequests(async (requests: readonly Lookup[]) => {
    const rows = await find([...new Set(requests.flatMap(({ ids }) => ids))]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return requests.map(({ ids }) => ids.flatMap((id) => byId.get(id) ?? []));
  }, LOOKUP_CONCURRENCY);
  return (ids) => fold({ ids, keys: [] });
}

interface Lookup extends Batchable {
  readonly ids: readonly string[];
}
/** How many statements of one look-up run at a time; what arrives meanwhile goes together in the next. */
const LOOKUP_CONCURRENCY = 2;
