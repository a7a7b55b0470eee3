/**
 * Idempotency keys. The identity is key, API key, method and path, not the body. The first definite answer is
 * stored for a time that the protocol sets. A fault before the effect is not stored, so that a retry can
 * reach the payment.
 */

export interface StoredAnswer<Answer> {
  readonly id: string;
  readonly at: number;
  readonly answer: Answer;
}

/** One use of a key. The caller must finish or abandon it. */
export interface KeyUse<Answer> {
  readonly replay: Answer | null;
  finish(answer: Answer): void;
  abandon(): void;
}

export interface KeyRules {
  /** Errors of the protocol: a key that it does not take, and one whose first request still runs. */
  readonly accepts: (key: string) => boolean;
  readonly invalid: () => Error;
  readonly running: () => Error;
  readonly retentionMs: number;
}

export interface Idempotency<Answer> {
  /** Throws the protocol's errors. */
  open(key: string | undefined, scope: string, now: number): KeyUse<Answer>;
  restore(stored: StoredAnswer<Answer>): void;
  list(): Iterable<StoredAnswer<Answer>>;
}

export function createIdempotency<Answer>(
  rules: KeyRules,
  store: (stored: StoredAnswer<Answer>) => void,
): Idempotency<Answer> {
  const unkeyed: KeyUse<Answer> = { replay: null, finish: () => {}, abandon: () => {} };
  const answers = new Map<string, StoredAnswer<Answer>>();
  const running = new Set<string>();

  /** The map is ordered by time, so outdated answers come first. */
  function dropOutdated(now: number): void {
    for (const [id, stored] of answers) {
      if (now - stored.at < rules.retentionMs) return;
      answers.delete(id);
    }
  }

  return {
    open(key, scope, now) {
      if (key === undefined) return unkeyed;
      if (!rules.accepts(key)) throw rules.invalid();
      const id = `${scope} ${key}`;
      if (running.has(id)) throw rules.running();
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
