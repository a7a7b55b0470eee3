/**
 * Chooses the weights of the blend on the validation part: coordinate search over a fixed grid from the
 * standard weights, at most 2 × 5 × 5 trials. The parts' scores are computed once for each question.
 */
import { rankingMetrics } from "../evaluation/metrics.ts";
import { bestOf } from "../matrix/top.ts";
import type { OpenModel } from "../model/open.ts";
import type { BlendWeights } from "../model/recipe.ts";
import { type BlendPart, blendParts } from "../model/visitor.ts";
import { AT } from "./evaluate.ts";
import type { Question } from "./questions.ts";

interface ScoredQuestion {
  readonly items: Uint32Array;
  /** Five scores for each item, in the order of `blendParts`. */
  readonly scores: Float32Array;
  readonly wanted: ReadonlySet<number>;
}

export interface Choice {
  readonly blend: BlendWeights;
  readonly ndcg: number;
  readonly trials: number;
}

/** Candidates that are among the best of no part cannot be among the best of the blend, nearly always. */
const BEST_OF_A_PART = 60;
const grid = [0, 0.1, 0.3, 1, 3] as const;

export function chooseBlend(model: OpenModel, questions: readonly Question[]): Choice {
  const scored = questions.map((question) => scoredQuestion(model, question));
  let blend = model.recipe.blend;
  let ndcg = judge(scored, blend);
  let trials = 1;
  for (let round = 0; round < 2; round++) {
    const before = ndcg;
    for (const part of blendParts) {
      for (const weight of grid) {
        if (weight === blend[part]) continue;
        const other = { ...blend, [part]: weight };
        const result = judge(scored, other);
        trials++;
        // A difference of less than a thousandth is no reason to leave the standard.
        if (result > ndcg * 1.001) [blend, ndcg] = [other, result];
      }
    }
    if (ndcg === before) break;
  }
  return { blend, ndcg, trials };
}

function scoredQuestion(model: OpenModel, { history, now, fresh, again }: Question): ScoredQuestion {
  const found = model.scoresOf(history, now);
  const kept = new Set<number>();
  for (const part of blendParts) {
    const best = bestOf(BEST_OF_A_PART);
    for (let k = 0; k < found.size; k++) {
      const item = found.candidates[k] as number;
      const score = found.scores[part][item] as number;
      if (score > 0) best.offer(item, score);
    }
    for (const item of best.take().entries) kept.add(item);
  }
  const items = Uint32Array.from(kept).sort();
  const scores = new Float32Array(items.length * blendParts.length);
  for (const [k, item] of items.entries())
    for (const [p, part] of blendParts.entries())
      scores[k * blendParts.length + p] = found.scores[part][item] as number;
  return { items, scores, wanted: new Set([...fresh, ...again]) };
}

function judge(questions: readonly ScoredQuestion[], blend: BlendWeights): number {
  const weights = blendParts.map((part: BlendPart) => blend[part]);
  const best = bestOf(AT);
  let sum = 0;
  for (const { items, scores, wanted } of questions) {
    for (let k = 0; k < items.length; k++) {
      let score = 0;
      for (let p = 0; p < weights.length; p++)
        score += (weights[p] as number) * (scores[k * weights.length + p] as number);
      if (score > 0) best.offer(items[k] as number, score);
    }
    sum += rankingMetrics(best.take().entries, wanted, AT).ndcg;
  }
  return questions.length === 0 ? 0 : sum / questions.length;
}
