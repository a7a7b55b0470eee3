import { DomainError } from "./errors.ts";

/** Runs `work` as soon as a place is free. Throws TOO_MANY_REQUESTS at once when the queue is full. */
export type ConcurrencyLimiter = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** At most `atOnce` pieces of work run at a time. At most `waiting` more wait, in order of arrival. */
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
      // The place passes straight to the first in the queue, so that a new request cannot overtake it.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/**
 * Runs work of one key one after the other, in order of arrival. Work of different keys runs concurrently.
 */
export type KeyedSerializer = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

export function serializedByKey(): KeyedSerializer {
  const lastOfKey = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const previous = lastOfKey.get(key);
    const current = previous ? previous.then(work, work) : work();
    lastOfKey.set(key, current);
    try {
      return await current;
    } finally {
      if (lastOfKey.get(key) === current) lastOfKey.delete(key);
    }
  };
}
