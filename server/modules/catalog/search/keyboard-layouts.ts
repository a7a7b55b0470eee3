/** What the keys of a word type in the other layout of a Korean keyboard. Pure. */
import { convertHangulToQwerty, convertQwertyToAlphabet } from "es-hangul";
import { isInitials } from "../words/words.ts";
import { assembleJamo } from "./assemble-jamo.ts";

/** Keys that type another letter with Shift (ㄲ, ㅖ). A query in normal form has lost its capitals. */
const SHIFTED = /[qwertop]/g;
/** More such keys are all taken as they are. */
const MOST_SHIFTED = 4;

/** Returns what may be words, the likeliest first. */
export function inOtherLayout(word: string): string[] {
  if (/^[a-z]{2,}$/.test(word)) return shiftings(word).map(inHangul).filter(isHangul);
  // One half in each layout: 머그zjq.
  if (/^[a-z\uac00-\ud7a3ㄱ-ㅣ]+$/.test(word) && /[a-z]/.test(word)) {
    const hangul = inHangul(word);
    return isHangul(hangul) ? [hangul] : [];
  }
  const letters = /^[0-9]*([a-z]{4,})[0-9]*$/.exec(word)?.[1];
  if (letters) return inOtherLayout(letters).filter(({ length }) => length > 1);
  if (!/^[\uac00-\ud7a3ㄱ-ㅣ]+$/.test(word)) return [];
  const latin = convertHangulToQwerty(word).toLowerCase();
  return /^[a-z]{3,}$/.test(latin) && (!isInitials(word) || /[aeiou]/.test(latin)) ? [latin] : [];
}

/**
 * What the keys of a word type in the other layout, mistakes included: a wrong key may leave letters that
 * make no syllable (ㅊㅁㄱ얗ㅁㅡ, cardigam). Null: too short to say.
 */
export function keysInOtherLayout(word: string): string | null {
  if (/^[a-z]{4,}$/.test(word)) {
    const hangul = inHangul(word);
    return /[\uac00-\ud7a3]/.test(hangul) ? hangul : null;
  }
  // Initials are no word of the other layout. SKUs have hyphens: 쳐ㅔ-ㅡㅐㅎㄱ.
  if (!/^[\uac00-\ud7a3ㄱ-ㅣ0-9._-]+$/.test(word) || isInitials(word)) return null;
  const latin = convertHangulToQwerty(word).toLowerCase();
  return /^[a-z0-9._-]{4,}$/.test(latin) ? latin : null;
}

const inHangul = (keys: string): string => assembleJamo(convertQwertyToAlphabet(keys));

/** The last syllable may still be in the making. */
const isHangul = (word: string): boolean => /^[\uac00-\ud7a3]+[ㄱ-ㅎ]?$/.test(word);

/** The word with each choice of its keys shifted: tlrp, tlrP … */
function shiftings(word: string): string[] {
  const places = [...word.matchAll(SHIFTED)].map(({ index }) => index);
  if (places.length > MOST_SHIFTED) return [word];
  return Array.from({ length: 2 ** places.length }, (_, choice) =>
    [...word]
      .map((letter, at) =>
        choice & (1 << places.indexOf(at)) && places.includes(at) ? letter.toUpperCase() : letter,
      )
      .join(""),
  );
}
