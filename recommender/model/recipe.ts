/** How a model is trained: everything that changes its content, besides the snapshot. It is in its header. */
import type { SessionOptions } from "../models/session-knn.ts";
import { SESSION_DEFAULTS } from "../models/session-knn.ts";

/** What each part of the blend weighs; the scores of a part go from 0 to 1. */
export interface BlendWeights {
  readonly session: number;
  readonly neighbours: number;
  readonly taste: number;
  readonly repeat: number;
  readonly popular: number;
}

export interface Recipe {
  readonly seed: number;
  /** Days until an interaction counts half. */
  readonly halfLifeDays: number;
  readonly popularHalfLifeDays: number;
  readonly neighbours: number;
  readonly userExponent: number;
  readonly factors: number;
  readonly session: SessionOptions;
  readonly blend: BlendWeights;
  /** The sha256 of parts that were computed elsewhere, which stand in for our own. */
  readonly foreign?: string;
}

export const STANDARD_RECIPE: Recipe = {
  seed: 1,
  halfLifeDays: 60,
  popularHalfLifeDays: 14,
  neighbours: 60,
  userExponent: 0.25,
  factors: 32,
  session: { ...SESSION_DEFAULTS, newest: 500, neighbours: 300 },
  blend: { session: 1, neighbours: 1, taste: 0.5, repeat: 1, popular: 0.1 },
};

/** By the number of the type: view, cart, wish, purchase, refund, which takes a purchase back. */
export const TYPE_WEIGHTS: readonly number[] = [1, 3, 2, 5, -5];
export const VIEW = 0;
export const PURCHASE = 3;
export const REFUND = 4;
/** Pairs of items that fewer visitors share lead to nothing: a list must not show what one person did. */
export const FEWEST_VISITORS = 3;
export const DAY_MS = 86_400_000;
