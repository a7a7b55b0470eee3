/**
 * How far what shoppers do has moved from what the champion learned from. Pure.
 *
 * The population stability index of two mixes: Σ (p − q) · ln(p / q) over their parts. Below 0.1 they are
 * alike; from 0.2 on a model learned from another shop. The popularity of products is compared by the tenths
 * into which an earlier time puts them: products that were chosen because they were popular in one of the two
 * times would always look as if they had fallen.
 */

export const driftFeatures = ["events", "categories", "prices", "popularity"] as const;
export type DriftFeature = (typeof driftFeatures)[number];

/** Events of a product and type in three times, the first before the other two. */
export interface CountedEvents {
  readonly productId: string;
  readonly type: string;
  /** By which products are ranked. */
  readonly ranking: number;
  /** The last days before the champion's snapshot. */
  readonly reference: number;
  /** The last days. */
  readonly recent: number;
}

export interface DriftFacts {
  readonly categoryIds: readonly string[];
  readonly price: number;
  /** ISO 8601 */
  readonly createdAt: string;
}

export interface Drift {
  readonly indices: Readonly<Record<DriftFeature, number>>;
  /** The share of recent events with products that came after the champion's snapshot. */
  readonly unknown: number;
}

/** With fewer events in one of the times, chance alone moves an index. */
const LEAST_EVENTS = 500;
/** Smaller categories are one part of the mix. */
const CATEGORIES = 20;
const TENTHS = 10;

type Mix = Map<string, { reference: number; recent: number }>;
type FactsOf = (productId: string) => DriftFacts | undefined;

/** Null: there are too few events to say. */
export function driftOf(counts: readonly CountedEvents[], factsOf: FactsOf, asOf: Date): Drift | null {
  const sum = (of: (each: CountedEvents) => number): number =>
    counts.reduce((total, each) => total + of(each), 0);
  const recent = sum((each) => each.recent);
  if (sum((each) => each.reference) < LEAST_EVENTS || recent < LEAST_EVENTS) return null;
  const bandOf = priceBands(counts, factsOf);
  const tenthOf = popularityTenths(counts);
  const categoryOf = commonCategories(counts, factsOf);
  const isUnknown = ({ productId, ranking, reference }: CountedEvents): boolean => {
    const facts = factsOf(productId);
    return facts ? facts.createdAt > asOf.toISOString() : ranking + reference === 0;
  };
  return {
    indices: {
      events: indexOf(mixOf(counts, ({ type }) => [type])),
      categories: indexOf(mixOf(counts, ({ productId }) => categoryOf(productId))),
      prices: indexOf(mixOf(counts, ({ productId }) => [bandOf(productId)])),
      popularity: indexOf(mixOf(counts, ({ productId }) => [tenthOf(productId)])),
    },
    unknown: sum((each) => (isUnknown(each) ? each.recent : 0)) / recent,
  };
}

function mixOf(counts: readonly CountedEvents[], partsOf: (each: CountedEvents) => readonly string[]): Mix {
  const mix: Mix = new Map();
  for (const each of counts) {
    for (const part of partsOf(each)) {
      const sums = mix.get(part) ?? { reference: 0, recent: 0 };
      sums.reference += each.reference;
      sums.recent += each.recent;
      mix.set(part, sums);
    }
  }
  return mix;
}

/** Half an event more in each part, so that an empty one is no infinity. */
export function indexOf(mix: ReadonlyMap<string, { readonly reference: number; readonly recent: number }>) {
  const parts = [...mix.values()];
  const total = (of: "reference" | "recent"): number => parts.reduce((sum, part) => sum + part[of] + 0.5, 0);
  const [references, recents] = [total("reference"), total("recent")];
  return parts.reduce((sum, { reference, recent }) => {
    const [before, now] = [(reference + 0.5) / references, (recent + 0.5) / recents];
    return sum + (now - before) * Math.log(now / before);
  }, 0);
}

/** The bounds put a tenth of the reference's events into each band. */
function priceBands(counts: readonly CountedEvents[], factsOf: FactsOf): (productId: string) => string {
  const priced = counts
    .flatMap(({ productId, reference }) => {
      const price = factsOf(productId)?.price;
      return price === undefined ? [] : [{ price, reference }];
    })
    .sort((a, b) => a.price - b.price);
  const total = priced.reduce((sum, { reference }) => sum + reference, 0);
  const bounds: number[] = [];
  let passed = 0;
  for (const { price, reference } of priced) {
    passed += reference;
    while (bounds.length < TENTHS - 1 && passed >= ((bounds.length + 1) * total) / TENTHS) bounds.push(price);
  }
  return (productId) => {
    const price = factsOf(productId)?.price;
    if (price === undefined) return "gone";
    const band = bounds.findIndex((bound) => price <= bound);
    return String(band === -1 ? bounds.length : band);
  };
}

/** Each tenth of the products has a tenth of the ranking's events. */
function popularityTenths(counts: readonly CountedEvents[]): (productId: string) => string {
  const sums = new Map<string, number>();
  for (const { productId, ranking } of counts) sums.set(productId, (sums.get(productId) ?? 0) + ranking);
  const total = [...sums.values()].reduce((sum, each) => sum + each, 0);
  const tenths = new Map<string, string>();
  let passed = 0;
  for (const [productId, sum] of [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))) {
    if (sum === 0) break;
    tenths.set(productId, String(Math.min(TENTHS - 1, Math.floor((passed / total) * TENTHS))));
    passed += sum;
  }
  return (productId) => tenths.get(productId) ?? "unranked";
}

function commonCategories(
  counts: readonly CountedEvents[],
  factsOf: FactsOf,
): (productId: string) => readonly string[] {
  const all = (productId: string): readonly string[] => factsOf(productId)?.categoryIds ?? ["gone"];
  const common = new Set(
    [...mixOf(counts, ({ productId }) => all(productId))]
      .sort(([, a], [, b]) => b.reference + b.recent - a.reference - a.recent)
      .slice(0, CATEGORIES)
      .map(([category]) => category),
  );
  return (productId) => all(productId).map((category) => (common.has(category) ? category : "other"));
}
