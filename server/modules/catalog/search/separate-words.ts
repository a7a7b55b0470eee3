/** Finds the words of the shop in what was typed without spaces: 고요상점물방울머그, 소화당ㅁㄱ. */
import type { ProductIndex } from "../product-index/product-index.ts";
import { HEAD_WEIGHT } from "../words/product-words.ts";
import { heaviest } from "./index-words.ts";

/** Syllables. Shorter ones are words with a particle, or have two halves at most. */
const UNSPACED = /^[\uac00-\ud7a3]{4,24}$/;
/** Syllables and initial consonants, in either order. */
const MIXED = /^([\uac00-\ud7a3]{2,})([ㄱ-ㅎ]{2,})$|^([ㄱ-ㅎ]{2,})([\uac00-\ud7a3]{2,})$/;
/** Those of two words: ㅅㅂㅅㅋㄷ. */
const INITIALS = /^[ㄱ-ㅎ]{5,12}$/;
const MOST_PIECES = 4;
/** Ways to cut a word, and those of a whole query that are tried. */
export const MOST_CUTS = 6;

/** The ways to cut the word into words that say what a product is, those with the fewest pieces first. */
export function cutsInto(index: ProductIndex, word: string): string[][] {
  const { words, synonymsOf } = index;
  const [, ...mixed] = MIXED.exec(word) ?? [];
  if (mixed.length > 0) return [mixed.filter((piece) => piece !== undefined)];
  if (INITIALS.test(word)) return initialsIn(index, word);
  if (!UNSPACED.test(word) || words.find(word) !== undefined) return [];
  const isTold = (piece: string): boolean => {
    const known = words.find(piece);
    return (known !== undefined && words.isTelling(known)) || synonymsOf(piece).length > 0;
  };
  /** `left`: pieces that the text may have. One syllable counts only at the end: 해담골꿀. */
  function cut(text: string, left: number): string[][] {
    const whole = isTold(text) ? [[text]] : [];
    if (left === 1) return whole;
    const firsts = Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(0, at + 2));
    return [
      ...whole,
      ...firsts
        .filter(isTold)
        .flatMap((first) => cut(text.slice(first.length), left - 1).map((rest) => [first, ...rest])),
    ];
  }
  return cut(word, MOST_PIECES)
    .toSorted((a, b) => a.length - b.length)
    .slice(0, MOST_CUTS);
}

/** The cuts into the initials of a word and those of a thing, the longer first half before others. */
function initialsIn(index: ProductIndex, initials: string): string[][] {
  const { words } = index;
  const isWord = (text: string, isThing: boolean): boolean => {
    for (const word of words.withInitials(text)) {
      if (words.text(word).length > text.length) return false;
      if (words.isTelling(word) && (!isThing || heaviest(index, word) === HEAD_WEIGHT)) return true;
    }
    return false;
  };
  return Array.from({ length: initials.length - 3 }, (_, at) => initials.length - 2 - at)
    .filter((at) => at * 2 !== initials.length || initials.slice(0, at) !== initials.slice(at))
    .map((at) => [initials.slice(0, at), initials.slice(at)])
    .filter(([first = "", thing = ""]) => isWord(first, false) && isWord(thing, true))
    .slice(0, MOST_CUTS);
}
