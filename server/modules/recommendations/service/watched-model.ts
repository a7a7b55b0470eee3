/**
 * A model whose calls are counted. A call that throws gives an empty list, so that the next source makes the
 * page's row; who takes the counts sees the error.
 */
import type { Model, Scored } from "../../../../recommender/index.ts";

export interface ModelCalls {
  readonly calls: number;
  readonly failed: number;
  /** Took longer than `SLOW_MS`. */
  readonly slow: number;
  /** Of the last call that threw; undefined: none did. */
  readonly error: unknown;
}

export interface WatchedModel {
  readonly model: Model;
  /** Returns what was counted since the last time. */
  takeCalls(): ModelCalls;
}

/** Twice the p99 that the gate demands of a model. */
const SLOW_MS = 6;

export function watchModel(model: Model): WatchedModel {
  let [calls, failed, slow] = [0, 0, 0];
  let error: unknown;
  const watched = (call: () => Scored[]): Scored[] => {
    const began = performance.now();
    calls += 1;
    try {
      return call();
    } catch (thrown) {
      failed += 1;
      error = thrown;
      return [];
    } finally {
      if (performance.now() - began > SLOW_MS) slow += 1;
    }
  };
  return {
    model: {
      ...model,
      similar: (...given) => watched(() => model.similar(...given)),
      boughtTogether: (...given) => watched(() => model.boughtTogether(...given)),
      forVisitor: (...given) => watched(() => model.forVisitor(...given)),
    },
    takeCalls() {
      const taken = { calls, failed, slow, error };
      [calls, failed, slow, error] = [0, 0, 0, undefined];
      return taken;
    },
  };
}
