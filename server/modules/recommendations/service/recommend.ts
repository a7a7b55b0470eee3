/** Makes a list for a placement: what is known of the shopper, the sources in order, the cards. */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Language } from "../../../platform/language.ts";
import type { RecommendationsContext } from "../context.ts";
import type { HistoryRow } from "../event-queries.ts";
import type { EventOwner, Placement } from "../interactions.ts";
import { type Candidate, type ChosenList, chooseItems, type SourceLevel } from "../ladder.ts";
import { type ShopperFacts, sourcesOf } from "../sources.ts";
import { historyOf } from "./persons.ts";

export interface ListRequest {
  readonly placement: Placement;
  readonly kind: "similar" | "together";
  readonly productId: string | null;
  readonly category: string | null;
  /** What the shopper looked at just now, or what is in the cart, the newest first. */
  readonly recent: readonly string[];
  /** Not to be shown: in the cart, or on the page already. */
  readonly without: readonly string[];
  readonly limit: number;
  readonly person: EventOwner | null;
  readonly language: Language;
  readonly requestId: string;
  /** Staff look at it, not the person. */
  readonly isPreview?: boolean;
}

export interface RecommendedList {
  /** Each with its card as JSON without its last brace. */
  readonly items: readonly (Candidate & { readonly card: string })[];
  readonly level: SourceLevel;
  /** The version of the model; null: none has a part in the list. */
  readonly model: string | null;
}

/** Of all lists, one in so many shows a new product. */
const EXPLORED_EVERY = 20;
const NEWEST = 40;
const SHORTEST_EXPLORED = 4;

export async function recommend(
  context: RecommendationsContext,
  asked: ListRequest,
): Promise<RecommendedList> {
  const began = performance.now();
  const { assortment, popularity, rules, clock, measures } = context;
  const [products, popular, placed, history] = await Promise.all([
    assortment.get(),
    popularity.get(),
    rules.of(asked.placement),
    timelyHistory(context, asked.person),
  ]);
  const loaded = modelFor(context, asked.person);
  const known: ShopperFacts = {
    // Persons of the hold-out get what is popular and alike.
    ...(loaded === "none" ? { asked: { ...asked, recent: [] }, history: [] } : { asked, history }),
    products,
    popular,
    model: loaded === "none" ? null : (loaded?.model ?? null),
    now: clock.now(),
  };
  const hidden = new Set([...asked.without, ...(asked.productId ? [asked.productId] : [])]);
  if (asked.placement === "cart") for (const id of asked.recent) hidden.add(id);
  const list = chooseItems({
    sources: sourcesOf(known),
    isEligible: (id) => products.find(id)?.inStock === true && !hidden.has(id),
    factsOf: products.find,
    rules: placed,
    limit: asked.limit,
    explored: exploredBy(asked, products.newest()),
    mixCategories: asked.placement !== "product" && asked.placement !== "category",
  });
  const items = await withCards(context, list, asked.language);
  if (asked.person && !asked.isPreview) context.experiments.noteExposure(asked.person.id);
  measures.answers.inc({ placement: asked.placement, level: list.level });
  measures.seconds.observe((performance.now() - began) / 1000);
  const byModel = list.level === "model" || list.level === "session" || list.level === "item";
  return {
    items,
    level: items.length > 0 ? list.level : "none",
    model: byModel && loaded !== "none" ? (loaded?.version ?? null) : null,
  };
}

/** The model that an experiment has for the person, or the champion. */
function modelFor({ experiments, model }: RecommendationsContext, person: EventOwner | null) {
  const treated = person ? experiments.treat(person.id).model : undefined;
  return treated === null ? "none" : (treated ?? model.get());
}

async function withCards({ assortment }: RecommendationsContext, { items }: ChosenList, language: Language) {
  const cards = await assortment.cards(
    items.map(({ item }) => item),
    language,
  );
  return items.flatMap((candidate) => {
    const card = cards.get(candidate.item);
    return card === undefined ? [] : [{ ...candidate, card }];
  });
}

/** Empty without a person, and when the database is slow or away: the list is then made without it. */
async function timelyHistory(
  { db, measures, log, historyMs }: RecommendationsContext,
  person: EventOwner | null,
): Promise<readonly HistoryRow[]> {
  if (!person) return [];
  const reading = historyOf({ db }, person.id).catch((err: unknown) => {
    log.warn({ err }, "a list was made without its person's history");
    return [];
  });
  const late = new AbortController();
  try {
    return await Promise.race([
      reading,
      wait(historyMs, undefined, { signal: late.signal }).then(() => {
        measures.lateHistories.inc();
        return [];
      }),
    ]);
  } finally {
    late.abort();
  }
}

/** Now and then one of the newest products, chosen by the request's id, so that it can be looked into. */
function exploredBy({ requestId, limit }: ListRequest, newest: readonly string[]): string | null {
  if (limit < SHORTEST_EXPLORED) return null;
  const dice = createHash("sha256").update(requestId).digest().readUInt32BE();
  if (dice % EXPLORED_EVERY !== 0) return null;
  return newest[Math.floor(dice / EXPLORED_EVERY) % Math.min(NEWEST, newest.length)] ?? null;
}
