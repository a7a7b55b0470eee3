/**
 * How a Korean word sounds, so that words that are heard alike are found by one another: 배게 is 베개, 쥬스 is
 * 주스, 케익 is 케이크, 후라이팬 is 프라이팬. Pure.
 *
 * The sound of a word is a line of jamo, coarser than how it is spoken: consonants of one series are one
 * (ㄱ ㄲ ㅋ), and so are vowels that are mixed up (ㅐ ㅔ, ㅚ ㅙ ㅞ, ㅜ ㅡ). It says that two words may be meant by
 * one another, and not that they are the same.
 */

const [FIRST, LAST] = [0xac00, 0xd7a3];
const [VOWELS, FINALS] = [21, 28];

/** The onsets in Unicode's order (ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ), by their series. */
const ONSETS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅈㄱㄷㅂㅎ";
/** The vowels in Unicode's order (ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ). */
const SOUNDS = "ㅏㅔㅑㅔㅓㅔㅕㅔㅗㅘㅚㅚㅛㅡㅝㅚㅟㅠㅡㅣㅣ";
/** What is heard of a vowel with a glide behind ㅅ and ㅈ: 쥬 is 주, 쇼 is 소. */
const GLIDES = new Map([
  ["ㅑ", "ㅏ"],
  ["ㅕ", "ㅓ"],
  ["ㅛ", "ㅗ"],
  ["ㅠ", "ㅡ"],
]);
/** The f of other languages: 후라이 is 프라이, 화일 is 파일. */
const OF_F = new Map([
  ["ㅡ", "ㅡ"],
  ["ㅘ", "ㅏ"],
  ["ㅝ", "ㅓ"],
  ["ㅚ", "ㅔ"],
  ["ㅟ", "ㅣ"],
]);
/** The finals in Unicode's order, as they are heard at the end of a word; the first is none. */
const CODAS = " ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ";
/** The same before a syllable that begins with a vowel, where they are heard as its onset. */
const LINKED = " ㄱㄱㅅㄴㅈㄴㄷㄹㄱㅁㅂㅅㄷㅂㄹㅁㅂㅅㅅㅅㅇㅈㅈㄱㄷㅂ ";
/** Stops before ㄴ and ㅁ: 국물 is heard as 궁물. */
const NASALS = new Map([
  ["ㄱ", "ㅇ"],
  ["ㄷ", "ㄴ"],
  ["ㅂ", "ㅁ"],
]);
/** Behind a stop at the end of a word ㅡ is not heard: 케이크 is 케익. */
const UNHEARD = /(?<=.)([ㄱㄷㅂ])ㅡ$/;
/** 그라인다 is 그라인더. */
const LAST_VOWEL = /ㅓ$/;
/** 스웨에터 is 스웨터, 뉴우스 is 뉴스, 코우트 is 코트. */
const LENGTHENED = /(?<=ㅚ)ㅔ|(?<=[ㅑㅘ])ㅏ|(?<=[ㅕㅝ])ㅓ|(?<=ㅛ)ㅗ|(?<=[ㅗㅠ])ㅡ|(?<=ㅟ)ㅣ/g;
/** 드립퍼 is 드리퍼, 노오트 is 노트. */
const DOUBLED = /(.)\1+/g;

/** Returns how a word sounds; null for one that is not written in syllables alone. */
export function soundOf(word: string): string | null {
  let sound = "";
  let coda = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code < FIRST || code > LAST) return null;
    const syllable = code - FIRST;
    const onset = ONSETS[onsetNumber(syllable)] ?? "";
    const vowel = SOUNDS[vowelNumber(syllable)] ?? "";
    sound += between(coda, onset, vowel) + nucleus(onset, vowel);
    coda = syllable % FINALS;
  }
  sound += coda === 0 ? "" : (CODAS[coda] ?? "");
  const short = sound.replace(LENGTHENED, "").replace(UNHEARD, "$1");
  return short.replace(LAST_VOWEL, "ㅏ").replace(DOUBLED, "$1");
}

