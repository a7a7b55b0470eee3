import type { Clock } from "../clock.ts";
import { type Bulkhead, bulkhead } from "./bulkhead.ts";
import { type CircuitBreaker, circuitBreaker } from "./circuit-breaker.ts";
import { type RetryBudget, retryBudget } from "./retry-budget.ts";

/** What protects a process and its peer from each other. All modules of one peer share it. */
export interface PeerGuard {
  readonly breaker: CircuitBreaker;
  readonly retries: RetryBudget;
  readonly places: Bulkhead;
}

/** A call takes a millisecond or a few, so this many are under way only while the peer does not keep up. */
const CALLS_AT_ONCE = 256;

export const peerGuard = (clock: Clock): PeerGuard => ({
  breaker: circuitBreaker({ clock }),
  retries: retryBudget(),
  places: bulkhead(CALLS_AT_ONCE),
});
