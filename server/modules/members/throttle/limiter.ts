import { DomainError } from "../../../platform/errors.ts";

/** Runs `work` when it is its turn; throws TOO_MANY_REQUESTS at once when too many wait. */
export type ConcurrencyLimiter = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** At most `atOnce` pieces of work run at a time, at most `waiting` more wait, in order of arrival. */
export function concurrencyLimiter(atOnce: number, waiting: number): ConcurrencyLimiter {
  const queue: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running < atOnce) running += 1;
    else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
    else throw new DomainError("TOO_MANY_REQUESTS", { retryAfter: 1 });
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that a newcomer cannot slip in between.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** Runs work of one key piece after piece, in order of arrival, and work of other keys beside it. */
export type KeyedSerializer = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

export function serializedByKey(): KeyedSerializer {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const mine = before ? before.then(work, work) : work();
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
