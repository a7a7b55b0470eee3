/**
 * Writes jamo as syllables, as the keys of a Korean keyboard do (두벌식). Pure. `assemble` of es-hangul throws
 * for vowels in a row (ㅗㅐㅇ, the keys of "hod"), which English words have.
 */
import { canBeChoseong, canBeJongseong, canBeJungseong, combineCharacter, disassemble } from "es-hangul";

/** The jamo of a syllable in the making; final consonants of two letters (ㄳ) are two. */
interface Making {
  first: string;
  vowel: string;
  last: string;
}

/** Jamo that make no syllable stay as they are. */
export function assembleJamo(text: string): string {
  const made: string[] = [];
  let making: Making = { first: "", vowel: "", last: "" };
  const begin = (next: Partial<Making>): void => {
    made.push(written(making));
    making = { first: "", vowel: "", last: "", ...next };
  };
  for (const jamo of disassemble(text)) {
    const { first, vowel, last } = making;
    if (isVowel(jamo)) {
      if (last !== "") {
        making.last = last.slice(0, -1);
        begin({ first: last.slice(-1), vowel: jamo });
      } else if (vowel === "" || isVowel(vowel + jamo)) making.vowel = vowel + jamo;
      else begin({ vowel: jamo });
    } else if (first !== "" && vowel !== "" && canBeJongseong(last + jamo)) making.last = last + jamo;
    else begin({ first: jamo });
  }
  begin({});
  return made.join("");
}

/** Also of two letters: ㅗㅏ is ㅘ. */
const isVowel = (jamo: string): boolean => canBeJungseong(jamo);

const written = ({ first, vowel, last }: Making): string =>
  canBeChoseong(first) && vowel !== "" ? combineCharacter(first, vowel, last) : `${first}${vowel}${last}`;
