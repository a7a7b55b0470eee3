/**
 * The words of synonyms, most of which no product of the shop has: found as a whole, by their beginning, by
 * their initials, by their sound, and when a letter of them is wrong.
 */
import { soundOf } from "../words/sounds.ts";
import { initialsOf, jamoOf } from "../words/words.ts";
import { nearWords } from "./near-words.ts";
import { orderedByBeginning } from "./word-orders.ts";
import { consonantsOfWord } from "./word-sounds.ts";

export interface Synonym {
  /** In normal form without spaces. */
  readonly word: string;
  /** Words of one set find one another. */
  readonly set: number;
}

export interface NearSynonym {
  readonly word: string;
  /** Letters of its jamo to change, add or take away. */
  readonly distance: number;
}

export interface SynonymWords {
  /** The other words of its sets. */
  of(word: string): readonly string[];
  /** Words whose jamo begin so, in their order, with how many letters are left to type. */
  beginning(jamo: string): Iterable<NearSynonym>;
  /** In the order of their initials: those that have no more come first. */
  withInitials(initials: string): Iterable<NearSynonym>;
  /** Words that one changed letter leads to. */
  near(jamo: string): readonly NearSynonym[];
  /** The word of just these jamo. */
  written(jamo: string): string | undefined;
  /** Words that sound so. */
  sounding(sound: string): readonly string[];
  /** Words whose sound has these consonants. */
  withConsonants(consonants: string): readonly string[];
}

export function synonymWords(all: readonly Synonym[]): SynonymWords {
  const sets = Map.groupBy(all, ({ set }) => set);
  const meaning = Map.groupBy(all, ({ word }) => word);
  const words = [...meaning.keys()].map((word) => ({
    word,
    jamo: jamoOf(word),
    initials: initialsOf(word),
    others: (meaning.get(word) ?? [])
      .flatMap(({ set }) => (sets.get(set) ?? []).map((other) => other.word))
      .filter((other) => other !== word),
  }));
  const byText = new Map(words.map((each) => [each.word, each]));
  const bySound = Map.groupBy(meaning.keys(), soundOf);
  const byConsonants = Map.groupBy(meaning.keys(), consonantsOfWord);
  const byJamo = new Map(words.map(({ jamo, word }) => [jamo, word]));
  const jamoOfNumber = (number: number): string => words[number]?.jamo ?? "";
  const nearOnes = nearWords(jamoOfNumber);
  for (const number of words.keys()) nearOnes.add(number);
  const byBeginning = orderedByBeginning(jamoOfNumber);
  const byInitials = orderedByBeginning((number) => words[number]?.initials ?? null);
  for (const order of [byBeginning, byInitials]) order.insert([...words.keys()]);

  return {
    of: (word) => byText.get(word)?.others ?? [],
    *beginning(jamo) {
      for (const number of byBeginning.fitting(jamo)) {
        const left = jamoOfNumber(number).length - jamo.length;
        if (left > 0) yield { word: words[number]?.word ?? "", distance: left };
      }
    },
    *withInitials(typed) {
      for (const number of byInitials.fitting(typed)) yield { word: words[number]?.word ?? "", distance: 0 };
    },
    near: (jamo) =>
      nearOnes.near(jamo, 1).map(({ word, distance }) => ({ word: words[word]?.word ?? "", distance })),
    written: (jamo) => byJamo.get(jamo),
    sounding: (sound) => bySound.get(sound) ?? [],
    withConsonants: (consonants) => byConsonants.get(consonants) ?? [],
  };
}
