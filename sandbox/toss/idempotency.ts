/**
 * Idempotency keys as Toss keeps them: the identity is key, API key, method and path, not the body; the first definite
 * answer is kept for 15 days. Faults injected before the effect are not kept, so that a retry can reach the payment.
 *
 * A successful answer is kept as the payment it showed. Payments are immutable and their view is deterministic, so the
 * replay is equal byte for byte and costs no copy.
 */

import type { Language } from "../language.ts";
import { TossError } from "./errors.ts";
import type { Payment } from "./payments.ts";

export type CallResult =
  | { readonly kind: "payment"; readonly payment: Payment }
  | {
      readonly kind: "error";
      readonly code: string;
      readonly detail: string | null;
      readonly language: Language;
    };

export interface KeptAnswer {
  readonly id: string;
  readonly at: number;
  readonly answer: CallResult;
}

/** One use of a key. Whoever opens it must either finish or abandon it. */
export interface Slot {
  readonly replay: CallResult | null;
  finish(answer: CallResult): void;
  abandon(): void;
}

const MAX_KEY_LENGTH = 300;
const KEEP_MS = 15 * 24 * 60 * 60 * 1000;

export interface Idempotency {
  /** Errors: INVALID_IDEMPOTENCY_KEY, IDEMPOTENT_REQUEST_PROCESSING. */
  open(key: string | undefined, scope: string, now: number): Slot;
  restore(kept: KeptAnswer): void;
  list(): Iterable<KeptAnswer>;
}

const unkeyed: Slot = { replay: null, finish: () => {}, abandon: () => {} };

export function createIdempotency(keep: (kept: KeptAnswer) => void): Idempotency {
  const answers = new Map<string, KeptAnswer>();
  const running = new Set<string>();

  /** Answers are kept in the order of their time, so the outdated ones are in front. */
  function dropOutdated(now: number): void {
    for (const [id, kept] of answers) {
      if (now - kept.at < KEEP_MS) return;
      answers.delete(id);
    }
  }

  return {
    open(key, scope, now) {
      if (key === undefined) return unkeyed;
      if (key === "" || key.length > MAX_KEY_LENGTH) throw new TossError("INVALID_IDEMPOTENCY_KEY");
      const id = `${scope} ${key}`;
      if (running.has(id)) throw new TossError("IDEMPOTENT_REQUEST_PROCESSING");
      dropOutdated(now);
      const kept = answers.get(id);
      if (kept !== undefined) return { ...unkeyed, replay: kept.answer };
      running.add(id);
      return {
        replay: null,
        finish(answer) {
          running.delete(id);
          const entry = { id, at: now, answer };
          answers.set(id, entry);
          keep(entry);
        },
        abandon: () => {
          running.delete(id);
        },
      };
    },
    restore(kept) {
      answers.set(kept.id, kept);
    },
    list: () => answers.values(),
  };
}
