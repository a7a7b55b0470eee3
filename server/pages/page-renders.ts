/**
 * Renders of pages: one at a time for each page, a few at a time for all, none while the web is away. It also
 * remembers the changes of that time, which may have overtaken a render.
 */
import type { Clock } from "../platform/clock.ts";
import { concurrencyLimiter } from "../platform/concurrency.ts";
import { SETTLE_MS } from "../platform/db/changes.ts";
import { NoAnswer } from "../platform/http/send.ts";
import type { PageAddress } from "./page-address.ts";

export interface TaggedPage {
  readonly tags: readonly string[];
}

export interface FinishedRender<Page> {
  readonly page: Page;
  /** When the render began, in milliseconds since 1970. */
  readonly renderedAt: number;
}

export interface PageRenders<Page> {
  /** Joins a running render. Rejects with NoAnswer, TOO_MANY_REQUESTS or the render's own error. */
  render(address: PageAddress): Promise<FinishedRender<Page>>;
  /** null: anything may have changed. */
  noteChange(tags: readonly string[] | null, moment: ChangeTime): void;
  /** When something that the page shows changed during its render or since; null: it is up to date. */
  staleSince(finished: FinishedRender<Page>): ChangeTime | null;
  /** The web did not answer a moment ago. */
  readonly isWebAway: boolean;
}

/** Of a change, in milliseconds since 1970. */
export interface ChangeTime {
  /** About. Visitors get an old page for a time that is counted from here. */
  readonly madeAt: number;
  /** When this process heard of it. */
  readonly heardAt: number;
}

interface Change extends ChangeTime {
  readonly tags: ReadonlySet<string> | null;
}

/** No render lasts longer, so that older changes need not be remembered. */
const LONGEST_RENDER_MS = 30_000;
/** A web that does not answer is left alone for this long. */
const REST_MS = 1_000;

/** A flood of searches cannot take the places of the other pages. */
const createLimits = () =>
  ({ fixed: concurrencyLimiter(4, 200), chosen: concurrencyLimiter(2, 100) }) as const;

export function createPageRenders<Page extends TaggedPage>(
  renderPage: (address: PageAddress) => Promise<Page>,
  clock: Clock,
): PageRenders<Page> {
  const now = (): number => clock.now().getTime();
  const limits = createLimits();
  const running = new Map<string, Promise<FinishedRender<Page>>>();
  let changes: Change[] = [];
  let rest: { readonly until: number; readonly error: NoAnswer } | null = null;

  async function renderNow(address: PageAddress): Promise<FinishedRender<Page>> {
    if (rest && now() < rest.until) throw rest.error;
    const renderedAt = now();
    try {
      const page = await renderPage(address);
      rest = null;
      return { page, renderedAt };
    } catch (error) {
      if (error instanceof NoAnswer) rest = { until: now() + REST_MS, error };
      throw error;
    }
  }

  return {
    render(address) {
      const joined = running.get(address.key);
      if (joined) return joined;
      const started = limits[address.kind](() => renderNow(address)).finally(() => {
        running.delete(address.key);
      });
      running.set(address.key, started);
      return started;
    },
    noteChange(tags, moment) {
      changes = changes.filter(({ heardAt }) => heardAt > moment.heardAt - LONGEST_RENDER_MS);
      changes.push({ tags: tags && new Set(tags), ...moment });
    },
    staleSince({ page: { tags }, renderedAt }) {
      const concerns = (change: Change) => change.tags === null || tags.some((tag) => change.tags?.has(tag));
      // By then each process has dropped its answers, which a render reads.
      return changes.find((change) => change.heardAt > renderedAt - SETTLE_MS && concerns(change)) ?? null;
    },
    get isWebAway() {
      return rest !== null && now() < rest.until;
    },
  };
}
