/**
 * Idempotency keys with the rules of Toss. The identity is key, API key, method and path, not the body. The
 * first definite answer is stored for 15 days. A fault before the effect is not stored, so that a retry can
 * reach the payment.
 *
 * A successful answer is stored as the payment that it showed. Payments are immutable and their view is
 * deterministic, so the replay is equal byte for byte and costs no copy.
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

export interface StoredAnswer {
  readonly id: string;
  readonly at: number;
  readonly answer: CallResult;
}

/** One use of a key. The caller must finish or abandon it. */
export interface KeyUse {
  readonly replay: CallResult | null;
  finish(answer: CallResult): void;
  abandon(): void;
}

const MAX_KEY_LENGTH = 300;
const RETENTION_MS = 15 * 24 * 60 * 60 * 1000;

export interface Idempotency {
  /** Errors: INVALID_IDEMPOTENCY_KEY, IDEMPOTENT_REQUEST_PROCESSING. */
  open(key: string | undefined, scope: string, now: number): KeyUse;
  restore(stored: StoredAnswer): void;
  list(): Iterable<StoredAnswer>;
}

const unkeyed: KeyUse = { replay: null, finish: () => {}, abandon: () => {} };

export function createIdempotency(store: (stored: StoredAnswer) => void): Idempotency {
  const answers = new Map<string, StoredAnswer>();
  const running = new Set<string>();

  /** The map is ordered by time, so outdated answers come first. */
  function dropOutdated(now: number): void {
    for (const [id, stored] of answers) {
      if (now - stored.at < RETENTION_MS) return;
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
      const stored = answers.get(id);
      if (stored !== undefined) return { ...unkeyed, replay: stored.answer };
      running.add(id);
      return {
        replay: null,
        finish(answer) {
          running.delete(id);
          const entry = { id, at: now, answer };
          answers.set(id, entry);
          store(entry);
        },
        abandon: () => {
          running.delete(id);
        },
      };
    },
    restore(stored) {
      answers.set(stored.id, stored);
    },
    list: () => answers.values(),
  };
}
