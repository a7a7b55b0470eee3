/** Which figures of a model staff see beside it. Pure. */

/** Of a task as a whole, and not of a segment of its shoppers. */
const SHOWN = /(^|\.)(ndcg|recall|hit|mrr)@\d+$/i;
const MOST = 4;

/** The first few figures of quality by name, rounded to three places. */
export const chosenMetrics = (metrics: Readonly<Record<string, number>>): [name: string, value: string][] =>
  Object.entries(metrics)
    .filter(([name, value]) => SHOWN.test(name) && Number.isFinite(value))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([name, value]) => [name, value.toFixed(3)]);
