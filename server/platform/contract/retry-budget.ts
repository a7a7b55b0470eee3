/**
 * Limits the retries of all callers of one peer together, so that a peer that fails under load is not given
 * up to three times that load (Google, "Site Reliability Engineering", chapter 21: the per-client retry
 * budget). Each call earns a part of a retry; each retry spends a whole one.
 */
export interface RetryBudget {
  /** A call begins. */
  earn(): void;
  /** Takes one retry. Returns false when none is left. */
  spend(): boolean;
}

interface RetryBudgetOptions {
  /** Retries per call in the long run. Default 0.1: at most a tenth more load. */
  readonly perCall?: number;
  /** Retries that can be saved up, and that a new process has. Default 10, for a peer that restarts. */
  readonly most?: number;
}

export function retryBudget({ perCall = 0.1, most = 10 }: RetryBudgetOptions = {}): RetryBudget {
  let left = most;
  return {
    earn() {
      left = Math.min(most, left + perCall);
    },
    spend() {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
