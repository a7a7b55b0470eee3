import type { Clock } from "../clock.ts";

/**
 * Stops asking a peer that does not answer, so that callers fail at once instead of queueing behind deadlines.
 *
 * closed: work runs; `failures` failures in a row open it. open: work is refused until `coolDownMs` have passed.
 * half-open: one piece of work runs as a probe; its result closes or reopens. Work that began before the state last
 * changed has no say: its result is news about the past. After M. Nygard, "Release It!".
 */
export interface CircuitBreaker {
  /** Runs the work, where throwing is a failure; throws CircuitOpen instead when the peer is being left alone. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export class CircuitOpen extends Error {
  constructor() {
    super("the peer has not been answering and is left alone for a while");
    this.name = "CircuitOpen";
  }
}

interface CircuitOptions {
  readonly clock: Clock;
  /** Failures in a row that open the circuit. */
  readonly failures?: number;
  readonly coolDownMs?: number;
}

type State =
  | { readonly kind: "closed"; failed: number }
  | { readonly kind: "open"; readonly until: number }
  | { readonly kind: "half-open" };

export function circuitBreaker({ clock, failures = 5, coolDownMs = 5000 }: CircuitOptions): CircuitBreaker {
  const nowMs = () => clock.now().getTime();
  let state: State = { kind: "closed", failed: 0 };

  function admit(): State {
    if (state.kind === "half-open" || (state.kind === "open" && nowMs() < state.until))
      throw new CircuitOpen();
    if (state.kind === "open") state = { kind: "half-open" };
    return state;
  }

  function succeeded(): void {
    if (state.kind === "closed") state.failed = 0;
    else state = { kind: "closed", failed: 0 };
  }

  function failed(): void {
    if (state.kind === "closed" && ++state.failed < failures) return;
    state = { kind: "open", until: nowMs() + coolDownMs };
  }

  return {
    async run(work) {
      const admitted = admit();
      try {
        const result = await work();
        if (state === admitted) succeeded();
        return result;
      } catch (error) {
        if (state === admitted) failed();
        throw error;
      }
    },
  };
}
