/**
 * Pages that all visitors who are not signed in share, in the memory of one process.
 *
 * Stores: a rendered page under its address, in two bounded stores. Searches, filters and pages of what is
 * not there, whose number has no end, cannot displace the other pages. Tags: the ids that a page shows.
 * Always: one render at a time per page. After a change no visitor gets the old page for longer than
 * `GRACE_MS` after its message was sent, if that took at most `LONGEST_WAY_MS`. Only while the web is away an
 * old page is better than none.
 * How: a change marks the pages with its tags as stale. For `GRACE_MS` visitors still get a stale page, later
 * ones wait for the new render. Pages that visitors asked for lately are rendered anew without a visitor, the
 * most wanted first. A render that began before a change had reached all processes may show the state before
 * it, so its page is stale from the start, and no visitor's request begins one for as long as that takes.
 */
import type { Clock } from "../platform/clock.ts";
import { SETTLE_MS } from "../platform/db/changes.ts";
import { createTaggedStore, type TaggedStore } from "../platform/tagged-store.ts";
import type { PageAddress } from "./page-address.ts";
import { type ChangeTime, createPageRenders, type FinishedRender, type TaggedPage } from "./page-renders.ts";
import { createPasses } from "./passes.ts";

/**
 * How long after a change its old pages are still served. The rest of the second is for what comes before:
 * the request that makes the change, and its commit.
 */
const GRACE_MS = 750;
/** A message that seems to have taken longer comes from a machine whose clock is late. */
const LONGEST_WAY_MS = 250;
/** From this age on a page is rendered anew when a visitor asks for it: a message of a change may be lost. */
const AGED_MS = 60_000;
/** From this age on a page that could not be refreshed counts as stale. */
const OLD_MS = 600_000;
/** A stream of changes leaves room for visitors: passes of new renders begin at most this often. */
const PASS_EVERY_MS = 1_000;
/** Pages that one pass renders, and pages that it renders at a time. */
const PASS_SIZE = 60;
const PASS_CONCURRENCY = 2;
/** A page that no visitor asked for in this time is not rendered without one. */
const WANTED_MS = 300_000;

export interface PageCacheOptions<Page extends TaggedPage> {
  /** Throws NoAnswer when the web is away, and any other error when it gives no page. */
  readonly render: (address: PageAddress) => Promise<Page>;
  readonly bytesOf: (page: Page) => number;
  /** A page that says that something is not there: the number of such addresses has no end. */
  readonly isMissing: (page: Page) => boolean;
  readonly clock: Clock;
  readonly maxBytes: Readonly<Record<PageAddress["kind"], number>>;
  readonly onRequest: (outcome: CacheOutcome) => void;
}

/** `stale`: an old page, while a new one is rendered or the web is away. `miss`: the visitor waited. */
export type CacheOutcome = "hit" | "stale" | "miss";

export interface PageCache<Page> {
  /** Returns the page that a visitor may have at once; null where the visitor has to wait for a render. */
  inMemory(address: PageAddress): Page | null;
  /** Returns the page at once if there is one. Rejects with the error of the render if there is none. */
  get(address: PageAddress): Page | Promise<Page>;
  /**
   * What carries one of the tags has changed; null: anything may have. With `eager`, wanted pages are
   * rendered anew at once. Changes that come in bursts leave that to the next visitor.
   * @param saidAt when the process that made the change said so, by its own clock; default: now
   */
  changed(tags: readonly string[] | null, eager: boolean, saidAt?: number): void;
  readonly size: { readonly bytes: number; readonly pages: number };
  close(): void;
}

interface Entry<Page> {
  readonly address: PageAddress;
  readonly page: Page;
  readonly tags: readonly string[];
  readonly renderedAt: number;
  staleSince: ChangeTime | null;
  wantedAt: number;
  /** Requests, halved by each pass. */
  requests: number;
}

type Stores<Page> = Readonly<Record<PageAddress["kind"], TaggedStore<Entry<Page>>>>;

