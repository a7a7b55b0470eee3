/**
 * What the lists of another model would have been to the shoppers of the lists that were shown. Pure.
 *
 * Expected clicks, by the position-based click model (Joachims, Swaminathan and Schnabel 2017): a product is
 * clicked when its place is seen and it attracts. How often a place is seen is counted, because browsers
 * report what came on the screen. A click on a product of place q then counts v(p) / v(q) where the other
 * model has it at place p, which is unbiased as long as that product was shown. A product that was not shown
 * is unknown: it counts as an average one that is seen there. `known` says for how much of the lists no such
 * guess was needed; where it is small, the estimate says little.
 */
import { bootstrap, type Interval } from "../../../../recommender/index.ts";

export interface ReplayedList {
  readonly placement: string;
  /** The products that were shown, and those of the other model, in their order. */
  readonly shown: readonly string[];
  readonly replayed: readonly string[];
  readonly ms: number;
  /** Null: not known, as without consent, or when no product came on the screen. */
  readonly reactions: { readonly seen: readonly string[]; readonly clicked: readonly string[] } | null;
}

/** As many a row shows. */
const ROW = 12;
/** A click of a place that is hardly seen would outweigh all others. */
const MOST_WEIGHT = 10;
const SEED = 1;

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const mean = (values: readonly number[]): number =>
  shareOf(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );

/** Of the products shown in the first `count` places, the share that is in as many of the other list. */
function overlapOf({ shown, replayed }: ReplayedList, count: number): number {
  const [first, other] = [shown.slice(0, count), new Set(replayed.slice(0, count))];
  return shareOf(first.filter((item) => other.has(item)).length, first.length);
}

export function compareLists(lists: readonly ReplayedList[]) {
  return {
    lists: lists.length,
    overlapAt4: mean(lists.map((list) => overlapOf(list, 4))),
    overlapAt12: mean(lists.map((list) => overlapOf(list, ROW))),
    changedFirst: shareOf(
      lists.filter(({ shown, replayed }) => shown[0] !== replayed[0]).length,
      lists.length,
    ),
  };
}

/** `eligible`: products that may be shown now. */
export function replayFigures(lists: readonly ReplayedList[], eligible: number) {
  const times = lists.map(({ ms }) => ms).sort((a, b) => a - b);
  const quantile = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0;
  const items = new Set(lists.flatMap(({ replayed }) => replayed.slice(0, ROW)));
  return {
    ...compareLists(lists),
    byPlacement: [...Map.groupBy(lists, ({ placement }) => placement)].map(([placement, own]) => ({
      placement,
      ...compareLists(own),
    })),
    coverage: shareOf(items.size, eligible),
    empty: shareOf(lists.filter(({ replayed }) => replayed.length === 0).length, lists.length),
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    clicks: clickFigures(lists),
  };
}

interface SeenList extends ReplayedList {
  readonly reactions: NonNullable<ReplayedList["reactions"]>;
}

interface ClickFigures {
  readonly lists: number;
  readonly known: number;
  /** Clicks of a list. */
  readonly shown: Interval;
  readonly expected: Interval;
  /** Expected less shown, of the same lists. */
  readonly difference: Interval;
}

/** Null: of no list it is known what was seen. */
function clickFigures(lists: readonly ReplayedList[]): ClickFigures | null {
  const seen = lists.filter(
    (list): list is SeenList => list.reactions !== null && list.reactions.seen.length > 0,
  );
  if (seen.length === 0) return null;
  const views = placeViews(seen);
  const counts = { seen: 0, clicked: 0 };
  for (const { reactions, shown } of seen) {
    counts.seen += reactions.seen.length;
    counts.clicked += reactions.clicked.filter((item) => shown.includes(item)).length;
  }
  const average = Math.min(1, shareOf(counts.clicked, counts.seen));
  const shown = seen.map((list) => list.reactions.clicked.filter((item) => list.shown.includes(item)).length);
  const expected = seen.map((list) => expectedClicks(list, views, average));
  return {
    lists: seen.length,
    known: mean(seen.map((list) => knownShare(list, views))),
    shown: bootstrap(shown, SEED),
    expected: bootstrap(expected, SEED),
    difference: bootstrap(
      expected.map((clicks, at) => clicks - (shown[at] ?? 0)),
      SEED,
    ),
  };
}

/** How often each place of a list was on the screen. */
function placeViews(lists: readonly SeenList[]): number[] {
  const views = Array.from({ length: Math.max(...lists.map(({ shown }) => shown.length)) }, () => 0);
  for (const { shown, reactions } of lists) {
    const seen = new Set(reactions.seen);
    for (const [place, item] of shown.entries()) if (seen.has(item)) views[place] = (views[place] ?? 0) + 1;
  }
  return views.map((count) => count / lists.length);
}

function expectedClicks({ shown, replayed, reactions }: SeenList, views: number[], average: number): number {
  let sum = 0;
  for (const [place, item] of replayed.slice(0, views.length).entries()) {
    const [view, was] = [views[place] ?? 0, shown.indexOf(item)];
    if (was === -1) sum += view * average;
    else if (reactions.clicked.includes(item)) {
      const before = views[was] ?? 0;
      // A click says that the place was seen, also when the browser did not report it.
      sum += before === 0 ? 1 : Math.min(MOST_WEIGHT, view / before);
    }
  }
  return sum;
}

/** Of the places that are seen, the share in which the other model has a product that was shown. */
function knownShare({ shown, replayed }: SeenList, views: number[]): number {
  let [known, all] = [0, 0];
  for (const [place, item] of replayed.slice(0, views.length).entries()) {
    all += views[place] ?? 0;
    if (shown.includes(item)) known += views[place] ?? 0;
  }
  return shareOf(known, all);
}
