/**
 * Words whose consonants sound alike and whose vowels do not quite: how loanwords are spelled. The vowel of
 * another language that is between two of ours is written as either (보디, 바디), one that is not stressed as
 * any (소시지, 소세지), and a long one as one or two (렌지, 레인지). Pure.
 */
import { soundOf } from "./sounds.ts";

/** At least so many consonants tell a word: fewer are those of too many others. */
export const FEWEST_CONSONANTS = 3;
/** Of two syllables no more than one vowel is another. */
const SYLLABLES = 3;

const MOST_CHANGES = 3;

/** The consonants of a sound (`sounds.ts`). The final ㅇ is taken for ㄴ: 캠핀 is 캠핑. */
export const consonantsOf = (sound: string): string =>
  sound.replaceAll(/[ㅏ-ㅣ]/g, "").replaceAll("ㅇ", "ㄴ");

/** Vowels that loanwords mix up, each pair once. */
const MIXED_UP = new Set("ㅏㅓ ㅏㅗ ㅏㅔ ㅓㅗ ㅓㅔ ㅓㅡ ㅔㅣ ㅘㅝ ㅗㅝ ㅏㅡ ㅔㅡ ㅡㅣ ㅗㅛ".split(" "));
const costs = { mixedUp: 0.3, other: 0.6 } as const;
/** 레인지 is 렌지, and 쿠시온 is 쿠션. */
const LENGTHENING = "ㅣㅡ";

/**
 * How different two words of the same consonants are: 0.3 for two vowels that are often mixed up, and for a
 * final that is heard through the nose; null: too different.
 */
export function vowelsApart(word: string, other: string): number | null {
  const syllables = Math.max(word.length, other.length);
  if (syllables < SYLLABLES) return null;
  const [sound, heard] = [soundOf(word) ?? "", soundOf(other) ?? ""];
  const others = vowelsOf(heard);
  const nasals = Number(nasalsOf(sound) !== nasalsOf(heard)) * costs.mixedUp;
  const apart = vowelsOf(sound).reduce((sum, vowels, at) => sum + between(vowels, others[at] ?? ""), nasals);
  // One vowel is as it should be, and more than three changes make another word.
  return apart <= costs.mixedUp * Math.min(MOST_CHANGES, syllables - 1) + 1e-9 ? apart : null;
}

/** The vowels before, between and behind the consonants. */
const vowelsOf = (sound: string): string[] => sound.split(/[ㄱ-ㅎ]/);
const nasalsOf = (sound: string): string => sound.replaceAll(/[^ㄴㅇ]/g, "");

function between(vowels: string, others: string): number {
  if (vowels === others) return 0;
  const [longer, shorter] = vowels.length > others.length ? [vowels, others] : [others, vowels];
  if (longer.length === shorter.length)
    return Array.from(longer).reduce((sum, vowel, at) => sum + vowelCost(vowel, shorter[at] ?? ""), 0);
  // The vowel that is too many, left out where that costs least.
  return Math.min(
    ...Array.from(longer, (vowel, at) => {
      const rest = `${longer.slice(0, at)}${longer.slice(at + 1)}`;
      return LENGTHENING.includes(vowel) ? costs.mixedUp + between(rest, shorter) : Number.POSITIVE_INFINITY;
    }),
  );
}

function vowelCost(one: string, two: string): number {
  if (one === two) return 0;
  return MIXED_UP.has(one < two ? one + two : two + one) ? costs.mixedUp : costs.other;
}
