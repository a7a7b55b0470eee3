/** Words without what grammar adds to them: Korean particles and plurals, English plurals. Pure. */
import { disassemble, hasBatchim } from "es-hangul";

const HANGUL_WORD = /^[가-힣]+$/;
const LATIN_WORD = /^[a-z]{3,}$/;

/** Particles that follow a syllable with a final consonant, without one, or either. */
const AFTER_CONSONANT = ["으로", "이랑", "이나", "을", "은", "이", "과"];
const AFTER_VOWEL = ["랑", "나", "를", "는", "가", "와", "로"];
const AFTER_EITHER = [
  "에서",
  "에게",
  "까지",
  "부터",
  "처럼",
  "보다",
  "한테",
  "마다",
  "밖에",
  "들",
  "의",
  "에",
  "도",
  "만",
];

const IRREGULAR = new Map([
  ["knives", "knife"],
  ["shelves", "shelf"],
  ["leaves", "leaf"],
  ["scarves", "scarf"],
  ["loaves", "loaf"],
  ["men", "man"],
  ["women", "woman"],
  ["children", "child"],
]);

/** Returns the shorter forms of a word in normal form, the longest first; none for a word that is bare. */
export function stemsOf(word: string): string[] {
  if (HANGUL_WORD.test(word)) return koreanStems(word);
  return LATIN_WORD.test(word) ? englishStems(word) : [];
}

/** Two syllables stay at least: 가을 is no 가 with a particle, and 기와 no 기. */
function koreanStems(word: string): string[] {
  const stem = withoutParticle(word, 2);
  if (stem === null) return [];
  // 양말들을 has two.
  return [stem, ...koreanStems(stem)];
}

/** The one syllable before a particle (꿀을), which is seldom a word: 기와 is none of 기. */
export function beforeParticle(word: string): string | null {
  if (!HANGUL_WORD.test(word)) return null;
  const stem = withoutParticle(koreanStems(word).at(-1) ?? word, 1);
  return stem?.length === 1 ? stem : null;
}

/** `least` syllables stay. */
function withoutParticle(word: string, least: number): string | null {
  const fits = (particle: string, batchim: boolean | null): boolean => {
    const rest = word.slice(0, -particle.length);
    if (!word.endsWith(particle) || rest.length < least) return false;
    return batchim === null || hasBatchim(rest) === batchim;
  };
  const particle =
    AFTER_EITHER.find((each) => fits(each, null)) ??
    AFTER_CONSONANT.find((each) => fits(each, true)) ??
    AFTER_VOWEL.find((each) => fits(each, false)) ??
    (/ㄹ로$/.test(disassemble(word.slice(0, -1)) + word.slice(-1)) && fits("로", null) ? "로" : undefined);
  return particle === undefined ? null : word.slice(0, -particle.length);
}

function englishStems(word: string): string[] {
  const irregular = IRREGULAR.get(word);
  if (irregular) return [irregular];
  if (/(ss|us|is)$/.test(word) || !word.endsWith("s")) return [];
  if (word.endsWith("ies") && word.length > 4) return [`${word.slice(0, -3)}y`, word.slice(0, -1)];
  if (/(ch|sh|x|z|ss)es$/.test(word)) return [word.slice(0, -2)];
  return [word.slice(0, -1)];
}

/** 차와 커피 names tea: one syllable before "and" is a word there. */
export const withoutAnd = (name: string): string => name.replaceAll(/([가-힣])[와과](?=\s)/g, "$1");
