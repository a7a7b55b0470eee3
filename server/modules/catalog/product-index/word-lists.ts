/**
 * The words of the active products, and which products each finds. A word is a number, from 0 in the order in
 * which they were added.
 *
 * Stores, for each word: its letters, its jamo and initial consonants, and its postings (`postings.ts`); the
 * words in the order of their jamo, of their initials and of their ends (`word-orders.ts`), the telling ones
 * as a text (`telling-words.ts`), and what finds near ones (`near-words.ts`) and those that sound alike
 * (`word-sounds.ts`).
 * Always: a product that changed has a new slot. Slots of former ones stay in the postings until the index is
 * loaded anew; `isLive` tells them.
 */
import { TELLING_WEIGHT } from "../words/product-words.ts";
import { soundOf } from "../words/sounds.ts";
import { initialsOf, jamoOf } from "../words/words.ts";
import { flags } from "./columns.ts";
import { type NearWord, nearWords } from "./near-words.ts";
import { type Postings, postings } from "./postings.ts";
import { tellingWords } from "./telling-words.ts";
import { compareTexts, orderedByBeginning, orderedByEnd } from "./word-orders.ts";
import { consonantsOfWord, wordSounds } from "./word-sounds.ts";

export interface WordLists {
  /** Adds the words of a product: "머그 100\n컵 90". */
  add(slot: number, words: string): void;
  /**
   * Sorts what was added, and gives back memory: when the index is loaded. The first search would wait else.
   */
  settle(): void;
  find(text: string): number | undefined;
  text(word: number): string;
  /** Whether it says of some product what it is. */
  isTelling(word: number): boolean;
  readonly postings: Pick<Postings, "read">;
  /** Words whose jamo begin so, in their order. */
  beginning(jamo: string): Iterable<number>;
  /** Words whose initial consonants begin so. */
  withInitials(initials: string): Iterable<number>;
  /** Words that end so, the word itself left out. */
  ending(text: string): Iterable<number>;
  /** Telling words that contain the text behind their first letter. */
  containing(text: string): Iterable<number>;
  /** Telling words whose jamo become these by at most `most` changes of a letter, the nearest first. */
  near(jamo: string, most: number): readonly NearWord[];
  /** Words that sound so. */
  sounding(sound: string): readonly number[];
  /** Telling words whose sound has these consonants. */
  withConsonants(consonants: string): readonly number[];
  readonly count: number;
}

export function wordLists(): WordLists {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const jamos: string[] = [];
  const initials: (string | null)[] = [];
  const isTelling = flags();
  const lists = postings();
  const textOf = (word: number): string => texts[word] ?? "";
  const jamoOfWord = (word: number): string => jamos[word] ?? "";
  const byJamo = orderedByBeginning(jamoOfWord);
  const byInitials = orderedByBeginning((word) => initials[word] ?? null);
  const byEnd = orderedByEnd(textOf);
  const telling = tellingWords(textOf);
  const nearOnes = nearWords(jamoOfWord);
  const sounds = wordSounds((word) => soundOf(textOf(word)));
  const consonants = wordSounds((word) => consonantsOfWord(textOf(word)));
  const byDistance = (a: NearWord, b: NearWord): number =>
    a.distance - b.distance || compareTexts(textOf(a.word), textOf(b.word));
  let added: number[] = [];

  function open(text: string): number {
    const word = texts.length;
    const jamo = jamoOf(text);
    numbers.set(text, word);
    texts.push(text);
    // One text in memory where both are the same.
    jamos.push(jamo === text ? text : jamo);
    initials.push(initialsOf(text));
    isTelling.push(0);
    sounds.add(word);
    lists.open();
    added.push(word);
    return word;
  }

  /** Puts new words into the orders. */
  function settleOrders(): void {
    if (added.length === 0) return;
    for (const order of [byJamo, byInitials, byEnd]) order.insert(added);
    added = [];
  }

  return {
    add(slot, text) {
      if (text === "") return;
      for (const line of text.split("\n")) {
        const space = line.lastIndexOf(" ");
        const word = numbers.get(line.slice(0, space)) ?? open(line.slice(0, space));
        const weight = Number(line.slice(space + 1));
        lists.add(word, slot, weight);
        if (weight < TELLING_WEIGHT || isTelling.values[word] === 1) continue;
        isTelling.values[word] = 1;
        telling.add(word);
        nearOnes.add(word);
        consonants.add(word);
      }
    },
    settle() {
      settleOrders();
      telling.settle();
      lists.compact();
    },
    find: (text) => numbers.get(text),
    text: textOf,
    isTelling: (word) => isTelling.values[word] === 1,
    postings: lists,
    beginning(jamo) {
      settleOrders();
      return byJamo.fitting(jamo);
    },
    withInitials(text) {
      settleOrders();
      return byInitials.fitting(text);
    },
    *ending(text) {
      settleOrders();
      for (const word of byEnd.fitting(text)) if (textOf(word).length > text.length) yield word;
    },
    containing: (text) => telling.containing(text),
    near: (jamo, most) => nearOnes.near(jamo, most).sort(byDistance),
    sounding: sounds.sounding,
    withConsonants: consonants.sounding,
    get count() {
      return texts.length;
    },
  };
}
