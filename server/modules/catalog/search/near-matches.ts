/**
 * What a word of a query may stand for that finds nothing as it was typed: a word of the shop with a wrong
 * letter, or with two that changed places; and a synonym or an everyday word in the making, by its initials,
 * or with a wrong letter too: ㅋㄷㄱ, 카디 and 카디겅 are 카디건, which finds 가디건.
 */
import type { ProductIndex } from "../product-index/product-index.ts";
import { type NearSynonym, type SynonymWords, synonymWords } from "../product-index/synonym-words.ts";
import type { WordLists } from "../product-index/word-lists.ts";
import { isInitials, jamoOf } from "../words/words.ts";
import { findsProduct, heaviest, wordMatch } from "./index-words.ts";
import type { MatchKind, MatchRow } from "./match.ts";
import { everydayWords, isEverydayWord, narrowerThan, widerThan } from "./narrower-words.ts";
import type { QueryForm } from "./query.ts";

/** Near words, the nearest first. */
const MOST_NEAR = 50;
/** Letters of jamo of a word that may have been typed wrong, and of one that has just begun. */
const [SHORTEST, LONGEST, SHORTEST_BEGUN] = [4, 80, 3];
/** In longer words two letters may be wrong, and three. */
const [LONG, LONGER] = [6, 10];
/** Two letters that changed places are a smaller mistake than a wrong one. */
const SWAPPED = 0.9;
/** Keys of the other layout that make no syllable: of such a word one letter alone may be wrong. */
const STRAY_JAMO = /[ㄱ-ㅎㅏ-ㅣ](?=.)/;

/** Words that mean others of the shop without being synonyms. */
const everyday = synonymWords(everydayWords.map((word, set) => ({ word, set })));

export function nearMatchesOf(index: ProductIndex, { text, jamo }: QueryForm, form: number): MatchRow[] {
  const known = [index.synonyms, everyday];
  const rowsOf = (near: NearSynonym, kind: MatchKind) => meantMatches(index, form, near, kind);
  if (isInitials(text)) {
    const meant = text.length > 1 ? known.flatMap((words) => words.withInitials(text)) : [];
    return meant.flatMap((word) => rowsOf({ word, distance: 0 }, "initials"));
  }
  if (isEverydayWord(text) || /[0-9]/.test(text) || jamo.length > LONGEST) return [];
  const begun = jamo.length < SHORTEST_BEGUN ? [] : known.flatMap((words) => words.beginning(jamo));
  const rows = begun.flatMap((near) => rowsOf(near, near.word.startsWith(text) ? "prefix" : "partial"));
  if (jamo.length < SHORTEST) return rows;
  const swapped = new Set(swaps(jamo));
  return [
    ...rows,
    ...mistypedWords(index, { text, jamo }, swapped, form),
    ...known
      .flatMap((words) => mistypedSynonyms(words, jamo, swapped))
      .flatMap((near) => rowsOf(near, "fuzzy")),
  ];
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
  const wider = widerThan(meant);
  const near = wider.filter(isTold);
  if (near.length > 0) return near.map((text) => ({ ...wordMatch(form, faint, text), distance, meant }));
  // Descriptions or a category answer to it: the query is read anew with it (`resolve-search.ts`).
  const isKnown = [meant, ...index.synonymsOf(meant), ...wider].some(
    (text) => index.words.find(text) !== undefined || index.tree.named(text).length > 0,
  );
  return isKnown ? [{ ...wordMatch(form, faint, meant), distance, meant }] : [];
}

function mistypedWords(
  index: ProductIndex,
  { text, jamo }: Pick<QueryForm, "text" | "jamo">,
  swapped: ReadonlySet<string>,
  form: number,
): MatchRow[] {
  const { words } = index;
  const most = jamo.length < LONG || STRAY_JAMO.test(text) ? 1 : jamo.length < LONGER ? 2 : 3;
  // Two letters that changed places are two wrong ones to `near`.
  const further = most > 1 ? [] : [...swapped].flatMap((each) => wordsWritten(words, each));
  const near = [...further.map((word) => ({ word, distance: SWAPPED })), ...words.near(jamo, most)];
  return near
    .filter(({ word }) => findsProduct(index, word))
    .slice(0, MOST_NEAR)
    .map(({ word, distance }) => {
      if (swapped.has(jamoOf(words.text(word)))) return { word, distance: SWAPPED };
      return { word, distance: isReordered(words.text(word), text) ? distance - 0.5 : distance };
    })
    .toSorted((a, b) => a.distance - b.distance || heaviest(index, b.word) - heaviest(index, a.word))
    .map(({ word, distance }) => ({ ...wordMatch(form, "fuzzy", words.text(word)), distance }));
}

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
