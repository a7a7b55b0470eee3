/**
 * Decides what a query searches for: which words of the shop answer to each word that was typed, and how
 * well. Pure. In this order, the first that finds something: the word itself, its stem, a synonym, a longer
 * word that begins with it (with it also words that contain it); the same keys in the other layout; its kin;
 * the two halves of a compound; words that sound alike; words with one to three wrong letters; the end of a
 * compound; its beginning.
 */

import type { SearchHit } from "../product-index/score-products.ts";
import { HEAD_WEIGHT, TELLING_WEIGHT } from "../words/product-words.ts";
import { withoutAnd } from "../words/stems.ts";
import { jamoOf, wordsOf } from "../words/words.ts";
import { isByChance, type MatchKind, type MatchRow } from "./match.ts";
import { isColour, isOfShops } from "./narrower-words.ts";
import type { QueryForm, SearchQuery } from "./query.ts";
import { countsIn } from "./request-words.ts";
import { MOST_SOUNDING } from "./sound-alikes.ts";

export interface SearchPlan {
  readonly hits: readonly SearchHit[];
  /** Words that a product should answer to. */
  readonly tokens: number;
  /** What the shopper probably meant, when it differs from what was typed. */
  readonly correction: string | null;
  /** Whether the hits are only near what was typed. */
  readonly near: boolean;
  /** The numbers of the words that nothing answers to, those of shops left out. */
  readonly unanswered: readonly number[];
  /** The numbers of the words that only near ones answer to. */
  readonly nearly: readonly number[];
}

const factors: Readonly<Record<MatchKind, number>> = {
  whole: 1,
  synonym: 0.85,
  prefix: 0.7,
  initials: 0.6,
  partial: 0.5,
  fuzzy: 0.45,
  suffix: 0.4,
  middle: 0.15,
  category: 0.8,
  sku: 1,
};
/** One syllable (차) begins and ends words of any meaning (차콜). */
const shortFactors: Readonly<Partial<Record<MatchKind, number>>> = { prefix: 0.5, suffix: 0.75 };
/** They speak of what a product is only where it is named. */
const inTellingFields: ReadonlySet<MatchKind> = new Set(["initials", "partial", "fuzzy", "suffix", "middle"]);

/** In shorter words a part says little. */
const COMPOUND = /[\uac00-\ud7a3]{3}/;

const guesses: ReadonlySet<QueryForm["kind"]> = new Set(["narrower", "wider", "part", "head"]);
/** What else was typed counts so, where the shop lacks the thing: 나무 숟가락 is no wooden block. */
const BESIDE_KIN = 0.4;

type Match = MatchRow & { readonly of: QueryForm; readonly isFaint?: boolean };

interface Answer {
  /** The hits of each word that the token stands for: two for a compound. */
  readonly words: readonly (readonly Omit<SearchHit, "token">[])[];
  readonly meant: string;
  readonly near: boolean;
  /** Whether it is what the shop has in the place of the thing. */
  readonly isKin?: boolean;
}

export function planSearch(query: SearchQuery, rows: readonly MatchRow[]): SearchPlan {
  const matches = rows.flatMap((row): Match[] => {
    const of = query.forms[row.form];
    if (!of) return [];
    const match = { ...row, of };
    return factorOf(match) > 0 ? [match] : [];
  });
  const counts = countsIn(query.words);
  const last = query.words.findLastIndex((word, at) => !isOfShops(word) && !counts.includes(at));
  const answers = query.words.map((word, token) => {
    const own = withContained(
      word,
      matches.filter(({ of }) => of.token === token),
    );
    return answerTo(word, token > 0 && token === last ? withFewSynonyms(own) : own);
  });
  const found = answers.filter((answer) => answer !== null);
  const unanswered = [...query.words.keys()].filter(
    (at) => answers[at] === null && !isOfShops(query.words[at] ?? "") && !counts.includes(at),
  );
  const nearly = [...query.words.keys()].filter((at) => answers[at]?.near === true);
  const unknown = unanswered.length;
  // Of four words two must say something: else the result would be about another matter.
  if (found.length === 0 || found.length < unknown)
    return { hits: [], tokens: 0, correction: null, near: false, unanswered, nearly };
  // How many are wanted says nothing without the thing.
  const isExtra = (at: number): boolean =>
    counts.includes(at) && answers.some((answer, other) => answer !== null && !counts.includes(other));
  const things = answers.filter((_, at) => !isExtra(at));
  const words = withFewOthers(things).flatMap((answer) => answer.words);
  const extras = answers.flatMap((answer, at) => (answer !== null && isExtra(at) ? answer.words : []));
  const meant = answers.map((answer, at) => answer?.meant ?? query.words[at]).join(" ");
  return {
    hits: [
      ...words.flatMap((hits, token) => hits.map((hit) => ({ ...hit, token }))),
      ...extras.flatMap((hits, at) =>
        hits.map((hit) => ({ ...hit, token: words.length + at, isExtra: true })),
      ),
    ],
    tokens: words.length,
    correction: meant === query.words.join(" ") ? null : meant,
    near: unknown > 0 || nearly.some((at) => !isExtra(at)),
    unanswered,
    nearly,
  };
}

