/**
 * Limits the calls of one peer that are under way at a time, so that a slow peer holds up a part of this
 * process and not all of it. After M. Nygard, "Release It!". Calls beyond the limit fail at once: a queue
 * would only add to the time that their callers wait.
 */
export interface Bulkhead {
  /** Throws BulkheadFull, and does not begin the work, when all places are taken. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export class BulkheadFull extends Error {
  constructor(places: number) {
    super(`${places} calls of the peer are under way`);
    this.name = "BulkheadFull";
  }
}

export function bulkhead(places: number): Bulkhead {
  let taken = 0;
  return {
    async run(work) {
      if (taken >= places) throw new BulkheadFull(places);
      taken += 1;
      try {
        return await work();
      } finally {
        taken -= 1;
      }
    },
  };
}
