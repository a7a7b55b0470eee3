/**
 * Folds reservations that arrive together into few statements, so that a flash sale does not queue behind one row lock.
 *
 * A request whose variants nobody is working on goes at once. One that wants a variant that a running statement holds
 * waits for it, and then all that wait go together, in the order of their arrival. At most `lanes` statements run at a
 * time. The database guards the stock; folding only spares it round trips and lock waits.
 */
export interface Foldable {
  readonly keys: readonly string[];
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_IN_ONE = 64;

/** `runBatch` gets requests in order of arrival and answers in the same order. */
export function foldRequests<Request extends Foldable, Answer>(
  runBatch: (requests: readonly Request[]) => Promise<readonly Answer[]>,
  lanes: number,
): (request: Request) => Promise<Answer> {
  const busy = new Map<string, number>();
  let waiting: Waiting<Request, Answer>[] = [];
  let running = 0;

  function pump(): void {
    while (running < lanes && waiting.length > 0) {
      const batch = nextBatch();
      if (batch.length === 0) return;
      void run(batch);
    }
  }

  /** All that may go now. Whoever must wait makes later requests for the same variants wait too: first come, first served. */
  function nextBatch(): Waiting<Request, Answer>[] {
    const batch: Waiting<Request, Answer>[] = [];
    const kept: Waiting<Request, Answer>[] = [];
    const spoken = new Set<string>(busy.keys());
    for (const each of waiting) {
      const blocked = batch.length >= MOST_IN_ONE || each.request.keys.some((key) => spoken.has(key));
      (blocked ? kept : batch).push(each);
      if (blocked) for (const key of each.request.keys) spoken.add(key);
    }
    waiting = kept;
    return batch;
  }

  async function run(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    running += 1;
    hold(batch, 1);
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
      hold(batch, -1);
      pump();
    }
  }

  function hold(batch: readonly Waiting<Request, Answer>[], by: 1 | -1): void {
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
    pump();
    return promise;
  };
}
