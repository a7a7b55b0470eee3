/**
 * The shown products in the memory of a process: what they are, and their cards as ready JSON.
 *
 * Stores: facts of every shown product, the tree of categories, and the cards that answers needed.
 * Always: after the response to a change by staff, no answer shows what it hid (platform/db/changes.ts). A
 * product that sells out is gone when the catalogue's copy of the stock says so, within a second.
 * How: a message names the products that changed. The next reader waits until they are read again; all reads
 * run one after the other, so that an older row never replaces a newer one. A lost message costs
 * `MOST_AGE_MS`.
 */
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../../platform/clock.ts";
import type { Port } from "../../../platform/contract/contract.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import type { Log } from "../../../platform/log.ts";
import { ownBytes } from "../../../platform/own-bytes.ts";
import {
  ASSORTED_AT_ONCE,
  type AssortedCategory,
  type AssortedProduct,
} from "../../catalog/contract/assortment.ts";
import type { catalog } from "../../catalog/contract.ts";

export interface Products {
  find(id: string): AssortedProduct | undefined;
  /** Ids of the products directly in a category. */
  inCategory(categoryId: string): Iterable<string>;
  /** Ids of the category with this id or slug and of all below it; empty: there is none. */
  categoriesBelow(idOrSlug: string): readonly string[];
  countInStock(): number;
  /** Ids of the newest products, the newest first. */
  newest(): readonly string[];
  /** Another number: other products, or something else of them than their stock. */
  readonly version: number;
}

export interface Assortment {
  /** Returns the products with every change that was heard of. */
  get(): Promise<Products>;
  /** The cards of those of these products that are shown, as JSON without its last brace. */
  cards(ids: readonly string[], language: Language): Promise<ReadonlyMap<string, Buffer>>;
  /** These products changed; null: messages may be missing. */
  outdate(ids: readonly string[] | null): void;
}

const MOST_AGE_MS = 300_000;
/** Of the newest products, as many are known in their order. */
const NEWEST = 200;
/** Cards of each language, at most: some 20 MB. */
const MOST_CARDS = 20_000;

type Catalog = Pick<Port<typeof catalog>, "listAssortment" | "listCategories" | "findAssorted" | "findCards">;

/** For the id and the slug of each category its id and those below it. */
function branchesOf(categories: readonly AssortedCategory[]): Map<string, readonly string[]> {
  const below = new Map(categories.map(({ id }) => [id, [id]]));
  // Those below come after it, so from the end on each branch is whole before it is added.
  for (const { id, parentId } of categories.toReversed())
    if (parentId !== null) below.get(parentId)?.push(...(below.get(id) ?? []));
  return new Map(categories.flatMap(({ id, slug }) => [id, slug].map((name) => [name, below.get(id) ?? []])));
}

/** Gives all that is equal one place in memory: brands and lists of categories are those of many products. */
function shared<Value extends object | string | null>(): (value: Value) => Value {
  const known = new Map<string, Value>();
  return (value) => {
    const key = JSON.stringify(value);
    const same = known.get(key);
    if (same === undefined) known.set(key, value);
    return same ?? value;
  };
}

/** A table of products with an index of their categories. */
function productTable() {
  const [brandOf, categoriesOf] = [shared<string | null>(), shared<string[]>()];
  const byId = new Map<string, AssortedProduct>();
  const byCategory = new Map<string, Set<string>>();
  let newest: string[] | null = null;
  let branches = new Map<string, readonly string[]>();
  let version = 0;
  const remove = (id: string): void => {
    newest = null;
    version += 1;
    for (const category of byId.get(id)?.categoryIds ?? []) byCategory.get(category)?.delete(id);
    byId.delete(id);
  };
  return {
    get version() {
      return version;
    },
    find: (id: string) => byId.get(id),
    inCategory: (categoryId: string): Iterable<string> => byCategory.get(categoryId) ?? [],
    categoriesBelow: (idOrSlug: string): readonly string[] => branches.get(idOrSlug.toLowerCase()) ?? [],
    countInStock: () => [...byId.values()].filter(({ inStock }) => inStock).length,
    arrange(categories: readonly AssortedCategory[]) {
      branches = branchesOf(categories);
      version += 1;
    },
    newest() {
      newest ??= [...byId.values()]
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
        .slice(0, NEWEST)
        .map(({ id }) => id);
      return newest;
    },
    remove,
    put(found: AssortedProduct) {
      const product = {
        ...found,
        brand: brandOf(found.brand),
        categoryIds: categoriesOf(found.categoryIds),
      };
      const before = byId.get(product.id);
      if (before && isDeepStrictEqual({ ...before, inStock: product.inStock }, product)) {
        byId.set(product.id, product);
        return;
      }
      remove(product.id);
      byId.set(product.id, product);
      for (const category of product.categoryIds)
        byCategory.set(category, (byCategory.get(category) ?? new Set()).add(product.id));
    },
  };
}
type Table = ReturnType<typeof productTable>;