/** Where the last word, the thing, is one that the shop lacks, what it has in its place comes first. */
function withFewOthers(answers: readonly (Answer | null)[]): readonly Answer[] {
  const isLacking = answers.length > 1 && answers.at(-1)?.isKin === true;
  return answers.flatMap((answer, at) => {
    if (answer === null) return [];
    return isLacking && at < answers.length - 1 ? { ...answer, words: answer.words.map(besideKin) } : answer;
  });
}

const besideKin = (hits: Answer["words"][number]) =>
  hits.map((hit) => ({ ...hit, factor: hit.factor * BESIDE_KIN }));

function answerTo(word: string, matches: readonly Match[]): Answer | null {
  const of = (...kinds: QueryForm["kind"][]) => matches.filter((match) => kinds.includes(match.of.kind));
  const near = (match: Match) => match.kind === "fuzzy" || match.kind === "partial";

  // 유자 ㅊ: the next word has just begun.
  const begun = /^[ㄱ-ㅎ]$/.test(word) ? of("joined").filter(({ kind }) => kind === "partial") : [];
  const exact = [...of("typed", "joined", "narrower").filter((match) => !near(match)), ...begun];
  const isTold = exact.some(({ telling }) => telling) || of("typed").some(({ kind }) => kind === "partial");
  // A description that speaks of a good price sells nothing better.
  const isNamed = exact.some(({ kind, telling }) => kind === "whole" && telling);
  if (!isNamed && (isOfShops(word) || countsIn([word]).length > 0)) return null;
  const direct = hitsOf(isTold ? exact : [...exact, ...of("bare")]);
  // "coffee cup" is one thing, and no cup among coffees.
  const compound = of("joined").filter(({ kind, telling }) => kind === "synonym" && telling);
  if (compound.length > 0) return { words: [hitsOf(of("joined"))], meant: word, near: false };
  const kin = of("wider").filter(({ telling }) => telling);
  // Descriptions alone speak of it: what the shop has in its place comes with them.
  if (direct.length > 0 && !isTold && kin.length > 0)
    return { words: [hitsOf([...exact, ...kin])], meant: word, near: true, isKin: true };
  const close = closeTo(of("typed").filter(near));
  const isLuck = exact.every(({ kind, of }) => isByChance(kind, of.text));
  if (direct.length > 0) return (isLuck && close) || { words: [direct], meant: word, near: false };

  const keyboard = of("keyboard")
    .filter((match) => match.kind !== "partial")
    .toSorted((a, b) => factorOf(b) - factorOf(a));
  const typedElsewhere = hitsOf(keyboard);
  const meant = keyboard[0]?.of.text;
  if (meant && typedElsewhere.length > 0) return { words: [typedElsewhere], meant, near: false };

  if (kin.length > 0) return { words: [hitsOf(kin)], meant: word, near: true, isKin: true };

  const parts = of("part").filter((match) => match.telling && !near(match));
  const halves = halvesOf(parts);
  // teepot is no pot of a tee, and 차기름 no oil of tea.
  const isChance = /^[a-z]+$/.test(word) || parts.some(({ of: { text } }) => text.length === 1);
  if (close && halves && close.distance <= 1 && isChance) return close;
  if (halves) return { words: halves, meant: word, near: false };

  if (close && (!COMPOUND.test(word) || close.distance <= 1)) return close;
  const head = headOf(word, of("part"), of("head"));
  if (head) return head;
  if (close) return close;

  const piece = longestOf(parts.filter(({ of: { text } }) => isPiece(text) && !isColour(text)));
  return piece.length > 0 ? { words: [hitsOf(piece)], meant: word, near: true } : null;
}

