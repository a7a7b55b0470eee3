/**
 * What a word of a query may stand for that finds nothing as it was typed: a word that sounds the same (쿠쎤
 * is 쿠션); a word of the shop with wrong letters, one to three by its length, or with two that changed
 * places; and a synonym or an everyday word in the making, by its initials, or with one wrong letter: ㅋㄷㄱ,
 * 카디 and 카디겅 are 카디건, and find 가디건.
 */
import type { ProductIndex } from "../product-index/product-index.ts";
import type { NearSynonym, SynonymWords } from "../product-index/synonym-words.ts";
import type { WordLists } from "../product-index/word-lists.ts";
import { onsetSound } from "../words/sounds.ts";
import { isInitials, jamoOf } from "../words/words.ts";
import { findsProduct, heaviest, wordMatch } from "./index-words.ts";
import { wordsJoining } from "./joining-words.ts";
import type { MatchKind, MatchRow } from "./match.ts";
import { fitsMixed, mixedInitials, tenseInitials } from "./mixed-initials.ts";
import { isEverydayWord, narrowerThan, widerThan } from "./narrower-words.ts";
import type { QueryForm } from "./query.ts";
import { everyday, looseAlikes, MOST_SOUNDING, soundAlikes } from "./sound-alikes.ts";

/** Near words, the nearest first, and words that synonyms of one kind lead to. */
const MOST_NEAR = 50;
/** Synonyms of one kind that are looked at, in the order of their letters. */
const MOST_SYNONYMS = 100;
/** Letters of jamo of a word that may have been typed wrong, and of one that has just begun. */
const [SHORTEST, LONGEST, SHORTEST_BEGUN] = [4, 80, 3];
/** In longer words two letters may be wrong, and three. */
const [LONG, LONGER] = [6, 10];
/** Forms of the words of one search in which three may be wrong: each takes as long as three with two. */
const MOST_THOROUGH = 8;
/** Two letters that changed places are a smaller mistake than a wrong one. */
const SWAPPED = 0.9;
/** What stands in the place of a mistyped word is further away than the word. */
const IN_ITS_PLACE = 0.5;
/** Keys of the other layout that make no syllable: of such a word one letter alone may be wrong. */
const STRAY_JAMO = /[ㄱ-ㅎㅏ-ㅣ](?=.)/;

export type NearSearch = (form: QueryForm, number: number) => MatchRow[];

/** Looks a word up once for all readings of a search. */
export function nearSearch(index: ProductIndex): NearSearch {
  const known = new Map<string, MatchRow[]>();
  let thorough = 0;
  /** Letters that may be wrong. */
  const mostWrong = ({ text, jamo }: QueryForm): number => {
    if (jamo.length < LONG || STRAY_JAMO.test(text)) return 1;
    if (jamo.length < LONGER || thorough === MOST_THOROUGH) return 2;
    thorough += 1;
    return 3;
  };
  return (form, number) => {
    const rows = known.get(form.text) ?? nearMatchesOf(index, form, number, mostWrong);
    known.set(form.text, rows);
    return rows.map((row) => ({ ...row, form: number }));
  };
}

function nearMatchesOf(
  index: ProductIndex,
  typed: QueryForm,
  form: number,
  mostWrong: (typed: QueryForm) => number,
): MatchRow[] {
  const { text, jamo } = typed;
  const known = [index.synonyms, everyday, index.categoryWords];
  const rowsOf = (all: Iterable<NearSynonym>, kindOf: (word: string) => MatchKind) =>
    firstMeant(index, all, form, kindOf);
  const initials = isInitials(text) ? text : mixedInitials(text);
  if (initials !== null) {
    if (text.length < 2) return [];
    const meant = known.flatMap((words) =>
      rowsOf(
        [...words.withInitials(initials)].filter(({ word }) => fitsMixed(word, text)),
        () => "initials",
      ),
    );
    if (meant.length > 0) return meant;
    if (initials === text)
      return tenseInitials(text).flatMap((tense) =>
        [...index.words.withInitials(tense)]
          .filter((word) => index.words.isTelling(word) && findsProduct(index, word))
          .slice(0, MOST_NEAR)
          .map((word) => wordMatch(form, "initials", index.words.text(word))),
      );
  }
  if (isEverydayWord(text) || /[0-9]/.test(text) || jamo.length > LONGEST) return [];
  const begun = (word: string) => (word.startsWith(text) ? "prefix" : "partial");
  const rows = [
    ...[soundAlikes(index, text), looseAlikes(index, text)].flatMap(({ ofShop, ...others }) => [
      ...ofShop.map(({ word, distance }) => ({ ...wordMatch(form, "fuzzy", word), distance })),
      ...[others.synonyms, others.everyday, others.categories].flatMap((words) =>
        rowsOf(words, () => "fuzzy"),
      ),
    ]),
    ...known.flatMap((words) => (jamo.length < SHORTEST_BEGUN ? [] : rowsOf(words.beginning(jamo), begun))),
  ];
  rows.push(
    ...wordsJoining(index, text).map((word) => ({ ...wordMatch(form, "fuzzy", word), distance: SWAPPED })),
  );
  const swapped = new Set(swaps(jamo));
  // mgu is a mug; another letter makes any word of three.
  if (jamo.length === SHORTEST - 1 && /^[a-z]+$/.test(text))
    rows.push(...mistypedWords(index, { text, jamo, swapped, most: 0 }, form));
  if (jamo.length < SHORTEST) return rows;
  return [
    ...rows,
    ...mistypedWords(index, { text, jamo, swapped, most: mostWrong(typed) }, form),
    ...known.flatMap((words) => rowsOf(mistypedSynonyms(words, jamo, swapped), () => "fuzzy")),
  ];
}

