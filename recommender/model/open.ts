/** A model file in memory, and its answers. */
import { type Best, bestOf } from "../matrix/top.ts";
import { type HistoryEntry, interactionTypes, type Model, type Reason, type ScoredItem } from "../types.ts";
import { CorruptModel, decodeModel } from "./file.ts";
import { type ItemLists, type ModelParts, partsFrom } from "./parts.ts";
import type { Recipe } from "./recipe.ts";
import { type BlendPart, blendParts, type KnownEntry, type VisitorScores, visitorScorer } from "./visitor.ts";

export { CorruptModel };

export interface OpenModel extends Model {
  readonly recipe: Recipe;
  readonly parts: ModelParts;
  readonly numberOf: (item: string) => number | undefined;
  /** The parts of the blend for a history in numbers, for the choice of its weights. */
  readonly scoresOf: (history: readonly KnownEntry[], now: number) => VisitorScores;
}

/**
 * Opens a model file. Throws CorruptModel when any byte is not as it was written. The model keeps views of
 * the bytes, which must not change. Calls are not reentrant, which synchronous callers cannot notice.
 */
export function openModel(bytes: Uint8Array): OpenModel {
  const { header, sections } = decodeModel(bytes);
  const parts = partsFrom(sections);
  const recipe = header.parameters as unknown as Recipe;
  const numbers = new Map(parts.items.map((item, number) => [item, number]));
  const categories = new Map(parts.categories.map((category, number) => [category, number]));
  const scorer = visitorScorer(parts, recipe);
  const isPrivate = pairCheck(parts, () => scorer.nearSessions());
  const blendOf = blender(recipe, isPrivate);
  const named = (item: number): string => parts.items[item] as string;
  const fromList = (lists: ItemLists, row: number, count: number): ScoredItem[] =>
    Array.from(
      lists.columns.subarray(lists.starts[row], lists.starts[row + 1]).subarray(0, count),
      (item, k) => ({
        item: named(item),
        score: lists.values[(lists.starts[row] as number) + k] as number,
        reason: { kind: "popular" } as const,
      }),
    );
  const known = (history: readonly HistoryEntry[]): KnownEntry[] =>
    history
      .flatMap(({ item, type, at }) => {
        const number = numbers.get(item);
        return number === undefined ? [] : [{ item: number, type: interactionTypes.indexOf(type), at }];
      })
      .sort((a, b) => a.at - b.at);

  return {
    version: header.version,
    items: parts.items.length,
    trainedAt: header.trainedAt,
    recipe,
    parts,
    numberOf: (item) => numbers.get(item),
    scoresOf: (history, now) => scorer.score(history, now),
    similar(item, count) {
      const number = numbers.get(item);
      return number === undefined ? [] : similarTo(parts, number, count).map((entry) => named_(entry, named));
    },
    boughtTogether(items, count) {
      const given = items.flatMap((item) => numbers.get(item) ?? []);
      return togetherWith(parts, given, count).map((entry) => named_(entry, named));
    },
    forVisitor(history, now, count) {
      const found = scorer.score(known(history), now);
      return blendOf(found, count, named);
    },
    popular(count, category) {
      if (category === undefined) return fromList(parts.popular, 0, count);
      const row = categories.get(category);
      return row === undefined ? [] : fromList(parts.popularOfCategory, row, count);
    },
  };
}

interface NumberedScore {
  readonly item: number;
  readonly score: number;
  readonly kind: Reason["kind"];
  readonly from?: number | undefined;
}

const named_ = ({ item, score, kind, from }: NumberedScore, named: (item: number) => string): ScoredItem => ({
  item: named(item),
  score,
  reason: from === undefined ? { kind } : { kind, item: named(from) },
});

/**
 * Visitors count the more, the more of them know the item: (1 − c) · content + c · seen, c = n / (n + 10).
 */
