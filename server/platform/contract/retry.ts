/** Repeats a call within one deadline. Time and chance are passed in, so that tests need not wait. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly tries: number;
  /** Milliseconds left for all tries and pauses together. */
  readonly remainingMs: () => number;
  readonly worthAgain: (error: unknown) => boolean;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/**
 * Returns a pause in milliseconds with full jitter (M. Brooker, "Exponential Backoff and Jitter"): uniform
 * between 0 and a ceiling that doubles, so that callers that failed together do not come back together.
 * `failed` is the number of failed tries, from 1; `random` is in [0, 1).
 */
export const pauseMs = (failed: number, random: number): number =>
  random * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failed - 1));

/**
 * Runs `attempt` until it succeeds, and returns its result. Throws its last error when that is not worth
 * another try, or when tries or time run out. `attempt` gets a limit in milliseconds: half of the remaining
 * time while another try is possible, because a peer that hangs must not use up the whole deadline. The last
 * try gets all of it.
 */
export async function retry<T>(attempt: (limitMs: number) => Promise<T>, policy: RetryPolicy): Promise<T> {
  for (let tried = 1; ; tried++) {
    const last = tried >= policy.tries;
    try {
      return await attempt(last ? policy.remainingMs() : policy.remainingMs() / 2);
    } catch (error) {
      if (last || !policy.worthAgain(error)) throw error;
      const pause = pauseMs(tried, policy.random());
      if (pause >= policy.remainingMs()) throw error;
      await policy.wait(pause);
    }
  }
}
