/**
 * Chooses the products of a list from sources that are asked in order: the first that knows the shopper best,
 * the last always has something. Pure.
 *
 * How: within a source, a product counts by its place. What staff boost counts more, what they bury less;
 * each product of the same brand or category before it makes the next one count less, so that a list is no
 * row of the same. Pinned products come first. Then, now and then, the last place goes to a new product.
 */
import type { Placement } from "./interactions.ts";

/** From what knows the shopper best to what knows nothing. `none`: the list is empty. */
export const levels = ["model", "session", "item", "history", "content", "category", "shop", "none"] as const;
export type SourceLevel = (typeof levels)[number];

export const reasonKinds = [
  "viewed",
  "bought",
  "session",
  "repeat",
  "taste",
  "popular",
  "similar",
  "new",
  "picked",
] as const;

export interface Reason {
  readonly kind: (typeof reasonKinds)[number];
  /** The product that led here. */
  readonly item?: string;
}

export interface Candidate {
  readonly item: string;
  readonly reason: Reason;
}

export interface Source {
  readonly level: SourceLevel;
  /** The best first. ListRequest only when the sources before it had too little. */
  candidates(): readonly Candidate[];
}

export interface Rule {
  readonly kind: "pin" | "boost" | "bury";
  readonly placement: Placement | null;
  readonly productId: string;
}

export interface ItemFacts {
  readonly brand: string | null;
  readonly categoryIds: readonly string[];
}

export interface ListChoice {
  readonly sources: readonly Source[];
  /** For sale, in stock, not in the cart, not what the page shows. */
  isEligible(item: string): boolean;
  factsOf(item: string): ItemFacts | undefined;
  readonly rules: readonly Rule[];
  readonly limit: number;
  /** Takes the last place of a full list; null: not this time. */
  readonly explored: string | null;
  /** False where products of one kind are wanted. */
  readonly mixCategories: boolean;
}

export interface ChosenList {
  readonly items: readonly Candidate[];
  readonly level: SourceLevel;
}

/** Candidates of a source that are looked at. */
const DEPTH = 100;
const BOOST = 3;
const BURY = 0.1;
const SAME_BRAND = 0.8;
const SAME_CATEGORY = 0.85;
/** How slowly places lose weight. */
const SLOPE = 10;

export function chooseItems(choice: ListChoice): ChosenList {
  const { sources, rules, limit, explored } = choice;
  const chosen: Candidate[] = [];
  const taken = new Set<string>();
  const mix = mixer(choice);
  const take = (candidate: Candidate): void => {
    chosen.push(candidate);
    taken.add(candidate.item);
    mix.add(mix.keysOf(candidate.item));
  };
  for (const { kind, productId } of rules)
    if (kind === "pin" && chosen.length < limit && !taken.has(productId) && choice.isEligible(productId))
      take({ item: productId, reason: { kind: "picked" } });
  let level: SourceLevel = "none";
  for (const source of sources) {
    if (chosen.length >= limit) break;
    const before = chosen.length;
    takeFrom(source, choice, taken, mix, take);
    if (level === "none" && chosen.length > before) level = source.level;
  }
  if (level === "none" && chosen.length > 0) level = "shop";
  if (explored !== null && chosen.length === limit && !taken.has(explored) && choice.isEligible(explored))
    chosen[limit - 1] = { item: explored, reason: { kind: "new" } };
  return { items: chosen, level };
}

type Keys = readonly (readonly [key: string, factor: number])[];

interface Mixer {
  /** What a product has in common with others. */
  keysOf(item: string): Keys;
  add(keys: Keys): void;
  /** 1 for a product unlike those before it. */
  weightOf(keys: Keys): number;
}

function mixer({ factsOf, mixCategories }: ListChoice): Mixer {
  const seen = new Map<string, number>();
  return {
    keysOf(item) {
      const facts = factsOf(item);
      const category = mixCategories ? facts?.categoryIds[0] : undefined;
      const keys: [string, number][] = [];
      if (facts?.brand) keys.push([`brand ${facts.brand}`, SAME_BRAND]);
      if (category) keys.push([category, SAME_CATEGORY]);
      return keys;
    },
    add(keys) {
      for (const [key] of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
    },
    weightOf: (keys) => keys.reduce((weight, [key, factor]) => weight * factor ** (seen.get(key) ?? 0), 1),
  };
}

function takeFrom(
  source: Source,
  { isEligible, rules, limit }: ListChoice,
  taken: ReadonlySet<string>,
  mix: Mixer,
  take: (candidate: Candidate) => void,
): void {
  const factors = new Map(
    rules.flatMap(({ kind, productId }) =>
      kind === "pin" ? [] : [[productId, kind === "boost" ? BOOST : BURY] as const],
    ),
  );
  const open = source
    .candidates()
    .filter(({ item }) => !taken.has(item) && isEligible(item))
    .slice(0, DEPTH)
    .map((candidate, place) => ({
      candidate,
      keys: mix.keysOf(candidate.item),
      weight: (factors.get(candidate.item) ?? 1) / (SLOPE + place),
    }));
  let room = limit - taken.size;
  while (room > 0 && open.length > 0) {
    let best = 0;
    let bestWeight = -1;
    for (const [at, { keys, weight }] of open.entries()) {
      const mixed = weight * mix.weightOf(keys);
      if (mixed > bestWeight) [best, bestWeight] = [at, mixed];
    }
    const [picked] = open.splice(best, 1);
    if (!picked) return;
    // A source may name a product twice.
    if (taken.has(picked.candidate.item)) continue;
    take(picked.candidate);
    room -= 1;
  }
}
