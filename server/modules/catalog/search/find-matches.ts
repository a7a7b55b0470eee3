/** Finds the words, categories and SKUs of the shop that answer to the forms of a query. */
import type { Queryable } from "../../../platform/db/db.ts";
import { slotOfPosting, weightOfPosting } from "../product-index/postings.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import type { WordLists } from "../product-index/word-lists.ts";
import { HEAD_WEIGHT, TELLING_WEIGHT } from "../words/product-words.ts";
import { isInitials, jamoOf } from "../words/words.ts";
import { findsProduct, heaviest, wordMatch } from "./index-words.ts";
import { isByChance, type MatchKind, type MatchRow } from "./match.ts";
import { fitsMixed, mixedInitials } from "./mixed-initials.ts";
import { isOtherThing, narrowerThan } from "./narrower-words.ts";
import { type NearSearch, nearSearch } from "./near-matches.ts";
import type { QueryForm } from "./query.ts";
import { type SkuSearch, skuSearch, skusIn } from "./skus.ts";
import { soundAlikes } from "./sound-alikes.ts";
import { UNITS } from "./unit-spellings.ts";

/** Words of one kind that count for a form, in the order of their letters. */
const MOST_WORDS = 300;

/** What the readings of one search look words up in. */
export interface Sources {
  readonly index: ProductIndex;
  readonly searchSkus: SkuSearch;
  readonly searchNear: NearSearch;
}

export const sourcesOf = (db: Queryable, index: ProductIndex): Sources => ({
  index,
  searchSkus: skuSearch(db),
  searchNear: nearSearch(index),
});

export async function findMatches(
  { index, searchSkus, searchNear }: Sources,
  forms: readonly QueryForm[],
): Promise<MatchRow[]> {
  const matches = forms.flatMap((form, number) => matchesOf(index, form, number));
  const answered = new Set(
    matches
      .filter(({ form, kind }) => !isGuess(forms[form]) && kind !== "category" && !isFaint(kind, forms[form]))
      .map(({ form }) => forms[form]?.token),
  );
  const unanswered = forms.flatMap((form, number) => {
    if (answered.has(form.token)) return [];
    return form.kind === "typed" ? searchNear(form, number) : endsSoundingLike(index, form, number);
  });
  return [...matches, ...unanswered, ...(await searchSkus(skusIn(forms, answered)))];
}

/** 가죽까방 is a bag. */
function endsSoundingLike(index: ProductIndex, { text, isEnd }: QueryForm, form: number): MatchRow[] {
  if (!isEnd || text.length < 2 || index.words.find(text) !== undefined) return [];
  const { ofShop, synonyms, everyday } = soundAlikes(index, text);
  const meant = [...synonyms, ...everyday].flatMap(({ word, distance }) =>
    [...index.synonymsOf(word), ...narrowerThan(word)].map((each) => ({ word: each, distance })),
  );
  return [...ofShop, ...meant]
    .filter(({ word }) => {
      const known = index.words.find(word);
      return known !== undefined && index.words.isTelling(known) && findsProduct(index, known);
    })
    .map(({ word, distance }) => ({ ...wordMatch(form, "fuzzy", word), distance }));
}

const isFaint = (kind: MatchKind, form: QueryForm | undefined): boolean =>
  kind === "partial" || isByChance(kind, form?.text);

const guesses: readonly (string | undefined)[] = ["part", "wider", "head"];

const isGuess = (form: QueryForm | undefined): boolean => guesses.includes(form?.kind);

