/** Which sources a list asks, in which order. Pure. */
import type { Interaction, Model } from "../../../recommender/index.ts";
import type { AssortedProduct } from "../catalog/contract/assortment.ts";
import type { Done, Placement } from "./interactions.ts";
import type { Candidate, Source, SourceLevel } from "./ladder.ts";
import { POPULAR } from "./near.ts";

/** All that a list is made from. */
export interface ShopperFacts {
  readonly asked: {
    readonly placement: Placement;
    readonly kind: "similar" | "together";
    readonly productId: string | null;
    readonly recent: readonly string[];
  };
  /** Ids of the category of the page and of those below it; null: it is no page of a category. */
  readonly within: readonly string[] | null;
  readonly products: {
    find(id: string): AssortedProduct | undefined;
    newest(): readonly string[];
  };
  readonly popular: { readonly products: readonly string[] };
  /** What is like a product, and what of some categories is popular: the best first. */
  readonly near: {
    like(id: string): readonly Candidate[];
    popularIn(categoryIds: readonly string[]): readonly Candidate[];
  };
  /** What the person did last, the newest first. */
  readonly history: readonly Done[];
  /** Null: too little was seen to learn from. */
  readonly model: Model | null;
  readonly now: Date;
}

/** Candidates that a source is asked for. */
const DEPTH = 100;
/** Of the recent products, as many lead to others that are like them. */
const SEEDS = 3;

export function sourcesOf(known: ShopperFacts): Source[] {
  const { placement } = known.asked;
  const personal = [fromModel(known), fromLikeness(known)];
  const many = [popularNear(known), popularInShop(known)];
  switch (placement) {
    case "product":
      // A row that says so has nothing but what was bought together.
      if (known.asked.kind === "together") return [onlyBought(fromProduct(known))];
      return [fromProduct(known), likeProduct(known), ...many];
    case "cart":
      return [boughtWith(known, known.asked.recent), ...personal, popularInShop(known)];
    case "order":
      return [boughtBefore(known), ...personal, popularInShop(known)];
    case "category":
      return [inCategory(known, fromModel(known)), ...many];
    default:
      return [...personal, popularInShop(known)];
  }
}

const source = (level: SourceLevel, candidates: () => Iterable<Candidate>): Source => ({
  level,
  candidates,
});

/** What a model is told: this visit, and what was done before it, the newest first. */
export const historyOfVisit = (recent: readonly string[], history: readonly Done[], now: Date) => [
  ...recent.map((item, place) => ({ item, type: "view" as const, at: now.getTime() - place * 1_000 })),
  ...history.map(({ productId, type, at }) => ({
    item: productId,
    type: type satisfies Interaction["type"],
    at,
  })),
];

/** For this person, or for what this visit has looked at. */
function fromModel({ asked, history, model, now }: ShopperFacts): Source {
  const seen = historyOfVisit(asked.recent, history, now);
  return source(history.length > 0 ? "model" : "session", () =>
    model && seen.length > 0 ? model.forVisitor(seen, now.getTime(), DEPTH) : [],
  );
}

function fromProduct(known: ShopperFacts): Source {
  const { model, asked } = known;
  const { productId } = asked;
  if (asked.kind === "together") return boughtWith(known, productId ? [productId] : []);
  return source("item", () => (model && productId ? model.similar(productId, DEPTH) : []));
}

const boughtWith = ({ model }: ShopperFacts, items: readonly string[]): Source =>
  source("item", () => (model && items.length > 0 ? model.boughtTogether(items, DEPTH) : []));

const onlyBought = ({ level, candidates }: Source): Source =>
  source(level, () => [...candidates()].filter(({ reason }) => reason.kind === "bought"));

/** What the person bought, to buy again. */
const boughtBefore = ({ history }: ShopperFacts): Source =>
  source("history", () =>
    history
      .filter(({ type }) => type === "purchase")
      .map(({ productId }) => ({ item: productId, reason: { kind: "repeat", item: productId } })),
  );

const likeProduct = ({ asked, near }: ShopperFacts): Source =>
  source("content", () => (asked.productId ? near.like(asked.productId) : []));

/** What is like the last few products of this visit, in turns. */
const fromLikeness = ({ asked, history, near }: ShopperFacts): Source =>
  source("content", () => {
    const seeds = [...asked.recent, ...history.map(({ productId }) => productId)];
    const lists = [...new Set(seeds)].slice(0, SEEDS).map((seed) => near.like(seed));
    return Array.from({ length: DEPTH }, (_, place) => lists.flatMap((list) => list[place] ?? [])).flat();
  });

/** The category that is asked for, or those of the product. */
const popularNear = ({ asked, within, products, near }: ShopperFacts): Source =>
  source("category", () => {
    if (within) return near.popularIn(within);
    return near.popularIn((asked.productId && products.find(asked.productId)?.categoryIds) || []);
  });

/** Of a shop without visitors yet, the newest. */
const popularInShop = ({ popular, products }: ShopperFacts): Source =>
  source("shop", function* () {
    for (const item of popular.products.slice(0, 3 * DEPTH)) yield { item, reason: POPULAR };
    for (const item of products.newest()) yield { item, reason: POPULAR };
  });

const inCategory = ({ within, products }: ShopperFacts, { level, candidates }: Source): Source =>
  source(level, () =>
    [...candidates()].filter(
      ({ item }) => within === null || products.find(item)?.categoryIds.some((id) => within.includes(id)),
    ),
  );