async function loadAll(goods: Catalog): Promise<Table> {
  const table = productTable();
  table.arrange(await goods.listCategories({}));
  for (let after: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<Catalog["listAssortment"]>> = await goods.listAssortment({ after });
    for (const product of page.products) table.put(product);
    after = page.next;
    more = after !== null;
  }
  return table;
}

async function readInto(table: Table, goods: Catalog, ids: readonly string[]): Promise<void> {
  let areProducts = true;
  for (let at = 0; at < ids.length; at += ASSORTED_AT_ONCE) {
    const productIds = ids.slice(at, at + ASSORTED_AT_ONCE);
    const found = await goods.findAssorted({ productIds });
    const shown = new Set(found.map(({ id }) => id));
    areProducts &&= shown.size === productIds.length;
    for (const id of productIds) if (!shown.has(id)) table.remove(id);
    for (const product of found) table.put(product);
  }
  // The same messages name categories that changed.
  if (!areProducts) table.arrange(await goods.listCategories({}));
}

export function currentAssortment(goods: Catalog, clock: Clock, log: Log): Assortment {
  let table: Table | null = null;
  let loadedAt = 0;
  let stale = new Set<string>();
  let reload = false;
  let running: Promise<void> | null = null;
  const cards = cardStore(goods);

  /** What is heard of while a read runs is read by the next round. */
  async function refresh(): Promise<void> {
    while (!table || reload || stale.size > 0) {
      const ids = stale;
      const whole = !table || reload;
      [stale, reload] = [new Set(), false];
      try {
        if (table && !whole) await readInto(table, goods, [...ids]);
        else {
          table = await loadAll(goods);
          loadedAt = clock.now().getTime();
        }
      } catch (error) {
        for (const id of ids) stale.add(id);
        reload ||= whole;
        throw error;
      }
    }
  }

  function refreshed(): Promise<void> {
    running ??= refresh().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    async get() {
      if (table && Math.abs(clock.now().getTime() - loadedAt) > MOST_AGE_MS) reload = true;
      if (!table) await refreshed();
      else if (reload || stale.size > 0)
        await refreshed().catch((err: unknown) => log.warn({ err }, "products were not read anew"));
      if (!table) throw new Error("it was loaded just now");
      return table;
    },
    cards: cards.get,
    outdate(ids) {
      cards.drop(ids);
      if (ids === null) reload = true;
      // Among them are the tags of lists, such as that of brands: no product is called so.
      else if (table || running) for (const id of ids) if (UUID.test(id)) stale.add(id);
    },
  };
}

function cardStore(goods: Catalog) {
  const stores = { ko: new Map<string, Buffer>(), en: new Map<string, Buffer>() };
  /** What was read before a change is not stored after it. */
  let changes = 0;

  return {
    async get(ids: readonly string[], language: Language): Promise<ReadonlyMap<string, Buffer>> {
      const known = stores[language];
      const missing = ids.filter((id) => !known.has(id));
      if (missing.length === 0) return known;
      const before = changes;
      const found = new Map<string, Buffer>();
      for (const id of ids) {
        const card = known.get(id);
        if (card !== undefined) found.set(id, card);
      }
      for (const card of await goods.findCards({ productIds: missing, language })) {
        const text = ownBytes(Buffer.from(JSON.stringify(card).slice(0, -1)));
        found.set(card.id, text);
        if (before === changes) known.set(card.id, text);
      }
      if (known.size > MOST_CARDS) known.clear();
      return found;
    },
    drop(ids: readonly string[] | null) {
      changes += 1;
      for (const store of [stores.ko, stores.en]) {
        if (ids === null) store.clear();
        else for (const id of ids) store.delete(id);
      }
    },
  };
}
