/** Finds the words, categories and SKUs of the shop that answer to the forms of a query. */
import type { Queryable } from "../../../platform/db/db.ts";
import { slotOfPosting, weightOfPosting } from "../product-index/postings.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import type { WordLists } from "../product-index/word-lists.ts";
import { HEAD_WEIGHT, TELLING_WEIGHT } from "../words/product-words.ts";
import { isInitials } from "../words/words.ts";
import type { MatchKind, MatchRow } from "./match.ts";
import { isEverydayWord, isOtherThing, narrowerThan } from "./narrower-words.ts";
import { findSkus } from "./queries.ts";
import type { QueryForm } from "./query.ts";
import { UNITS } from "./unit-spellings.ts";

/** Words of one kind that count for a form, in the order of their letters. */
const MOST_WORDS = 300;
/** Near words, the nearest first. */
const MOST_NEAR = 50;
/** Letters of jamo of a word that may have been typed wrong. */
const [SHORTEST, LONGEST] = [4, 80];
/** In a longer word two letters may be wrong. */
const LONG = 6;

/** Few queries name SKUs: the database is asked for them. */
const SKU = /^(?=.*[0-9._-])[a-z0-9][a-z0-9._-]{2,63}$/;
/** Of words that the shop does not have, these may be parts of a SKU too: mogr, cup mogr. */
const SKU_PART = /^[a-z0-9]{4,63}$/;
const SKU_PARTS = /^(?=.{5,63}$)[a-z0-9]+( [a-z0-9]+)+$/;
/** Hyphens that a document or a telephone writes. */
const HYPHENS = /[\u2010-\u2015\u2212]/g;

interface WantedSku {
  /** The number of the form. */
  readonly form: number;
  readonly text: string;
}

/** Returns the SKUs that begin so or have this part. */
export type SkuSearch = (wanted: readonly WantedSku[]) => Promise<MatchRow[]>;

/** One statement at most for all readings of a search: no reading changes a word that may be a SKU. */
export function skuSearch(db: Queryable): SkuSearch {
  const known = new Map<string, MatchRow[]>();
  return async (wanted) => {
    const texts = new Set(wanted.map(({ text }) => text));
    // Two texts may be of one form, so the statement has a number of its own for each.
    const unknown = [...texts].filter((text) => !known.has(text)).map((text, form) => ({ form, text }));
    const found = unknown.length === 0 ? [] : await db.rows(findSkus, { forms: JSON.stringify(unknown) });
    for (const { form, text } of unknown)
      known.set(
        text,
        found.filter((row) => row.form === form),
      );
    return wanted.flatMap(({ form, text }) => (known.get(text) ?? []).map((row) => ({ ...row, form })));
  };
}

export async function findMatches(
  searchSkus: SkuSearch,
  index: ProductIndex,
  forms: readonly QueryForm[],
): Promise<MatchRow[]> {
  const matches = forms.flatMap((form, number) => matchesOf(index, form, number));
  const answered = new Set(
    matches
      .filter(({ form, kind }) => !isGuess(forms[form]) && kind !== "partial" && kind !== "category")
      .map(({ form }) => forms[form]?.token),
  );
  const unanswered = forms.flatMap((form, number) =>
    form.kind === "typed" && !answered.has(form.token) ? nearMatchesOf(index, form, number) : [],
  );
  return [...matches, ...unanswered, ...(await searchSkus(skusIn(forms, answered)))];
}

/** What may be a SKU. The parts of one may be all words of the query: cup mogr ivr. */
function skusIn(forms: readonly QueryForm[], answered: ReadonlySet<number | undefined>): WantedSku[] {
  const words = forms.flatMap(({ kind, text, step, token }, form) =>
    kind === "typed" ? [{ form, step, token, text: text.replaceAll(HYPHENS, "-") }] : [],
  );
  const typed = words.filter(({ step }) => step === 0);
  const all = typed.map(({ text }) => text).join(" ");
  const isUnknown = typed.some(({ token }) => !answered.has(token));
  const parts =
    isUnknown && SKU_PARTS.test(all) ? typed.map((each) => ({ ...each, text: hyphened(all) })) : [];
  const alone = words.filter(
    ({ text, step, token }) =>
      SKU.test(text) || (step === 0 && typed.length === 1 && !answered.has(token) && SKU_PART.test(text)),
  );
  return [...alone, ...parts].map(({ form, text }) => ({ form, text }));
}

