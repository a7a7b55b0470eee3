/** The words of the recommender's edge: what goes in, and what a model answers. */

/** Their order is the number of a type in files. It only grows. */
export const interactionTypes = ["view", "cart", "wish", "purchase", "refund"] as const;
export type InteractionType = (typeof interactionTypes)[number];

export interface Interaction {
  /** Two interactions of one id are one. */
  readonly id: string;
  readonly visitor: string;
  readonly item: string;
  readonly type: InteractionType;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without a session, thirty minutes without an interaction end one. */
  readonly session: string | null;
  readonly order: string | null;
  readonly quantity: number;
}

export interface ItemFacts {
  readonly id: string;
  readonly title: string;
  readonly brand: string | null;
  readonly categories: readonly string[];
  /** In minor units of the shop's currency. */
  readonly price: number;
  readonly createdAt: number;
}

export interface Reason {
  readonly kind: "viewed" | "bought" | "session" | "repeat" | "taste" | "popular" | "similar";
  /** The item of the history that led to this one. */
  readonly item?: string;
}

export interface ScoredItem {
  readonly item: string;
  /** Comparable within one list alone. */
  readonly score: number;
  readonly reason: Reason;
}

export interface HistoryEntry {
  readonly item: string;
  readonly type: InteractionType;
  readonly at: number;
}

/**
 * A trained model in memory. Lists are best first and have no item twice. Items that the model does not know
 * lead to shorter lists, never to an error. No pair of items that fewer than three visitors saw or bought
 * leads from one to the other.
 */
export interface Model {
  readonly version: string;
  readonly items: number;
  readonly trainedAt: number;
  /** Items that visitors of this one also looked at; by text, category and price where too few did. */
  similar(item: string, count: number): ScoredItem[];
  /** What was bought together with these. */
  boughtTogether(items: readonly string[], count: number): ScoredItem[];
  /** For a visitor with this history, in any order; it may be this session alone. */
  forVisitor(history: readonly HistoryEntry[], now: number, count: number): ScoredItem[];
  /** What was looked at and bought most lately, of the shop or of a category. */
  popular(count: number, category?: string): ScoredItem[];
}
