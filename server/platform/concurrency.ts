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
 * Throws TOO_MANY_REQUESTS at once when the queue of the key is full.
 */
export type KeyedSerializer = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** `waiting`: how much work of one key may wait. */
export function serializedByKey(waiting = Number.POSITIVE_INFINITY): KeyedSerializer {
  const queues = new Map<string, { last: Promise<unknown>; length: number }>();
  return async (key, work) => {
    const queue = queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length > waiting) throw new DomainError("TOO_MANY_REQUESTS", { retryAfter: 1 });
    const current = queue.length === 0 ? work() : queue.last.then(work, work);
    queue.last = current;
    queue.length += 1;
    queues.set(key, queue);
    try {
      return await current;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) queues.delete(key);
    }
  };
}
