/** Initial consonants that stand for more than themselves: among syllables, and typed without Shift. Pure. */
import { initialsOf } from "../words/words.ts";

/** 텀ㅂㄹ, ㅇㅈ청. One consonant at the end is a syllable in the making. */
const MIXED = /^(?=.*[\uac00-\ud7a3])(?=.*[ㄱ-ㅎ].)[\uac00-\ud7a3ㄱ-ㅎ]{2,20}$/;
const TENSE = new Map([..."ㄱㄷㅂㅅㅈ"].map((plain, at) => [plain, "ㄲㄸㅃㅆㅉ"[at] ?? plain]));
/** Of more such consonants none is taken for another. */
const MOST_PLAIN = 4;

/** The initials of all syllables where some were typed as such; null: all were, or none. */
export const mixedInitials = (typed: string): string | null =>
  MIXED.test(typed) ? [...typed].map((each) => initialsOf(each) ?? each).join("") : null;

/** Whether the word begins with these syllables and initials. */
export const fitsMixed = (word: string, typed: string): boolean =>
  [...typed].every((each, at) => each === word[at] || each === initialsOf(word[at] ?? ""));

/** The same with tense consonants, which take Shift: ㅅㄱㅈ is ㅆㄱㅈ. */
export function tenseInitials(initials: string): string[] {
  const places = [...initials].flatMap((each, at) => (TENSE.has(each) ? at : []));
  if (places.length > MOST_PLAIN) return [];
  return Array.from({ length: 2 ** places.length - 1 }, (_, choice) =>
    [...initials]
      .map((each, at) =>
        (choice + 1) & (1 << places.indexOf(at)) && places.includes(at) ? TENSE.get(each) : each,
      )
      .join(""),
  );
}
