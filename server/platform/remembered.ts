/** A value that many requests share, kept in the memory of this process. */
import type { Clock } from "./clock.ts";

export interface SharedValue<Value> {
  /** Loads the value when it is not known, or older than its time; requests at once share one load. */
  get(): Promise<Value>;
  /** The value has changed: requests from now on load it. */
  drop(): void;
}

/** `maxAgeMs` bounds how long a process that missed a change shows the former value. */
export function remembered<Value>(
  clock: Clock,
  maxAgeMs: number,
  load: () => Promise<Value>,
): SharedValue<Value> {
  let kept: { readonly value: Promise<Value>; readonly until: number } | null = null;
  const drop = () => {
    kept = null;
  };
  return {
    drop,
    get() {
      const now = clock.now().getTime();
      if (kept && now < kept.until) return kept.value;
      const loading = { value: load(), until: now + maxAgeMs };
      kept = loading;
      // A failure reaches those who wait for it, and is not kept.
      loading.value.catch(() => {
        if (kept === loading) kept = null;
      });
      return loading.value;
    },
  };
}