/** `part`, `narrower`, `wider` and `head` match whole words alone. */
function matchesOf(index: ProductIndex, form: QueryForm, number: number): MatchRow[] {
  const { words } = index;
  const rows: MatchRow[] = [];
  const addAll = (found: Iterable<number>, kindOf: (word: number) => MatchKind | null) => {
    let count = 0;
    for (const word of found) {
      const kind = kindOf(word);
      if (kind === null || !findsProduct(index, word)) continue;
      const text = words.text(word);
      const distance = kind === "partial" ? jamoOf(text).length - form.jamo.length : 0;
      const naming = form.kind === "part" && { naming: heaviest(index, word) === HEAD_WEIGHT };
      rows.push({ ...wordMatch(number, kind, text, words.isTelling(word)), distance, ...naming });
      count += 1;
      if (count === MOST_WORDS) return;
    }
  };
  const { kind, text, jamo } = form;
  const whole = (sought: string, as: MatchKind) => {
    const word = words.find(sought);
    if (word !== undefined) addAll([word], () => as);
  };
  // The number of another measure: 250 of 250mm.
  if (kind === "typed" && form.step > 0 && /^[0-9]+$/.test(text)) return sizedAs(index, text, number);
  whole(text, "whole");
  const isOwn = kind !== "narrower" && kind !== "wider" && kind !== "head";
  const meant = isOwn ? [...index.synonymsOf(text)] : [];
  // A travel bag may be a backpack.
  if (kind === "part") meant.push(...narrowerThan(text));
  for (const word of meant) whole(word, "synonym");
  if (kind !== "narrower") rows.push(...categoriesNaming(index, [text, ...meant], number));
  const telling = (as: MatchKind) => (word: number) => (words.isTelling(word) ? as : null);
  if (isInitials(text)) {
    if (kind === "typed" || kind === "joined") addAll(words.withInitials(text), telling("initials"));
    return rows;
  }
  const mixed = kind === "typed" ? mixedInitials(text) : null;
  if (mixed !== null)
    addAll(words.withInitials(mixed), (word) =>
      fitsMixed(words.text(word), text) && words.isTelling(word) ? "initials" : null,
    );
  // 생강청 for ginger tea.
  if (kind === "wider" && text.length > 1)
    addAll(words.beginning(jamo), (word) => (words.text(word).startsWith(text) ? "prefix" : null));
  if (kind === "typed" || kind === "joined" || kind === "keyboard")
    addAll(words.beginning(jamo), (word) => prefixKind(words, word, text));
  if (kind === "typed" || kind === "bare" || (kind === "keyboard" && !isByChance("suffix", text)))
    addAll(words.ending(text), (word) => (endsTellingly(index, word, text) ? "suffix" : null));
  if (kind !== "typed") return rows;
  const isSymbol = !/[\p{L}\p{N}]/u.test(text);
  if (isSymbol || (text.length > 1 && jamo.length > 2))
    addAll(words.containing(text), (word) => (isOtherThing(text, words.text(word)) ? null : "middle"));
  return rows;
}

/** Products with an option of this bare number: 250 is a size of shoes, and 250 g is none. */
function sizedAs(index: ProductIndex, size: string, form: number): MatchRow[] {
  const { words, table, isLive } = index;
  const word = words.find(size);
  if (word === undefined) return [];
  const measured = new Set(UNITS.flatMap((unit) => slotsOf(words, words.find(`${size}${unit}`))));
  return slotsOf(words, word, TELLING_WEIGHT)
    .filter((slot) => isLive(slot) && !measured.has(slot))
    .slice(0, MOST_WORDS)
    .map((slot) => ({ ...wordMatch(form, "sku", size), id: table.ids.text(slot) }));
}

/** How many products have the word as the last one of their name: it says what they are. */
export const productsNamed = ({ words, isLive }: ProductIndex, word: string): number =>
  slotsOf(words, words.find(word), HEAD_WEIGHT).filter(isLive).length;

/** The products that the word finds by a field of this weight or more. */
function slotsOf({ postings }: WordLists, word: number | undefined, least = 0): number[] {
  const own = word === undefined ? [] : [...postings.read(word)];
  return own.filter((posting) => weightOfPosting(posting) >= least).map(slotOfPosting);
}

/** One syllable counts at the end of a name alone. */
const endsTellingly = (index: ProductIndex, word: number, text: string): boolean =>
  index.words.isTelling(word) &&
  (text.length > 1 || heaviest(index, word) === HEAD_WEIGHT) &&
  !isOtherThing(text, index.words.text(word));

/** A word in the making (머그ㅋ for 머그컵) begins with the same jamo, and not with the same letters. */
function prefixKind(words: WordLists, number: number, text: string): MatchKind | null {
  const word = words.text(number);
  if (word === text || (/[0-9]/.test(word) && !/[0-9]/.test(text))) return null;
  if (word.startsWith(text)) return "prefix";
  return words.isTelling(number) ? "partial" : null;
}

const categoriesNaming = ({ tree }: ProductIndex, texts: readonly string[], form: number): MatchRow[] =>
  texts.flatMap((word) =>
    tree.named(word).map(({ id, slug, name, nameEn }) => ({
      form,
      kind: "category" as const,
      word,
      telling: true,
      id,
      slug,
      name,
      nameEn,
      distance: 0,
    })),
  );