function similarTo(parts: ModelParts, item: number, count: number): NumberedScore[] {
  const support = parts.support[item] as number;
  const trust = support / (support + 10);
  const scores = new Map<number, { seen: number; text: number }>();
  const lists = [
    ["seen", parts.seenTogether, trust],
    ["text", parts.content, 1 - trust],
  ] as const;
  for (const [name, { starts, columns, values }, weight] of lists) {
    const from = starts[item] as number;
    const end = starts[item + 1] as number;
    const most = values[from] ?? 1;
    for (let k = from; k < end; k++) {
      const other = columns[k] as number;
      const entry = scores.get(other) ?? { seen: 0, text: 0 };
      entry[name] = (weight * (values[k] as number)) / most;
      scores.set(other, entry);
    }
  }
  return [...scores]
    .map(([other, { seen, text }]) => ({
      item: other,
      score: seen + text,
      kind: seen >= text ? ("viewed" as const) : ("similar" as const),
      from: item,
    }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, count);
}

/**
 * What was bought with the given items; what was looked at with them counts a fifth. The reason of an item
 * that was bought with one of them is that.
 */
function togetherWith(parts: ModelParts, given: readonly number[], count: number): NumberedScore[] {
  const scores = new Map<number, { score: number; strongest: number; from: number; kind: Reason["kind"] }>();
  for (const item of new Set(given)) {
    const lists = [
      ["bought", parts.boughtTogether, 1],
      ["viewed", parts.seenTogether, 0.2],
    ] as const;
    for (const [kind, { starts, columns, values }, weight] of lists) {
      for (let k = starts[item] as number; k < (starts[item + 1] as number); k++) {
        const other = columns[k] as number;
        if (given.includes(other)) continue;
        const score = weight * (values[k] as number);
        const entry = scores.get(other) ?? { score: 0, strongest: 0, from: item, kind };
        entry.score += score;
        const isBetter = kind === entry.kind ? score > entry.strongest : kind === "bought";
        if (isBetter) Object.assign(entry, { strongest: score, from: item, kind });
        scores.set(other, entry);
      }
    }
  }
  return [...scores]
    .map(([item, { score, from, kind }]) => ({ item, score, kind, from }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, count);
}

const reasonKinds: Readonly<Record<BlendPart, Reason["kind"]>> = {
  session: "session",
  neighbours: "viewed",
  taste: "taste",
  repeat: "repeat",
  popular: "popular",
};

/** Whether each of the candidates is shared by enough visitors, by its place among them. */
type PairCheck = (found: VisitorScores, candidates: Uint32Array) => (place: number) => boolean;

const withoutSession = blendParts.filter((part) => part !== "session");

type Blender = (found: VisitorScores, count: number, named: (item: number) => string) => ScoredItem[];

/** Memory that lists of one length share. */
function blender({ blend }: Recipe, pairs: PairCheck): Blender {
  let length = 0;
  let memory = { best: bestOf(0), kept: bestOf(0) };
  return (found, count, named) => {
    if (count !== length) memory = { best: bestOf(3 * count), kept: bestOf(count) };
    length = count;
    return blended(found, blend, pairs, memory, named);
  };
}

function blended(
  found: VisitorScores,
  blend: Recipe["blend"],
  pairs: PairCheck,
  { best, kept }: { readonly best: Best; readonly kept: Best },
  named: (item: number) => string,
): ScoredItem[] {
  const { session, neighbours, taste, repeat, popular } = found.scores;
  // In the order of `blendParts`: sums of floating point numbers depend on it.
  const rest = (sum: number, item: number): number =>
    sum +
    blend.neighbours * (neighbours[item] as number) +
    blend.taste * (taste[item] as number) +
    blend.repeat * (repeat[item] as number) +
    blend.popular * (popular[item] as number);
  for (let k = 0; k < found.size; k++) {
    const item = found.candidates[k] as number;
    const score = rest(blend.session * (session[item] as number), item);
    if (score > 0 && score >= best.floor()) best.offer(item, score);
  }
  const { entries, scores } = best.members();
  const isShared = pairs(found, entries);
  // Sessions of fewer than three visitors lead to nothing: what they gave is taken back.
  const alone = new Set<number>();
  for (let place = 0; place < entries.length; place++) {
    const item = entries[place] as number;
    if (!isShared(place)) alone.add(item);
    const score = alone.has(item) ? rest(0, item) : (scores[place] as number);
    if (score > 0 && score >= kept.floor()) kept.offer(item, score);
  }
  const list = kept.take();
  return Array.from(list.entries, (item, k): ScoredItem => {
    const { kind, from } = reasonOf(found, blend, item, alone.has(item) ? withoutSession : blendParts);
    const reason = from === undefined ? { kind } : { kind, item: named(from) };
    return { item: named(item), score: list.scores[k] as number, reason };
  });
}

function reasonOf(
  found: VisitorScores,
  blend: Recipe["blend"],
  item: number,
  parts: readonly BlendPart[],
): Pick<NumberedScore, "kind" | "from"> {
  let strongest: BlendPart = "popular";
  for (const part of parts) {
    const share = blend[part] * (found.scores[part][item] as number);
    if (share > blend[strongest] * (found.scores[strongest][item] as number)) strongest = part;
  }
  const kind = reasonKinds[strongest];
  if (strongest === "session") return { kind, from: found.recent.at(-1) };
  const from = found.leadsFrom[item] as number;
  if (strongest !== "neighbours" || from === item) return { kind };
  return { kind: found.isBought(from) ? "bought" : "viewed", from };
}

/**
 * Whether three visitors and more have one of the session's items and the candidate in their sessions, of
 * those sessions that gave the scores. Three is FEWEST_VISITORS.
 */
function pairCheck(parts: ModelParts, nearSessions: () => Uint32Array): PairCheck {
  const { sessionStarts: starts, sessionItems: items, sessionVisitors: visitors } = parts;
  /** One more than the place of an item among the candidates, or among the session's items; 0: in none. */
  const candidatePlaces = new Uint16Array(parts.items.length);
  const recentPlaces = new Uint16Array(parts.items.length);
  /** The places of one session's items. */
  let longest = 0;
  for (let k = 1; k < starts.length; k++)
    longest = Math.max(longest, (starts[k] as number) - (starts[k - 1] as number));
  const from = new Uint16Array(longest);
  const to = new Uint16Array(longest);
  let isShared = new Uint8Array(0);
  /** The first two visitors of each pair, one more than their numbers; a third one settles it. */
  let people = new Uint32Array(0);
  return ({ recent, scores }, candidates) => {
    const width = recent.length;
    if (isShared.length < candidates.length) isShared = new Uint8Array(candidates.length);
    if (people.length < 2 * candidates.length * width)
      people = new Uint32Array(2 * candidates.length * width);
    isShared.fill(0, 0, candidates.length);
    people.fill(0, 0, 2 * candidates.length * width);
    for (let k = 0; k < candidates.length; k++) candidatePlaces[candidates[k] as number] = k + 1;
    for (let k = 0; k < width; k++) recentPlaces[recent[k] as number] = k + 1;
    const near = nearSessions();
    for (let n = 0; n < near.length; n++) {
      const session = near[n] as number;
      const visitor = (visitors[session] as number) + 1;
      let fromSize = 0;
      let toSize = 0;
      for (let k = starts[session] as number, end = starts[session + 1] as number; k < end; k++) {
        const item = items[k] as number;
        const place = (candidatePlaces[item] as number) - 1;
        if (place >= 0 && isShared[place] === 0) to[toSize++] = place;
        const recentPlace = recentPlaces[item] as number;
        if (recentPlace !== 0) from[fromSize++] = recentPlace - 1;
      }
      for (let a = 0; a < toSize; a++) {
        const place = to[a] as number;
        for (let b = 0; b < fromSize; b++) {
          const at = 2 * (place * width + (from[b] as number));
          if (people[at] === 0) people[at] = visitor;
          else if (people[at] !== visitor && people[at + 1] === 0) people[at + 1] = visitor;
          else if (people[at] !== visitor && people[at + 1] !== visitor) isShared[place] = 1;
        }
      }
    }
    for (let k = 0; k < candidates.length; k++) candidatePlaces[candidates[k] as number] = 0;
    for (let k = 0; k < width; k++) recentPlaces[recent[k] as number] = 0;
    const known = isShared;
    return (place) => scores.session[candidates[place] as number] === 0 || known[place] === 1;
  };
}
