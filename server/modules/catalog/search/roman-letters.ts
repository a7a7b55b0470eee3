/** Korean words in Latin letters, as they sound: yangmal is 양말. Pure. */
import { assembleJamo } from "./assemble-jamo.ts";

const consonants = new Map(
  Object.entries({
    ...{ kk: "ㄲ", tt: "ㄸ", pp: "ㅃ", ss: "ㅆ", jj: "ㅉ", ch: "ㅊ", sh: "ㅅ", ng: "ㅇ" },
    ...{ g: "ㄱ", k: "ㅋ", n: "ㄴ", d: "ㄷ", t: "ㅌ", r: "ㄹ", l: "ㄹ", m: "ㅁ", b: "ㅂ", p: "ㅍ" },
    ...{ s: "ㅅ", j: "ㅈ", h: "ㅎ", f: "ㅍ", v: "ㅂ", z: "ㅈ" },
  }),
);
const vowels = new Map(
  Object.entries({
    ...{ yae: "ㅒ", yeo: "ㅕ", wae: "ㅙ", weo: "ㅝ", eui: "ㅢ" },
    ...{ ae: "ㅐ", ya: "ㅑ", eo: "ㅓ", ye: "ㅖ", wa: "ㅘ", oe: "ㅚ", yo: "ㅛ", wo: "ㅝ", we: "ㅞ" },
    ...{ wi: "ㅟ", yu: "ㅠ", eu: "ㅡ", ui: "ㅢ", oo: "ㅜ", ee: "ㅣ" },
    ...{ a: "ㅏ", e: "ㅔ", o: "ㅗ", u: "ㅜ", i: "ㅣ" },
  }),
);
const SPELLED = /kk|tt|pp|ss|jj|ch|sh|ng|yae|yeo|wae|weo|eui|y[aeou]|w[aeio]|eo|eu|ee|ae|oe|oo|ui|[a-z]/g;
/** n and g before a vowel: 항아리 is hangari, and so is 한가리. */
const NG = /ng(?=[aeiouyw])/g;

/** Shorter words are too often English. */
const LETTERS = /^[a-z]{4,40}$/;

/** Returns what the letters may spell; none for what is no Korean word in them. */
export function readRoman(letters: string): string[] {
  if (!LETTERS.test(letters)) return [];
  const readings = new Set([letters, letters.replaceAll(NG, "n.g")]);
  return [...readings].map(spelled).filter((reading) => reading !== null);
}

function spelled(letters: string): string | null {
  let jamo = "";
  let isOpen = false;
  for (const part of letters.split(".").flatMap((each) => each.match(SPELLED) ?? [])) {
    const [consonant, vowel] = [consonants.get(part), vowels.get(part)];
    if (vowel) {
      jamo += isOpen ? vowel : `ㅇ${vowel}`;
      isOpen = false;
    } else if (consonant) {
      jamo += consonant;
      isOpen = part !== "ng";
    } else return null;
  }
  const written = assembleJamo(jamo);
  return /^[\uac00-\ud7a3]+$/.test(written) ? written : null;
}
