/** A model's figures for the questions of a window: full ranking over all items, no sampled negatives. */

import { bootstrap, type Interval } from "../evaluation/bootstrap.ts";
import {
  coverage,
  gini,
  meanOf,
  novelty,
  type RankingMetrics,
  rankingMetrics,
} from "../evaluation/metrics.ts";
import type { OpenModel } from "../model/open.ts";
import { REFUND } from "../model/recipe.ts";
import { interactionTypes } from "../types.ts";
import type { Question, Questions } from "./questions.ts";
import { isNewItem } from "./questions.ts";

export const AT = 20;
export const tasks = ["home", "homeAgain", "session", "product", "cart", "newItems"] as const;
export type Task = (typeof tasks)[number];

export interface TaskFigures {
  readonly questions: number;
  readonly recall: number;
  readonly hit: number;
  readonly mrr: number;
  readonly ndcg: Interval;
}

export interface Evaluation {
  readonly tasks: Readonly<Record<Task, TaskFigures>>;
  /** NDCG of each question for a visitor, in the order of the questions: for comparison in pairs. */
  readonly answers: readonly number[];
  /** The same for the most popular items. */
  readonly popularAnswers: readonly number[];
  /** Of `answers`, by segment: their positions. */
  readonly segments: Readonly<Record<string, readonly number[]>>;
  readonly coverage: number;
  readonly gini: number;
  readonly novelty: number;
}

export function evaluate(model: OpenModel, questions: Questions, seed: number): Evaluation {
  const found = Object.fromEntries(tasks.map((task) => [task, [] as RankingMetrics[]])) as Record<
    Task,
    RankingMetrics[]
  >;
  const numbered = (list: readonly { readonly item: string }[]): number[] =>
    list.map(({ item }) => model.numberOf(item) as number);
  const named = (item: number): string => model.parts.items[item] as string;
  const answers: number[] = [];
  const popularAnswers: number[] = [];
  const lists: number[][] = [];
  const segments: Record<string, number[]> = { "few interactions": [], "many interactions": [] };
  const popular = numbered(model.popular(500));
  for (const question of questions.visitors) {
    const list = numbered(model.forVisitor(namedHistory(question, named), question.now, AT));
    const wanted = new Set([...question.fresh, ...question.again]);
    const all = rankingMetrics(list, wanted, AT);
    if (question.fresh.size > 0) found[question.task].push(rankingMetrics(list, question.fresh, AT));
    if (question.again.size > 0) found.homeAgain.push(rankingMetrics(list, question.again, AT));
    segments[question.history.length < 5 ? "few interactions" : "many interactions"]?.push(answers.length);
    answers.push(all.ndcg);
    popularAnswers.push(rankingMetrics(popularFor(question, popular), wanted, AT).ndcg);
    lists.push(list);
  }
  for (const { item, next } of questions.pages) {
    const metrics = rankingMetrics(numbered(model.similar(named(item), AT)), new Set([next]), AT);
    found.product.push(metrics);
    if (isNewItem(model.parts.support, next)) found.newItems.push(metrics);
  }
  for (const { items, hidden } of questions.carts) {
    const list = numbered(model.boughtTogether(items.map(named), AT));
    found.cart.push(rankingMetrics(list, new Set([hidden]), AT));
  }
  const visitors = Math.max(1, ...model.parts.support);
  return {
    tasks: Object.fromEntries(
      tasks.map((task) => [task, figuresOf(found[task], seed)]),
    ) as Evaluation["tasks"],
    answers,
    popularAnswers,
    segments,
    coverage: coverage(lists, model.items),
    gini: gini(lists, model.items),
    novelty: novelty(lists, model.parts.support, visitors),
  };
}

/**
 * The popular items that the visitor has not met, and may not leave out: what the shop would show without
 * us.
 */
const popularFor = ({ history }: Question, popular: readonly number[]): number[] => {
  const met = new Set(history.filter(({ type }) => type !== REFUND).map(({ item }) => item));
  return popular.filter((item) => !met.has(item)).slice(0, AT);
};

const namedHistory = ({ history }: Question, named: (item: number) => string) =>
  history.map(({ item, type, at }) => ({
    item: named(item),
    type: interactionTypes[type] as (typeof interactionTypes)[number],
    at,
  }));

function figuresOf(metrics: readonly RankingMetrics[], seed: number): TaskFigures {
  return {
    questions: metrics.length,
    recall: meanOf(metrics.map(({ recall }) => recall)),
    hit: meanOf(metrics.map(({ hit }) => hit)),
    mrr: meanOf(metrics.map(({ mrr }) => mrr)),
    ndcg: bootstrap(
      metrics.map(({ ndcg }) => ndcg),
      seed,
    ),
  };
}
