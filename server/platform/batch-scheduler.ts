/**
 * Decides which batch runs next, of all kinds that one database has (`batching.ts`).
 *
 * Busy: one batch runs at a time, and of the waiting kinds the one with the most requests goes next. So
 * requests gather: what shares a statement once goes on together to the next one. A statement for ten rows
 * costs little more than one for two.
 *
 * A batch that takes longer than `patienceMs` (it waits for a lock, or for a disk) holds up no others.
 * A kind whose first request has waited `OVERDUE_MS` goes before fuller ones, so that none waits for ever.
 *
 * Idle: a batch starts at the end of the turn of the event loop in which its first request came, with what
 * else came in that turn.
 */

/** One kind of batch. */
export interface BatchSource {
  /** Requests that wait. */
  size(): number;
  /** When the first of them came, by `performance.now()`. */
  oldest(): number;
  /**
   * Starts a batch. Null: none can start now; the source offers itself again as soon as one can. The promise
   * resolves when the batch has ended, also by an error.
   */
  start(): Promise<void> | null;
}

export interface BatchScheduler {
  /** The source has requests that wait. */
  offer(source: BatchSource): void;
}

/** Longer than most statements take that wait for nothing. */
const PATIENCE_MS = 10;
/** Far longer than a batch waits for its turn, unless fuller ones come again and again. */
const OVERDUE_MS = 50;

export function createBatchScheduler(patienceMs = PATIENCE_MS): BatchScheduler {
  const offered = new Set<BatchSource>();
  let isBusy = false;
  let isPlanned = false;

  function plan(): void {
    if (isBusy || isPlanned || offered.size === 0) return;
    isPlanned = true;
    setImmediate(startNext);
  }

  function startNext(): void {
    isPlanned = false;
    for (const source of inTurn(offered)) {
      const batch = source.start();
      // It offers itself again when its batch has ended, or when it can start another one beside it.
      if (batch === null || source.size() === 0) offered.delete(source);
      if (batch === null) continue;
      waitFor(batch);
      return;
    }
  }

  function waitFor(batch: Promise<void>): void {
    let isOver = false;
    isBusy = true;
    const end = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      isBusy = false;
      plan();
    };
    const timer = setTimeout(end, patienceMs);
    void batch.then(end);
  }

  return {
    offer(source) {
      offered.add(source);
      plan();
    },
  };
}

/** Starts what can start at once: a kind waits for none of the others, and gathers fewer requests. */
export const atOnce: BatchScheduler = {
  offer(source) {
    while (source.start() !== null);
  },
};

/** Overdue ones first, the longest overdue first; then the fullest first. */
function inTurn(sources: ReadonlySet<BatchSource>): BatchSource[] {
  if (sources.size === 1) return [...sources];
  const overdue = performance.now() - OVERDUE_MS;
  const rank = (source: BatchSource): number => Math.min(source.oldest() - overdue, 0);
  return [...sources].sort((one, other) => rank(one) - rank(other) || other.size() - one.size());
}
