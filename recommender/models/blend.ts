/**
 * Weights of a linear blend, found on candidates whose parts were scored once. Coordinate search over a
 * grid of factors: simple, bounded, and the same on every run.
 */
import { type RankingMetrics, rankingMetrics } from "../evaluation/metrics.ts";
import { bestOf } from "../matrix/top.ts";

export interface Candidates {
  readonly items: Uint32Array;
  /** For each item the scores of all parts, one after the other. */
  readonly scores: Float32Array;
  readonly wanted: ReadonlySet<number>;
}

export interface BlendSearch {
  readonly start: readonly number[];
  /** Weights that each part is tried with, in this order. */
  readonly grid: readonly number[];
  readonly at: number;
  readonly measure: (metrics: RankingMetrics) => number;
  readonly rounds?: number;
  /** A relative gain of less than this keeps the weights before. */
  readonly leastGain?: number;
}

export interface FoundBlend {
  readonly weights: readonly number[];
  readonly value: number;
  readonly trials: number;
}

export function searchBlend(questions: readonly Candidates[], search: BlendSearch): FoundBlend {
  const { grid, leastGain = 0.001, rounds = 2 } = search;
  let weights = [...search.start];
  let value = judge(questions, weights, search);
  let trials = 1;
  for (let round = 0; round < rounds; round++) {
    const before = value;
    for (const part of weights.keys()) {
      for (const weight of grid) {
        if (weight === weights[part]) continue;
        const other = weights.with(part, weight);
        const result = judge(questions, other, search);
        trials++;
        if (result > value * (1 + leastGain)) [weights, value] = [other, result];
      }
    }
    if (value === before) break;
  }
  return { weights, value, trials };
}

function judge(questions: readonly Candidates[], weights: readonly number[], search: BlendSearch): number {
  let sum = 0;
  for (const question of questions) {
    const list = blendedList(question, weights, search.at);
    sum += search.measure(rankingMetrics(list, question.wanted, search.at));
  }
  return questions.length === 0 ? 0 : sum / questions.length;
}

/** The best of the candidates; those of no score in any part are none. */
export function blendedList(
  { items, scores }: Candidates,
  weights: readonly number[],
  at: number,
): Uint32Array {
  const best = bestOf(at);
  const parts = weights.length;
  for (let k = 0; k < items.length; k++) {
    let score = 0;
    for (let p = 0; p < parts; p++) score += (weights[p] as number) * (scores[k * parts + p] as number);
    if (score > 0 && score >= best.floor()) best.offer(items[k] as number, score);
  }
  return best.take().entries;
}