const hyphened = (words: string): string => words.replaceAll(" ", "-");

const isGuess = (form: QueryForm | undefined): boolean => form?.kind === "part" || form?.kind === "wider";

function nearMatchesOf(index: ProductIndex, { text, jamo }: QueryForm, form: number): MatchRow[] {
  if (jamo.length < SHORTEST || jamo.length > LONGEST || isEverydayWord(text) || /[0-9]/.test(text))
    return [];
  const { words } = index;
  return words
    .near(jamo, jamo.length < LONG ? 1 : 2)
    .filter(({ word }) => findsProduct(index, word))
    .slice(0, MOST_NEAR)
    .map(({ word, distance }) => ({
      word,
      distance: isSwapped(words.text(word), text) ? distance - 0.5 : distance,
    }))
    .toSorted((a, b) => a.distance - b.distance || heaviest(index, b.word) - heaviest(index, a.word))
    .map(({ word, distance }) => ({ ...wordMatch(form, "fuzzy", words.text(word)), distance }));
}

/** Two letters that changed places (candel) are one mistake. */
const isSwapped = (word: string, typed: string): boolean =>
  [...word].sort().join("") === [...typed].sort().join("");

/** The weight of the word where it says most. */
function heaviest({ words: { postings } }: ProductIndex, word: number): number {
  let most = 0;
  for (let at = 0; at < postings.count(word) && at < MOST_WORDS; at += 1)
    most = Math.max(most, weightOfPosting(postings.at(word, at)));
  return most;
}

const wordMatch = (form: number, kind: MatchKind, word: string, telling = true): MatchRow => ({
  form,
  kind,
  word,
  telling,
  id: null,
  slug: null,
  name: null,
  nameEn: null,
  distance: 0,
});

/** `part`, `narrower` and `wider` match whole words alone. */
function matchesOf(index: ProductIndex, form: QueryForm, number: number): MatchRow[] {
  const { words } = index;
  const rows: MatchRow[] = [];
  const addAll = (found: Iterable<number>, kindOf: (word: number) => MatchKind | null) => {
    let count = 0;
    for (const word of found) {
      const kind = kindOf(word);
      if (kind === null || !findsProduct(index, word)) continue;
      rows.push(wordMatch(number, kind, words.text(word), words.isTelling(word)));
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
  const meant = kind === "narrower" || kind === "wider" ? [] : [...index.synonymsOf(text)];
  // A travel bag may be a backpack.
  if (kind === "part") meant.push(...narrowerThan(text));
  for (const word of meant) whole(word, "synonym");
  if (kind !== "narrower") rows.push(...categoriesNaming(index, [text, ...meant], number));
  const telling = (as: MatchKind) => (word: number) => (words.isTelling(word) ? as : null);
  if (isInitials(text)) {
    if (kind === "typed" || kind === "joined") addAll(words.withInitials(text), telling("initials"));
    return rows;
  }
  // 생강청 for ginger tea.
  if (kind === "wider" && text.length > 1)
    addAll(words.beginning(jamo), (word) => (words.text(word).startsWith(text) ? "prefix" : null));
  if (kind === "typed" || kind === "joined" || kind === "keyboard")
    addAll(words.beginning(jamo), (word) => prefixKind(words, word, text));
  if (kind === "typed" || kind === "bare" || kind === "keyboard")
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
  const measured = new Set(UNITS.flatMap((unit) => [...slotsOf(words, words.find(`${size}${unit}`))]));
  return [...slotsOf(words, word, TELLING_WEIGHT)]
    .filter((slot) => isLive(slot) && !measured.has(slot))
    .slice(0, MOST_WORDS)
    .map((slot) => ({ ...wordMatch(form, "sku", size), id: table.ids[slot] ?? null }));
}

/** The products that the word finds by a field of this weight or more. */
function* slotsOf({ postings }: WordLists, word: number | undefined, least = 0): Generator<number> {
  for (let at = 0; word !== undefined && at < postings.count(word); at += 1) {
    const posting = postings.at(word, at);
    if (weightOfPosting(posting) >= least) yield slotOfPosting(posting);
  }
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

/** Whether a product that is shown has the word. */
function findsProduct({ isLive, words: { postings } }: ProductIndex, word: number): boolean {
  const count = postings.count(word);
  for (let at = 0; at < count; at += 1) if (isLive(slotOfPosting(postings.at(word, at)))) return true;
  return false;
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
