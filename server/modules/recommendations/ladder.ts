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
  "found",
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
  /** The best first. Asked for only when the sources before it had too little. */
  candidates(): Iterable<Candidate>;
}

export interface Rule {
  readonly kind: "pin" | "boost" | "bury";
  readonly placement: Placement | null;
  readonly productId: string;
}

/** The rules of a placement, ready for its lists. */
export interface RuleSet {
  readonly pinned: readonly string[];
  /** How much more or less a product counts. */
  readonly factors: ReadonlyMap<string, number>;
}

export interface ItemFacts {
  readonly brand: string | null;
  readonly categoryIds: readonly string[];
}

export interface ListChoice {
  readonly sources: readonly Source[];
  /** Undefined: not for sale, out of stock, in the cart, or what the page shows. */
  findEligible(item: string): ItemFacts | undefined;
  readonly rules: RuleSet;
  readonly limit: number;
  /** Of what the person bought before, as many at most where other products are wanted too. */
  readonly mostRepeats: number;
  /** Takes the last place of a full list, or the twelfth; null: not this time. */
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
/** As many a row shows; what is beyond takes the place of what the page has already. */
export const SHOWN = 12;

export function ruleSet(rules: readonly Rule[], placement: Placement): RuleSet {
  const own = rules.filter((rule) => rule.placement === null || rule.placement === placement);
  return {
    pinned: own.filter(({ kind }) => kind === "pin").map(({ productId }) => productId),
    factors: new Map(
      own.flatMap(({ kind, productId }) =>
        kind === "pin" ? [] : [[productId, kind === "boost" ? BOOST : BURY] as const],
      ),
    ),
  };
}

export function chooseItems(choice: ListChoice): ChosenList {
  const { sources, rules, limit, explored } = choice;
  const list = newList(choice);
  for (const productId of rules.pinned) {
    const facts = list.chosen.length < limit && choice.findEligible(productId);
    if (facts) list.take({ item: productId, reason: { kind: "picked" } }, list.keysOf(facts));
  }
  let level: SourceLevel = "none";
  for (const source of sources) {
    if (list.chosen.length >= limit) break;
    const before = list.chosen.length;
    takeFrom(source, choice, list);
    if (level === "none" && list.chosen.length > before) level = source.level;
  }
  const { chosen } = list;
  if (level === "none" && chosen.length > 0) level = "shop";
  const isOpen = explored !== null && chosen.length === limit && !list.has(explored);
  if (isOpen && choice.findEligible(explored))
    chosen[Math.min(limit, SHOWN) - 1] = { item: explored, reason: { kind: "new" } };
  return { items: chosen, level };
}

/** What a product has in common with others. */
interface Keys {
  readonly brand: string | null;
  readonly category: string | null;
}

interface GrowingList {
  readonly chosen: Candidate[];
  keysOf(facts: ItemFacts): Keys;
  has(item: string): boolean;
  take(candidate: Candidate, keys: Keys): void;
  /** 1 for a product unlike those before it. */
  likenessOf(keys: Keys): number;
  /** There is room for another that the person bought before. */
  mayRepeat(): boolean;
}

function newList({ mixCategories, mostRepeats }: ListChoice): GrowingList {
  const chosen: Candidate[] = [];
  const taken = new Set<string>();
  const brands = new Map<string, number>();
  const categories = new Map<string, number>();
  let repeats = 0;
  return {
    chosen,
    keysOf: ({ brand, categoryIds }) => ({
      brand,
      category: mixCategories ? (categoryIds[0] ?? null) : null,
    }),
    has: (item) => taken.has(item),
    take(candidate, { brand, category }) {
      if (taken.has(candidate.item)) return;
      chosen.push(candidate);
      taken.add(candidate.item);
      if (candidate.reason.kind === "repeat") repeats += 1;
      if (brand !== null) brands.set(brand, (brands.get(brand) ?? 1) * SAME_BRAND);
      if (category !== null) categories.set(category, (categories.get(category) ?? 1) * SAME_CATEGORY);
    },
    likenessOf({ brand, category }) {
      const ofBrand = brand === null ? 1 : (brands.get(brand) ?? 1);
      return category === null ? ofBrand : ofBrand * (categories.get(category) ?? 1);
    },
    mayRepeat: () => repeats < mostRepeats,
  };
}

interface OpenCandidate {
  readonly candidate: Candidate;
  readonly keys: Keys;
  /** Zero: taken, or left out. */
  weight: number;
}

function takeFrom(
  source: Source,
  { findEligible, rules: { factors }, limit }: ListChoice,
  list: GrowingList,
): void {
  const open: OpenCandidate[] = [];
  for (const candidate of source.candidates()) {
    const facts = list.has(candidate.item) ? undefined : findEligible(candidate.item);
    if (facts === undefined) continue;
    const weight = (factors.get(candidate.item) ?? 1) / (SLOPE + open.length);
    open.push({ candidate, keys: list.keysOf(facts), weight });
    if (open.length === DEPTH) break;
  }
  while (list.chosen.length < limit) {
    let best: OpenCandidate | undefined;
    let bestWeight = 0;
    // What comes later weighs less, unless staff boost it.
    const rest = factors.size === 0;
    for (const one of open) {
      if (one.weight <= bestWeight) {
        if (rest && one.weight > 0) break;
        continue;
      }
      const mixed = one.weight * list.likenessOf(one.keys);
      if (mixed > bestWeight) [best, bestWeight] = [one, mixed];
    }
    if (best === undefined) return;
    best.weight = 0;
    // A source may name a product twice.
    if (best.candidate.reason.kind === "repeat" && !list.mayRepeat()) continue;
    list.take(best.candidate, best.keys);
  }
}
