/** Makes a list for a placement: what is known of the shopper, the sources in order, the cards. */
import type { Language } from "../../../platform/language.ts";
import type { RecommendationsContext } from "../context.ts";
import { isForSale } from "../for-sale.ts";
import type { Done, EventOwner, Placement } from "../interactions.ts";
import { type Candidate, type ChosenList, chooseItems, SHOWN, type SourceLevel } from "../ladder.ts";
import { type ShopperFacts, sourcesOf } from "../sources.ts";
import type { LoadedModel } from "./current-model.ts";
import { orderSearch } from "./order-search.ts";
import { historyOf } from "./persons.ts";

export interface AskedList {
  readonly placement: Placement;
  readonly kind: "similar" | "together";
  readonly productId: string | null;
  /** An id or a slug. */
  readonly category: string | null;
  /** What the shopper looked at just now, or what is in the cart, the newest first. */
  readonly recent: readonly string[];
  /** Not to be shown: in the cart, or on the page already. */
  readonly without: readonly string[];
  readonly limit: number;
  readonly requestId: string;
}

export interface ListRequest extends AskedList {
  /** Of a search, whose first products are asked for. */
  readonly q?: string | undefined;
  readonly person: EventOwner | null;
  readonly language: Language;
  /** Staff look at it, not the person. */
  readonly isPreview?: boolean;
  /** The caller notes the exposure when the person gets it. */
  readonly isShownLater?: boolean;
}

export interface RecommendedList {
  /** Each with its card as JSON without its last brace. */
  readonly items: readonly (Candidate & { readonly card: Buffer })[];
  readonly level: SourceLevel;
  /** The version of the model; null: none has a part in the list. */
  readonly model: string | null;
}

/** Of all lists, one in so many shows a new product. */
const EXPLORED_EVERY = 20;
const NEWEST = 40;
const SHORTEST_EXPLORED = 4;
/** Of a list, so much may be what the person bought before: those who come again also look for new things. */
const REPEATED_SHARE = 1 / 2;

export async function recommend(
  context: RecommendationsContext,
  asked: ListRequest,
): Promise<RecommendedList> {
  const began = performance.now();
  const { measures } = context;
  const loaded = modelFor(context, asked.person);
  const history = asked.person ? timelyHistory(context, asked.person) : [];
  const list = await listFor(context, asked, { history, loaded });
  const items = await withCards(context, list, asked.language);
  if (asked.person && !asked.isPreview && !asked.isShownLater)
    context.experiments.noteExposure(asked.person.id);
  if (loaded !== "none" && !asked.isPreview) noteSample(context, asked, list);
  measures.answered(asked.placement, list.level);
  measures.seconds.observe((performance.now() - began) / 1000);
  const byModel = list.level === "model" || list.level === "session" || list.level === "item";
  return {
    items,
    level: items.length > 0 ? list.level : "none",
    model: byModel && loaded !== "none" ? (loaded?.version ?? null) : null,
  };
}

/** A search that cannot be asked now gets what fits the shopper, as a search without words. */
async function listFor(context: RecommendationsContext, asked: ListRequest, by: ListMakers) {
  const { q, placement, person } = asked;
  if (placement !== "search" || q === undefined) return await makeList(context, asked, by);
  return await orderSearch(context, { ...asked, q }, { ...by, isKnown: person !== null }).catch(
    (err: unknown) => {
      context.log.warn({ err }, "a search was not put in order");
      return makeList(context, asked, by);
    },
  );
}

/** Lists that can be asked for again. Of a stranger's visit nothing is kept, so its list cannot. */
function noteSample({ noteSample: note }: RecommendationsContext, asked: ListRequest, { items }: ChosenList) {
  const { requestId: id, placement, kind, productId, category, recent, limit: wanted, person } = asked;
  const isSearch = asked.q !== undefined;
  if (isSearch || items.length === 0 || asked.without.length > 0 || (person === null && recent.length > 0))
    return;
  const shown = items.map(({ item }) => item);
  note({ id, placement, kind, productId, category, recent, wanted, shown, personal: person !== null });
}

interface ListMakers {
  readonly history: readonly Done[] | Promise<readonly Done[]>;
  /** "none": what is popular and alike, and nothing of the person. */
  readonly loaded: LoadedModel | null | "none";
}

/** Chooses the products of a list with this model. Stores and counts nothing. */
export async function makeList(
  context: Pick<RecommendationsContext, "assortment" | "popularity" | "rules" | "near" | "clock">,
  asked: AskedList,
  { history: given, loaded }: ListMakers,
): Promise<ChosenList> {
  const { assortment, popularity, rules, clock } = context;
  const [products, popular, placed, history] = await Promise.all([
    assortment.get(),
    popularity.get(),
    rules.of(asked.placement),
    given,
  ]);
  const known: ShopperFacts = {
    // Persons of the hold-out get what is popular and alike.
    ...(loaded === "none" ? { asked: { ...asked, recent: [] }, history: [] } : { asked, history }),
    within: asked.category === null ? null : products.categoriesBelow(asked.category),
    products,
    popular,
    near: context.near(products, popular),
    model: loaded === "none" ? null : (loaded?.model ?? null),
    now: clock.now(),
  };
  const { now } = known;
  const hidden = new Set(asked.without);
  if (asked.productId) hidden.add(asked.productId);
  if (asked.placement === "cart") for (const id of asked.recent) hidden.add(id);
  return chooseItems({
    sources: sourcesOf(known),
    findEligible(id) {
      const product = products.find(id);
      return product && isForSale(product, now) && !hidden.has(id) ? product : undefined;
    },
    rules: placed,
    limit: asked.limit,
    mostRepeats:
      asked.placement === "order" ? asked.limit : Math.ceil(Math.min(asked.limit, SHOWN) * REPEATED_SHARE),
    explored: exploredBy(asked, products.newest()),
    mixCategories: asked.placement !== "product" && asked.placement !== "category",
  });
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
    return card === undefined ? [] : { ...candidate, card };
  });
}

/** Empty when the database is slow or away: the list is then made without it. */
function timelyHistory(
  { db, measures, log, historyMs }: RecommendationsContext,
  person: EventOwner,
): Promise<readonly Done[]> {
  const { promise, resolve } = Promise.withResolvers<readonly Done[]>();
  const late = setTimeout(() => {
    measures.lateHistories.inc();
    resolve([]);
  }, historyMs);
  historyOf({ db }, person.id)
    .then(resolve, (err: unknown) => {
      log.warn({ err }, "a list was made without its person's history");
      resolve([]);
    })
    .finally(() => clearTimeout(late));
  return promise;
}

/** Now and then one of the newest products, chosen by the request's id, so that it can be looked into. */
function exploredBy({ requestId, limit }: AskedList, newest: readonly string[]): string | null {
  if (limit < SHORTEST_EXPLORED) return null;
  const dice = numberOf(requestId);
  if (dice % EXPLORED_EVERY !== 0) return null;
  return newest[Math.floor(dice / EXPLORED_EVERY) % Math.min(NEWEST, newest.length)] ?? null;
}

/** FNV-1a, 32 bits. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
