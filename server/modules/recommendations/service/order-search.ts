/**
 * The first products of a search, for one person: products that are found equally well, and are all in stock,
 * come in the order of the model. Nothing passes a product that is found better. Without consent, for persons
 * of the hold-out and without a model it is the order of the search, which all visitors share.
 */
import type { RecommendationsContext } from "../context.ts";
import { isForSale } from "../for-sale.ts";
import type { Done } from "../interactions.ts";
import type { Candidate, ChosenList, SourceLevel } from "../ladder.ts";
import { historyOfVisit } from "../sources.ts";
import { orderTies } from "../ties.ts";
import type { LoadedModel } from "./current-model.ts";

interface SearchFor {
  readonly q: string;
  readonly recent: readonly string[];
  readonly without: readonly string[];
  readonly limit: number;
}

interface Searcher {
  readonly isKnown: boolean;
  readonly history: readonly Done[] | Promise<readonly Done[]>;
  readonly loaded: LoadedModel | null | "none";
}

/** So many products of the search are looked at. */
const LOOKED_AT = 100;
/** Of the model's list, so many places decide. */
const RANKED = 500;

export async function orderSearch(
  context: Pick<RecommendationsContext, "catalog" | "assortment" | "clock">,
  { q, recent, without, limit }: SearchFor,
  { isKnown, history: given, loaded }: Searcher,
): Promise<ChosenList> {
  const [products, found, history] = await Promise.all([
    context.assortment.get(),
    context.catalog.rankSearch({ q, limit: LOOKED_AT }),
    given,
  ]);
  const hidden = new Set(without);
  const now = context.clock.now();
  const open = found.filter(({ productId }) => {
    const product = products.find(productId);
    return product && isForSale(product, now) && !hidden.has(productId);
  });
  const ofModel = new Map<string, Candidate["reason"]>();
  if (isKnown && loaded !== "none" && loaded !== null) {
    const seen = historyOfVisit(recent, history, now);
    // What the person looked at is most likely what the person looks for; the model leaves it out.
    for (const { item } of seen) ofModel.set(item, { kind: "viewed", item });
    for (const { item, reason } of loaded.model.forVisitor(seen, now.getTime(), RANKED))
      if (!ofModel.has(item)) ofModel.set(item, reason);
  }
  const places = new Map([...ofModel.keys()].map((item, place) => [item, place]));
  const ordered = orderTies(open, ({ productId }) => places.get(productId) ?? RANKED * 2);
  const isPersonal = open.some(({ productId }) => ofModel.has(productId));
  const level: SourceLevel = !isPersonal ? "shop" : history.length > 0 ? "model" : "session";
  return {
    level: ordered.length === 0 ? "none" : level,
    items: ordered
      .slice(0, limit)
      .map(({ productId: item }) => ({ item, reason: ofModel.get(item) ?? { kind: "found" } })),
  };
}