/** A bar says little of "foobar". */
const isPiece = (text: string): boolean => text.length > (/^[a-z]/.test(text) ? 3 : 1);

const longestOf = (pieces: readonly Match[]): Match[] => {
  const longest = Math.max(...pieces.map(({ of: { text } }) => text.length));
  return pieces.filter(({ of: { text } }) => text.length === longest);
};

/**
 * The end of a compound says what it is: 책가방 is a bag. One that the shop lacks is what it has in its place,
 * and first of all what the beginning says as well: 린넨원피스 is a linen shirt.
 */
function headOf(word: string, parts: readonly Match[], kin: readonly Match[]): Answer | null {
  const told = [...parts, ...kin].filter(({ telling }) => telling);
  const ends = told.filter(
    ({ of: { kind, isEnd, text, step }, naming }) =>
      kind === "head" || (isEnd && (isPiece(text) || (naming === true && step > 1))),
  );
  const cut = Math.min(...ends.map(({ of: { step } }) => step));
  const longest = ends.filter(({ of: { step } }) => step === cut);
  if (longest.length === 0) return null;
  const named = longest.filter(({ of: { kind } }) => kind === "part");
  const isKin = named.length === 0;
  const beginning = longestOf(parts.filter(({ of: { isEnd, step } }) => !isEnd && step <= cut));
  const words = [besideKin(hitsOf(beginning)), hitsOf(isKin ? longest : named)];
  return { words: words.filter((hits) => hits.length > 0), meant: word, near: true, isKin };
}

/** Less than a letter. */
const ABOUT_AS_NEAR = 0.5;

function closeTo(all: readonly Match[]): (Answer & { readonly distance: number }) | null {
  const isMaking = ({ kind, meant }: Match): boolean => kind === "partial" && meant === undefined;
  // 양ㅁ is 양말, which the shop has, before 양모, which is another word for wool.
  const matches = all.some(isMaking)
    ? all.filter((match) => match.kind !== "partial" || isMaking(match))
    : all;
  const [best] = matches.toSorted(
    // Among equals those that say most come first already.
    (a, b) =>
      rank(a) - rank(b) ||
      Number(beginsAsTyped(b)) - Number(beginsAsTyped(a)) ||
      a.word.length - b.word.length,
  );
  if (!best) return null;
  // Words that only look like it say nothing beside one that sounds like it.
  const asNear = matches.filter((match) =>
    rank(best) <= MOST_SOUNDING
      ? rank(match) <= MOST_SOUNDING
      : match.meant === undefined || rank(match) <= rank(best),
  );
  // The shop's own word, where it is about as near: 바디워시 for 보디와시, and not 보디워시.
  const isOwn = asNear.some(
    (match) =>
      match.meant === undefined &&
      match.word === best.word &&
      beginsAsTyped(match) &&
      rank(match) < rank(best) + ABOUT_AS_NEAR,
  );
  const meant = isOwn ? best.word : (best.meant ?? best.word);
  return { words: [hitsOf(asNear)], meant, near: true, distance: rank(best) };
}

/**
 * What means the same, or stands in its place, and is a part of what was typed comes before other such words:
 * 머그컵 is a mug (머그) before it is a glass.
 */
function withContained(typed: string, matches: readonly Match[]): readonly Match[] {
  const isOther = ({ kind, meant, of }: Match): boolean =>
    (kind === "synonym" && of.kind !== "joined") || of.kind === "wider" || meant !== undefined;
  // 유자차 is no fruit.
  const isContained = ({ word, meant = typed, of }: Match): boolean =>
    word.length > 1 && (of.kind === "wider" ? meant.endsWith(word) : meant.includes(word));
  if (!matches.some((match) => isOther(match) && isContained(match))) return matches;
  return matches.map((each) => (isOther(each) && !isContained(each) ? { ...each, isFaint: true } : each));
}

