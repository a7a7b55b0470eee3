/**
 * Keeps the index of a process current.
 *
 * Stores: the index, and the number `since`: what transactions before it changed is in the index.
 * Always: a read that begins after a change was published sees it. Messages of changes only say that there is
 * something to read; which products changed is asked of the database, so that a lost message costs
 * `MOST_AGE_MS` and no product.
 * How: the first read loads everything in chunks, then each refresh reads what changed since. Refreshes run
 * one at a time. A reader waits for one that began after the last message that was heard before the reader
 * came. When dead slots are many, a new index is loaded beside the old one, and takes its place.
 */
import { type Clock, systemClock } from "../../../platform/clock.ts";
import type { Queryable } from "../../../platform/db/db.ts";
import { collectGarbage } from "../../../platform/processes/collect-garbage.ts";
import { createProductIndex, type ProductIndex } from "./product-index.ts";
import { type IndexRow, readChanges } from "./queries.ts";

export interface CurrentIndex {
  /** Returns the index with every change that was published. Throws DATABASE_UNAVAILABLE. */
  get(): Promise<ProductIndex>;
  /** Something changed, or messages may be missing. */
  outdate(): void;
  /** In the index now. */
  readonly products: number;
  /** Since the last call: refreshes that read changes, and those that loaded everything. */
  takeCounts(): { readonly changes: number; readonly loads: number };
}

/** Products per statement: a chunk of some megabytes, so that other requests are served in between. */
const CHUNK = 1_000;
/** How long a lost message can matter. */
const MOST_AGE_MS = 5_000;

/** Behind every id. */
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

interface Loaded {
  readonly index: ProductIndex;
  readonly since: string;
  /** Which transaction changed each product that was read since; to skip what is read again. */
  readonly changes: Map<string, string>;
}

/**
 * `fewDead`: slots of former versions that are left alone, beside as many as there are products. `collect`
 * stops the process for a moment: after the first load, before which it serves no search, and when products
 * have become twice as many, as by an import. After a load of `fewProducts` at most there is little to
 * collect, and a stop takes half a second of a core all the same. `clock`: says which products are sold.
 */
export function currentIndex(
  db: Queryable,
  {
    fewDead = 5_000,
    fewProducts = 5_000,
    collect = collectGarbage,
    clock = systemClock as Pick<Clock, "now">,
  } = {},
): CurrentIndex {
  let loaded: Loaded | null = null;
  let running: Promise<void> | null = null;
  /** Counts the messages, and those that a finished refresh has seen. */
  let heard = 0;
  let seen = -1;
  let readAt = 0;
  let counts = { changes: 0, loads: 0 };
  /** Products when memory was last given back. */
  let tidyCount = 0;

  const hasManyDead = ({ table }: ProductIndex): boolean => table.size > 2 * table.count + fewDead;

  /** Gives back the memory that changes of many products have left. */
  function tidy({ table, words }: ProductIndex): void {
    words.settle();
    collect();
    tidyCount = table.count;
  }

  async function refresh(): Promise<void> {
    // Noted before the statement begins: what is heard while it runs needs another.
    const [covers, began] = [heard, performance.now()];
    if (loaded && !hasManyDead(loaded.index)) {
      counts.changes += 1;
      loaded = await readInto(db, loaded, clock);
      if (loaded.index.table.count > 2 * tidyCount + fewProducts && !hasManyDead(loaded.index))
        tidy(loaded.index);
    } else {
      counts.loads += 1;
      const isFirst = !loaded;
      loaded = await load(db, clock);
      // Later the shoppers of this process would wait.
      if (isFirst && loaded.index.table.count > fewProducts) collect();
      tidyCount = loaded.index.table.count;
    }
    [seen, readAt] = [covers, began];
  }

  return {
    async get() {
      if (seen === heard && performance.now() - readAt > MOST_AGE_MS) heard += 1;
      const needed = heard;
      while (!loaded || seen < needed) {
        running ??= refresh().finally(() => {
          running = null;
        });
        await running;
      }
      loaded.index.sales.take(clock.now().getTime());
      return loaded.index;
    },
    outdate() {
      heard += 1;
    },
    get products() {
      return loaded?.index.table.count ?? 0;
    },
    takeCounts() {
      const taken = counts;
      counts = { changes: 0, loads: 0 };
      return taken;
    },
  };
}

type Now = Pick<Clock, "now">;

async function load(db: Queryable, clock: Now): Promise<Loaded> {
  const index = createProductIndex();
  const first = await read(db, { index, changes: new Map(), since: null }, clock);
  // What changed while the chunks were read.
  const loaded = await readInto(db, { index, since: first, changes: new Map() }, clock);
  index.words.settle();
  return loaded;
}

async function readInto(db: Queryable, loaded: Loaded, clock: Now): Promise<Loaded> {
  const { index, since, changes } = loaded;
  const until = await read(db, loaded, clock);
  if (until !== since) for (const [id, by] of changes) if (BigInt(by) < BigInt(until)) changes.delete(id);
  return { index, since: until, changes };
}

/** Reads chunk by chunk. Returns the number from which the next refresh has to read. */
async function read(
  db: Queryable,
  { index, changes, since }: Omit<Loaded, "since"> & { readonly since: string | null },
  clock: Now,
): Promise<string> {
  let place = { afterChange: since === null ? "0" : String(BigInt(since) - 1n), afterId: LAST_ID };
  let until: string | null = null;
  for (;;) {
    const row = await db.first(readChanges, { since, ...place, limit: CHUNK });
    if (!row) throw new Error("the statement always returns one row");
    if (until === null) {
      until = row.until;
      // Before the products: they keep what is filtered by.
      if (row.attributes) index.replaceAttributes(row.attributes);
      if (row.categories) index.replaceCategories(row.categories);
      if (row.synonyms) index.replaceSynonyms(row.synonyms);
    }
    for (const product of row.products) {
      if (changes.get(product.id) === product.changedBy) continue;
      if (since !== null) changes.set(product.id, product.changedBy);
      apply(index, product, clock.now().getTime());
    }
    const last = row.products.at(-1);
    if (!last || row.products.length < CHUNK) return until;
    place = { afterChange: last.changedBy, afterId: last.id };
  }
}

function apply({ sales }: ProductIndex, row: IndexRow, now: number): void {
  const { status, labels, changedBy: _, salesFrom, salesUntil, ...product } = row;
  if (status === "active") sales.show({ ...product, labels: labels ?? {} }, { salesFrom, salesUntil }, now);
  else sales.hide(product.id);
}