export function createPageCache<Page extends TaggedPage>(options: PageCacheOptions<Page>): PageCache<Page> {
  const { clock, bytesOf, isMissing, maxBytes, onRequest } = options;
  const now = (): number => clock.now().getTime();
  const renders = createPageRenders(options.render, clock);
  const stores: Stores<Page> = {
    fixed: createTaggedStore(maxBytes.fixed, ({ page }) => bytesOf(page)),
    chosen: createTaggedStore(maxBytes.chosen, ({ page }) => bytesOf(page)),
  };
  // A timer counts from a moment that may be some milliseconds past.
  const passTimes = { delayMs: SETTLE_MS + 5, everyMs: PASS_EVERY_MS };
  const passes = createPasses(() => renderEach(takeWanted(stores, now()), render), passTimes);

  const find = (key: string) => stores.fixed.get(key) ?? stores.chosen.get(key);

  async function render(address: PageAddress): Promise<Entry<Page>> {
    return store(address, await renders.render(address));
  }

  function store(address: PageAddress, finished: FinishedRender<Page>): Entry<Page> {
    const { key } = address;
    const before = find(key);
    // Those who joined the same render store it once.
    if (before?.page === finished.page) return before;
    const wantedAt = before?.wantedAt ?? finished.renderedAt;
    const requests = before?.requests ?? 1;
    const staleSince = renders.staleSince(finished);
    const entry = { address, tags: finished.page.tags, wantedAt, requests, staleSince, ...finished };
    const kind = isMissing(finished.page) ? "chosen" : address.kind;
    stores[kind === "fixed" ? "chosen" : "fixed"].delete(key);
    stores[kind].set(key, entry);
    return entry;
  }

  /** Waits for a page within the grace. A render that took long may have been overtaken by a change. */
  async function renderForVisitor(address: PageAddress): Promise<Page> {
    const entry = await render(address);
    return ageOf(entry, now()) === "expired" ? (await render(address)).page : entry.page;
  }

  function noteRequest(entry: Entry<Page>): void {
    entry.wantedAt = now();
    entry.requests += 1;
  }

  function inMemory(address: PageAddress): Page | null {
    const entry = find(address.key);
    const age = entry && ageOf(entry, now());
    if (!entry || (age === "expired" && !renders.isWebAway)) return null;
    noteRequest(entry);
    onRequest(age === "fresh" ? "hit" : "stale");
    // The visitor has the old page; the next one asks again.
    if (age !== "fresh" && !isSettling(entry, entry.wantedAt)) render(address).catch(() => undefined);
    return entry.page;
  }

  return {
    inMemory,
    get(address) {
      const page = inMemory(address);
      if (page) return page;
      onRequest("miss");
      const expired = find(address.key);
      if (!expired) return renderForVisitor(address);
      noteRequest(expired);
      return renderForVisitor(address).catch(() => expired.page);
    },
    changed(tags, eager, saidAt) {
      const heardAt = now();
      const madeAt = Math.min(Math.max(saidAt ?? heardAt, heardAt - LONGEST_WAY_MS), heardAt);
      const moment = { madeAt, heardAt };
      renders.noteChange(tags, moment);
      for (const entries of Object.values(stores))
        for (const [, entry] of entries.tagged(tags)) entry.staleSince ??= moment;
      if (eager) passes.ask();
    },
    get size() {
      const { fixed, chosen } = stores;
      return { bytes: fixed.bytes + chosen.bytes, pages: fixed.count + chosen.count };
    },
    close: () => passes.stop(),
  };
}

/** A render would take the place of the one that follows, and be in vain. */
const isSettling = ({ staleSince }: Rendering, now: number): boolean =>
  staleSince !== null && now - staleSince.heardAt < SETTLE_MS;

/** Requests count half for each ten seconds without another: what is read now goes first. */
const heatOf = ({ requests, wantedAt }: Entry<unknown>, now: number): number =>
  requests * 2 ** ((wantedAt - now) / 10_000);

/** The stale pages that visitors asked for lately, the most wanted first. */
function takeWanted<Page>(stores: Stores<Page>, now: number): PageAddress[] {
  const wanted = Object.values(stores)
    .flatMap((entries) => entries.tagged(null).map(([, entry]) => entry))
    .filter(({ staleSince, wantedAt }) => staleSince !== null && wantedAt > now - WANTED_MS)
    .sort((one, other) => heatOf(other, now) - heatOf(one, now))
    .slice(0, PASS_SIZE);
  for (const entry of wanted) entry.requests /= 2;
  return wanted.map(({ address }) => address);
}

async function renderEach(
  addresses: readonly PageAddress[],
  render: (address: PageAddress) => Promise<unknown>,
): Promise<void> {
  const queue = addresses.values();
  const work = async () => {
    // A page that cannot be rendered stays stale: the next visitor asks for it again.
    for (const address of queue) await render(address).catch(() => undefined);
  };
  await Promise.all(Array.from({ length: PASS_CONCURRENCY }, work));
}

type Rendering = Pick<Entry<unknown>, "renderedAt" | "staleSince">;

/** `stale`: may still be served while it is rendered anew. `expired`: only when there is no other. */
function ageOf({ staleSince, renderedAt }: Rendering, now: number): "fresh" | "stale" | "expired" {
  if (staleSince !== null) return now - staleSince.madeAt > GRACE_MS ? "expired" : "stale";
  if (now - renderedAt > OLD_MS) return "expired";
  return now - renderedAt > AGED_MS ? "stale" : "fresh";
}