/** The consonants between two vowels: the final of the first syllable and the onset of the next. */
function between(coda: number, onset: string, vowel: string): string {
  const heard = onsetOf(onset, vowel);
  if (coda === 0) return heard;
  if (onset === "ㅇ") return linked(coda, vowel);
  const end = CODAS[coda] ?? "";
  // 축하 is heard as 추카, 전화 as 저놔.
  if (onset === "ㅎ") return end;
  if (onset === "ㄴ" || onset === "ㅁ") return lateral(NASALS.get(end) ?? end, heard);
  return lateral(end, heard);
}

/** 같이 is heard as 가치. */
const linked = (coda: number, vowel: string): string => {
  const onset = (LINKED[coda] ?? "").trim();
  return onset === "ㄷ" && vowel === "ㅣ" ? "ㅈ" : onset;
};

/** 난로 is heard as 날로. */
const lateral = (end: string, onset: string): string =>
  (end === "ㄴ" && onset === "ㄹ") || (end === "ㄹ" && onset === "ㄴ") ? "ㄹ" : end + onset;

const onsetOf = (onset: string, vowel: string): string => {
  if (onset === "ㅇ") return "";
  return onset === "ㅎ" && OF_F.has(vowel) ? "ㅂ" : onset;
};

function nucleus(onset: string, vowel: string): string {
  if (onset === "ㅎ") return OF_F.get(vowel) ?? vowel;
  return onset === "ㅅ" || onset === "ㅈ" ? (GLIDES.get(vowel) ?? vowel) : vowel;
}

/** The letters of a syllable that differ, by how seldom they are mixed up. */
const costs = { alike: 0.05, rounded: 0.2, breathed: 0.5, length: 0.3 } as const;
/** The onsets by how they are breathed: plain, tense, aspirated. The h of an f is as a tense one. */
const BREATHS = "-t--t---t-t--taaaat";
const [U, EU] = [13, 18];
/** ㅇ as an onset. */
const MUTE = 11;

/** How different the letters of two words of one sound are: from 0.3, of unequal length from 0.6. */
export function soundDistance(word: string, other: string): number {
  let sum: number = costs.length;
  if (word.length !== other.length) return sum + costs.length + breathsApart(word, other);
  for (let at = 0; at < word.length; at += 1) {
    const [one, two] = [word.charCodeAt(at) - FIRST, other.charCodeAt(at) - FIRST];
    const [onset, otherOnset] = [onsetNumber(one), onsetNumber(two)];
    if (onset !== otherOnset) sum += breathCost(BREATHS[onset], BREATHS[otherOnset]);
    const [vowel, otherVowel] = [vowelNumber(one), vowelNumber(two)];
    if (vowel !== otherVowel) sum += isRounded(vowel, otherVowel) ? costs.rounded : costs.alike;
    if (one % FINALS !== two % FINALS) sum += costs.alike;
  }
  return sum;
}

/**
 * How differently the onsets of words of unequal length are breathed, in their order. The syllables between
 * them that have none (노오트), and what is a final in the shorter word (로보트, 로봇), cost no more.
 */
function breathsApart(word: string, other: string): number {
  const [breaths, others] = [breathsOf(word), breathsOf(other)];
  return breaths
    .slice(0, others.length)
    .reduce((sum, breath, at) => sum + (breath === others[at] ? 0 : breathCost(breath, others[at])), 0);
}

const breathsOf = (word: string): string[] =>
  Array.from(word, (syllable) => onsetNumber(syllable.charCodeAt(0) - FIRST))
    .filter((onset) => onset !== MUTE)
    .map((onset) => BREATHS[onset] ?? "");

/** The series of the first consonant; null for a word that begins with no syllable. */
export function onsetSound(word: string): string | null {
  const code = word.charCodeAt(0);
  return code < FIRST || code > LAST || Number.isNaN(code)
    ? null
    : (ONSETS[onsetNumber(code - FIRST)] ?? null);
}

const onsetNumber = (syllable: number): number => Math.floor(syllable / (VOWELS * FINALS));
const vowelNumber = (syllable: number): number => Math.floor(syllable / FINALS) % VOWELS;
const isRounded = (vowel: number, other: number): boolean =>
  Math.min(vowel, other) === U && Math.max(vowel, other) === EU;

/** A tense consonant is taken for both of the others: 꾸션 is 쿠션, 까방 is 가방. */
const breathCost = (one = "-", two = "-"): number =>
  one !== two && one !== "t" && two !== "t" ? costs.breathed : costs.alike;
