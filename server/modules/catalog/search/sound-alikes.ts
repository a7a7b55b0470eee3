/** Words that sound like one that was typed: 쿠쎤 is 쿠션, and so is "kusyeon". */
import type { ProductIndex } from "../product-index/product-index.ts";
import { type NearSynonym, type SynonymWords, synonymWords } from "../product-index/synonym-words.ts";
import { consonantsOfWord } from "../product-index/word-sounds.ts";
import { vowelsApart } from "../words/consonants.ts";
import { soundDistance, soundOf } from "../words/sounds.ts";
import { jamoOf } from "../words/words.ts";
import { findsProduct } from "./index-words.ts";
import { everydayWords } from "./narrower-words.ts";
import { readRoman } from "./roman-letters.ts";

/** Words that mean others of the shop without being synonyms. */
export const everyday: SynonymWords = synonymWords(everydayWords.map((word, set) => ({ word, set })));

/** Words that sound alike are nearer than any with a wrong letter. Beyond this they are too different. */
export const MOST_SOUNDING = 0.85;
/** Latin letters tell plain consonants from aspirated ones in several ways: kabang and gabang are 가방. */
const MOST_IN_ROMAN = 1.4;
/** One letter differs that is heard the same, or none. */
const ALMOST_SAME = 0.36;
/** Descriptions have many short words (쓰면), and some sound like things. */
const SHORTEST_TOLD = 3;

export interface SoundAlikes {
  readonly ofShop: readonly NearSynonym[];
  readonly synonyms: readonly NearSynonym[];
  readonly everyday: readonly NearSynonym[];
  /** Words of their names. */
  readonly categories: readonly NearSynonym[];
}

const NONE: SoundAlikes = { ofShop: [], synonyms: [], everyday: [], categories: [] };

/** The nearest first, up to a distance. */
export function soundAlikes(index: ProductIndex, typed: string, most = MOST_SOUNDING): SoundAlikes {
  const sound = soundOf(typed);
  if (sound === null) return NONE;
  const { words } = index;
  const near = (all: readonly string[]): NearSynonym[] =>
    all
      .filter((word) => isHeardAs(word, typed))
      .map((word) => ({ word, distance: soundDistance(word, typed) }))
      .filter(({ distance }) => distance <= most)
      .toSorted((a, b) => a.distance - b.distance);
  const isTold = (number: number): boolean => {
    const word = words.text(number);
    if (word.length >= SHORTEST_TOLD || words.isTelling(number)) return true;
    return soundDistance(word, typed) < ALMOST_SAME;
  };
  const shown = words.sounding(sound).filter((number) => findsProduct(index, number) && isTold(number));
  return {
    ofShop: near(shown.map(words.text)),
    synonyms: near(index.synonyms.sounding(sound)),
    everyday: near(everyday.sounding(sound)),
    categories: near(index.categoryWords.sounding(sound)),
  };
}

/** A loanword with other vowels is about as far as one with a wrong letter. */
const OTHER_VOWELS = 0.7;

/** Words of the same consonants whose vowels loanwords mix up: 보디와시 is 바디워시. The nearest first. */
export function looseAlikes(index: ProductIndex, typed: string): SoundAlikes {
  const [consonants, sound] = [consonantsOfWord(typed), soundOf(typed)];
  if (consonants === null) return NONE;
  const near = (all: readonly string[]): NearSynonym[] =>
    all
      .flatMap((word) => {
        // Of the same sound are `soundAlikes`.
        const apart = soundOf(word) === sound ? null : vowelsApart(word, typed);
        return apart === null ? [] : { word, distance: OTHER_VOWELS + apart };
      })
      .toSorted((a, b) => a.distance - b.distance);
  const { words } = index;
  const shown = words.withConsonants(consonants).filter((word) => findsProduct(index, word));
  return {
    ofShop: near(shown.map(words.text)),
    synonyms: near(index.synonyms.withConsonants(consonants)),
    everyday: near(everyday.withConsonants(consonants)),
    categories: near(index.categoryWords.withConsonants(consonants)),
  };
}

/** Of one syllable only the final may be another letter: 컾 is 컵, 꾸울 is 꿀, and 굴 is not. */
function isHeardAs(word: string, typed: string): boolean {
  if (word.length > 1) return true;
  return jamoOf(word).slice(0, 2) === jamoOf(typed).slice(0, 2);
}

/**
 * The word of the shop, of its synonyms or of everyday that Latin letters spell as they sound; null: none.
 * `isTypo`: they may be a Latin word with a wrong letter, so they have to spell it by the rules.
 */
export function wordInRoman(index: ProductIndex, letters: string, isTypo: boolean): string | null {
  const [nearest] = readRoman(letters)
    .flatMap((reading) => {
      const { ofShop, ...others } = soundAlikes(index, reading, isTypo ? ALMOST_SAME : MOST_IN_ROMAN);
      return [...ofShop, ...others.synonyms, ...others.everyday];
    })
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.word ?? null;
}