/** What the first of the synonyms mean. */
function firstMeant(
  index: ProductIndex,
  all: Iterable<NearSynonym>,
  form: number,
  kindOf: (word: string) => MatchKind,
): MatchRow[] {
  const rows: MatchRow[] = [];
  let looked = 0;
  for (const near of all) {
    rows.push(...meantMatches(index, form, near, kindOf(near.word)));
    looked += 1;
    if (rows.length >= MOST_NEAR || looked === MOST_SYNONYMS) break;
  }
  return rows.slice(0, MOST_NEAR);
}

/** Of words that the shop lacks, two wrong letters make another one too often. */
const mistypedSynonyms = (words: SynonymWords, jamo: string, swapped: ReadonlySet<string>): NearSynonym[] => [
  ...[...swapped].flatMap((each) => words.written(each) ?? []).map((word) => ({ word, distance: SWAPPED })),
  ...words.near(jamo),
];

/** The words of the shop that a word means which no product is called. */
function meantMatches(
  index: ProductIndex,
  form: number,
  { word: meant, distance }: NearSynonym,
  kind: MatchKind,
): MatchRow[] {
  const isTold = (text: string): boolean => {
    const word = index.words.find(text);
    return word !== undefined && index.words.isTelling(word) && findsProduct(index, word);
  };
  if (isTold(meant)) return [];
  const same = [...index.synonymsOf(meant), ...narrowerThan(meant)].filter(isTold);
  if (same.length > 0) return same.map((text) => ({ ...wordMatch(form, kind, text), distance, meant }));
  // What the shop has in its place is near, and no more.
  const faint = kind === "prefix" || kind === "initials" ? "partial" : kind;
  const wider = [meant, ...index.synonymsOf(meant)].flatMap(widerThan);
  const near = wider.filter(isTold);
  const further = distance > MOST_SOUNDING ? distance + IN_ITS_PLACE : distance;
  if (near.length > 0)
    return near.map((text) => ({ ...wordMatch(form, faint, text), distance: further, meant }));
  // Descriptions or a category answer to it: the query is read anew with it (`resolve-search.ts`).
  const isKnown = [meant, ...index.synonymsOf(meant), ...wider].some(
    (text) => index.words.find(text) !== undefined || index.tree.named(text).length > 0,
  );
  return isKnown ? [{ ...wordMatch(form, faint, meant), distance: further, meant }] : [];
}

interface Mistyped extends Pick<QueryForm, "text" | "jamo"> {
  readonly swapped: ReadonlySet<string>;
  /** Letters that may be wrong. */
  readonly most: number;
}

function mistypedWords(
  index: ProductIndex,
  { text, jamo, swapped, most }: Mistyped,
  form: number,
): MatchRow[] {
  const { words } = index;
  // Two letters that changed places are two wrong ones to `near`.
  const further = most > 1 ? [] : [...swapped].flatMap((each) => wordsWritten(words, each));
  const near = [...further.map((word) => ({ word, distance: SWAPPED })), ...words.near(jamo, most)];
  return near
    .filter(
      ({ word, distance }) =>
        findsProduct(index, word) && (distance < mostUnlike(text) || beginsAlike(words.text(word), text)),
    )
    .slice(0, MOST_NEAR)
    .map(({ word, distance }) => {
      if (swapped.has(jamoOf(words.text(word)))) return { word, distance: SWAPPED };
      return { word, distance: isReordered(words.text(word), text) ? distance - 0.5 : distance };
    })
    .toSorted((a, b) => a.distance - b.distance || heaviest(index, b.word) - heaviest(index, a.word))
    .map(({ word, distance }) => ({ ...wordMatch(form, "fuzzy", words.text(word)), distance }));
}

/** Letters from which on the first one has to be right: xbox is no box, and hammer no amber. */
const mostUnlike = (typed: string): number => (/^[a-z]{1,4}$/.test(typed) ? 1 : 2);

/** 까뱅 is a bag. */
const beginsAlike = (word: string, typed: string): boolean =>
  jamoOf(word)[0] === jamoOf(typed)[0] || (onsetSound(word) ?? word) === (onsetSound(typed) ?? typed);

/** The texts in which two neighbouring letters have changed places. */
const swaps = (text: string): string[] =>
  [...text].slice(1).map((letter, at) => `${text.slice(0, at)}${letter}${text[at]}${text.slice(at + 2)}`);

/** The telling words of just these jamo. */
function wordsWritten(words: WordLists, jamo: string): number[] {
  const found: number[] = [];
  for (const word of words.beginning(jamo)) {
    if (jamoOf(words.text(word)) !== jamo) return found;
    if (words.isTelling(word)) found.push(word);
  }
  return found;
}

/** Letters that changed places (candel) are one mistake. */
const isReordered = (word: string, typed: string): boolean =>
  [...word].sort().join("") === [...typed].sort().join("");
