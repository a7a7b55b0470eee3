import type { Clock } from "../clock.ts";

/**
 * Stops calling a peer that does not answer, so that callers fail at once instead of waiting for deadlines.
 * After M. Nygard, "Release It!".
 *
 * closed: work runs. `failures` failures in a row open the circuit.
 * open: work is refused until `coolDownMs` have passed.
 * half-open: one piece of work runs as a probe. Its result closes the circuit or opens it again.
 *
 * The result of work that began in an earlier state is ignored: it says nothing about the peer now.
 */
export interface CircuitBreaker {
  /** Runs the work; a throw counts as a failure. Throws CircuitOpen while the circuit is open. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** False while the circuit is closed, and work runs. */
  readonly isOpen: boolean;
}

export class CircuitOpen extends Error {
  constructor() {
    super("the peer has not been answering, so it is not called for a while");
    this.name = "CircuitOpen";
  }
}

interface CircuitOptions {
  readonly clock: Clock;
  /** Failures in a row that open the circuit. Default 5. */
  readonly failures?: number;
  /** How long the circuit stays open, milliseconds. Default 5,000. */
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
    get isOpen() {
      return state.kind !== "closed";
    },
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
