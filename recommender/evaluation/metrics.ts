/**
 * Measures of ranked lists, of one user each. `hits` are the positions (from 0) of relevant items in the
 * list.
 *
 * recall = hits / relevant; ndcg = Σ 1/log₂(position + 2) over that of the best list of this length (Järvelin
 * and Kekäläinen 2002); hit = any; mrr = 1 / (first position + 1).
 */
export interface RankingMetrics {
  readonly recall: number;
  readonly ndcg: number;
  readonly hit: number;
  readonly mrr: number;
}

export function rankingMetrics(
  list: ArrayLike<number>,
  relevant: ReadonlySet<number>,
  at: number,
): RankingMetrics {
  let hits = 0;
  let gain = 0;
  let first = 0;
  for (let position = 0; position < Math.min(at, list.length); position++) {
    if (!relevant.has(list[position] as number)) continue;
    hits++;
    gain += 1 / Math.log2(position + 2);
    if (first === 0) first = position + 1;
  }
  if (relevant.size === 0) return { recall: 0, ndcg: 0, hit: 0, mrr: 0 };
  return {
    recall: hits / relevant.size,
    ndcg: gain / idealGain(Math.min(at, relevant.size)),
    hit: hits > 0 ? 1 : 0,
    mrr: first === 0 ? 0 : 1 / first,
  };
}

const idealGains: number[] = [0];

function idealGain(count: number): number {
  for (let known = idealGains.length; known <= count; known++)
    idealGains.push((idealGains[known - 1] as number) + 1 / Math.log2(known + 1));
  return idealGains[count] as number;
}

export const meanOf = (numbers: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < numbers.length; k++) sum += numbers[k] as number;
  return numbers.length === 0 ? 0 : sum / numbers.length;
};

/** The share of the items that are in any list. */
export function coverage(lists: Iterable<ArrayLike<number>>, items: number): number {
  const seen = new Set<number>();
  for (const list of lists) for (let k = 0; k < list.length; k++) seen.add(list[k] as number);
  return items === 0 ? 0 : seen.size / items;
}

/** How unequally the lists show items: 0 all alike, near 1 a few alone. Items that no list has count, too. */
export function gini(lists: Iterable<ArrayLike<number>>, items: number): number {
  const shown = new Float64Array(items);
  for (const list of lists)
    for (let k = 0; k < list.length; k++) shown[list[k] as number] = (shown[list[k] as number] as number) + 1;
  shown.sort();
  let total = 0;
  let ranked = 0;
  for (let k = 0; k < items; k++) {
    total += shown[k] as number;
    ranked += (k + 1) * (shown[k] as number);
  }
  return total === 0 ? 0 : (2 * ranked) / (items * total) - (items + 1) / items;
}

/** The mean of −log₂ of an item's share of all users, over all places of all lists. */
export function novelty(
  lists: Iterable<ArrayLike<number>>,
  usersOf: ArrayLike<number>,
  users: number,
): number {
  let sum = 0;
  let places = 0;
  for (const list of lists)
    for (let k = 0; k < list.length; k++, places++)
      sum -= Math.log2(Math.max(1, usersOf[list[k] as number] ?? 1) / users);
  return places === 0 ? 0 : sum / places;
}
