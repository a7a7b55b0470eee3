/** Which sources a list asks, in which order. Pure. */
import type { Interaction, Model } from "../../../recommender/index.ts";
import type { AssortedProduct } from "../catalog/contract/assortment.ts";
import type { Placement } from "./interactions.ts";
import type { Candidate, Reason, Source, SourceLevel } from "./ladder.ts";
import { productsLike } from "./likeness.ts";

interface Done {
  readonly productId: string;
  readonly type: "view" | "cart" | "wish" | "purchase";
  readonly at: Date;
}

/** All that a list is made from. */
export interface ShopperFacts {
  readonly asked: {
    readonly placement: Placement;
    readonly kind: "similar" | "together";
    readonly productId: string | null;
    readonly category: string | null;
    readonly recent: readonly string[];
  };
  readonly products: {
    find(id: string): AssortedProduct | undefined;
    inCategory(categoryId: string): Iterable<string>;
    newest(): readonly string[];
  };
  readonly popular: { readonly products: readonly string[]; readonly scores: ReadonlyMap<string, number> };
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

const candidatesOf = (scored: ReturnType<Model["similar"]>): Candidate[] =>
  scored.map(({ item, reason }) => ({ item, reason }));

const source = (level: SourceLevel, candidates: () => readonly Candidate[]): Source => ({
  level,
  candidates,
});

/** For this person, or for what this visit has looked at. */
function fromModel({ asked, history, model, now }: ShopperFacts): Source {
  const seen = [
    ...asked.recent.map((item, place) => ({
      item,
      type: "view" as const,
      at: now.getTime() - place * 1_000,
    })),
    ...history.map(({ productId, type, at }) => ({
      item: productId,
      type: type satisfies Interaction["type"],
      at: at.getTime(),
    })),
  ];
  return source(history.length > 0 ? "model" : "session", () =>
    model && seen.length > 0 ? candidatesOf(model.forVisitor(seen, now.getTime(), DEPTH)) : [],
  );
}

function fromProduct(known: ShopperFacts): Source {
  const { model, asked } = known;
  const { productId } = asked;
  if (asked.kind === "together") return boughtWith(known, productId ? [productId] : []);
  return source("item", () => (model && productId ? candidatesOf(model.similar(productId, DEPTH)) : []));
}

const boughtWith = ({ model }: ShopperFacts, items: readonly string[]): Source =>
  source("item", () => (model && items.length > 0 ? candidatesOf(model.boughtTogether(items, DEPTH)) : []));

const onlyBought = ({ level, candidates }: Source): Source =>
  source(level, () => candidates().filter(({ reason }) => reason.kind === "bought"));

/** What the person bought, to buy again. */
const boughtBefore = ({ history }: ShopperFacts): Source =>
  source("history", () =>
    history
      .filter(({ type }) => type === "purchase")
      .map(({ productId }) => ({ item: productId, reason: { kind: "repeat", item: productId } })),
  );

const likeProduct = (known: ShopperFacts): Source =>
  source("content", () => (known.asked.productId ? alike(known, known.asked.productId) : []));

/** What is like the last few products of this visit, in turns. */
const fromLikeness = (known: ShopperFacts): Source =>
  source("content", () => {
    const seeds = [...known.asked.recent, ...known.history.map(({ productId }) => productId)];
    const lists = [...new Set(seeds)].slice(0, SEEDS).map((seed) => alike(known, seed));
    return Array.from({ length: DEPTH }, (_, place) => lists.flatMap((list) => list[place] ?? [])).flat();
  });

function alike({ products, popular }: ShopperFacts, id: string): Candidate[] {
  const reason: Reason = { kind: "similar", item: id };
  return productsLike(id, products, popular.scores, DEPTH).map((item) => ({ item, reason }));
}

const popularReason: Reason = { kind: "popular" };

/** The category that is asked for, or those of the product. */
function popularNear({ asked, products, popular }: ShopperFacts): Source {
  return source("category", () => {
    const categories = asked.category
      ? [asked.category]
      : asked.productId
        ? (products.find(asked.productId)?.categoryIds ?? [])
        : [];
    const inside = new Set(categories.flatMap((category) => [...products.inCategory(category)]));
    const score = (id: string): number => popular.scores.get(id) ?? 0;
    return [...inside]
      .sort((a, b) => score(b) - score(a) || (a < b ? 1 : -1))
      .slice(0, DEPTH)
      .map((item) => ({ item, reason: popularReason }));
  });
}

/** Of a shop without visitors yet, the newest. */
const popularInShop = ({ popular, products }: ShopperFacts): Source =>
  source("shop", () =>
    [...popular.products.slice(0, 3 * DEPTH), ...products.newest()].map((item) => ({
      item,
      reason: popularReason,
    })),
  );

const inCategory = ({ asked, products }: ShopperFacts, { level, candidates }: Source): Source =>
  source(level, () =>
    candidates().filter(
      ({ item }) =>
        asked.category === null || products.find(item)?.categoryIds.includes(asked.category) === true,
    ),
  );