/** 물결 머그 is a mug before it is a glass, whatever the glass is called, as long as there are mugs. */
function withFewSynonyms(matches: readonly Match[], isNamed = isTypedNamed): readonly Match[] {
  return matches.some(isNamed)
    ? matches.map((each) => ({ ...each, isFaint: each.isFaint === true || each.kind === "synonym" }))
    : matches;
}

const isTypedNamed = ({ kind, telling, of }: Match): boolean =>
  kind === "whole" && telling && of.kind === "typed" && of.step === 0;
const isPartNamed = ({ kind, of }: Match): boolean => kind === "whole" && of.isEnd === true;

/** A word in the making (머그ㅋ) comes before one that is a letter away only if it is as close. */
const rank = ({ kind, distance }: Match): number =>
  kind === "partial" ? Math.min(1.5, 0.75 * (distance || 2)) : distance;

/** The first letter is seldom the wrong one. */
const beginsAsTyped = ({ word, meant = word, of }: Match): boolean => jamoOf(meant)[0] === of.jamo[0];

/** The cut of a compound at which both halves are words, the one with the longer halves first. */
function halvesOf(parts: readonly Match[]): Answer["words"] | null {
  const cuts = [...Map.groupBy(parts, ({ of: { step, text } }) => `${step} ${text}`).values()];
  const byCut = Map.groupBy(cuts, ([first]) => first?.of.step);
  const both = [...byCut.values()]
    .filter((halves) => halves.length === 2)
    .map((halves) => ({ halves, shorter: Math.min(...halves.map(([first]) => first?.of.text.length ?? 0)) }))
    .toSorted((a, b) => b.shorter - a.shorter)[0];
  return (
    both?.halves.map((half) =>
      hitsOf(withFewSynonyms(withContained(half[0]?.of.text ?? "", half), isPartNamed)),
    ) ?? null
  );
}

function hitsOf(matches: readonly Match[]): Omit<SearchHit, "token">[] {
  const best = new Map<string, Omit<SearchHit, "token">>();
  for (const match of matches) {
    const factor = factorOf(match);
    const key = match.id ?? match.word;
    if (factor <= (best.get(key)?.factor ?? 0)) continue;
    best.set(key, {
      word: match.id === null ? match.word : null,
      category: match.kind === "category" ? match.id : null,
      product: match.kind === "sku" ? match.id : null,
      factor: Math.round(factor * 1000) / 1000,
      least: leastWeight(match),
    });
  }
  return [...best.values()];
}

/** The fields in which the match says what a product is. */
function leastWeight({ kind, of }: Match): number {
  // One syllable ends words of any meaning (겨울): where it is the name of the thing (유리잔), it counts.
  if (kind === "suffix" && of.text.length === 1) return HEAD_WEIGHT;
  return inTellingFields.has(kind) || guesses.has(of.kind) ? TELLING_WEIGHT : 0;
}

/** How the form was made from what was typed. */
function factorOf(match: Match): number {
  const { kind, of, distance } = match;
  const made = {
    typed: 0.97 ** of.step,
    joined: 0.95,
    keyboard: 0.9 * 0.97 ** of.step,
    part: 0.9,
    narrower: 0.8,
    bare: 0.9,
    wider: 0.5,
    head: 0.5,
  }[of.kind];
  // 머그 is all that ㅁㄱ says, 먹구름 is more.
  const fuller = kind === "initials" && (match.meant ?? match.word).length > of.text.length ? 0.75 : 1;
  const short = (of.text.length === 1 && shortFactors[kind]) || 1;
  if (kind === "category") return factors.category * made * categoryFit(match);
  const faint = match.isFaint ? 0.7 : 1;
  const wrong = kind === "fuzzy" ? 0.8 ** (distance - 1) * (beginsAsTyped(match) ? 1 : 0.9) : 1;
  return factors[kind] * made * fuller * short * faint * wrong;
}

/** A category counts by whole words of its name, and by their beginnings. */
function categoryFit({ word, name, nameEn, of }: Match): number {
  const words = [...wordsOf(withoutAnd(name ?? "")), ...wordsOf(nameEn ?? "")];
  const same = word === of.text ? 1 : 0.85;
  if (words.includes(word)) return same;
  return word.length > 1 &&
    of.kind === "typed" &&
    of.step === 0 &&
    words.some((each) => each.startsWith(word))
    ? same * 0.7
    : 0;
}
