/**
 * Passwords that attackers try first: a bundled list of leaked passwords, most used first, and Korean ones,
 * typed in Hangul and in Latin. The list is read from disk when the first password is checked.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export interface CommonPasswords {
  /** Whole passwords, lower case, of 8 characters or more. Shorter ones are refused for their length. */
  readonly whole: ReadonlySet<string>;
  /** The most common words in passwords, lower case. */
  readonly words: ReadonlySet<string>;
}

const LIST = "@zxcvbn-ts/language-common/src/passwords.json";
const MIN_PASSWORD_LENGTH = 8;
/** Rarer words are good parts of a longer password. */
const COMMON_WORDS = 2_000;
const MIN_WORD_LENGTH = 4;

/** Words that Korean speakers use first. */
const koreanWords =
  `비밀번호 패스워드 관리자 아이디 로그인 회원가입 안녕하세요 안녕하십니까 감사합니다 고맙습니다 사랑해 사랑해요 사랑합니다
  행복 행복해요 행복하세요 대한민국 우리나라 한국사람 우리가족 우리집 우리아기 엄마아빠 아빠엄마 여보사랑해 하나님 예수님
  부처님 할렐루야 천사 친구 학교 선생님 강아지 고양이 호랑이 바보 멍청이 개새끼 씨발 시발 화이팅 파이팅 대박 부자되자 로또당첨
  일이삼사 하나둘셋 가나다라 홍길동 쇼핑 쇼핑몰 장터 네이버 카카오 삼성전자 축구 야구 자유 평화 영원히 오직예수 주님사랑`.split(
    /\s+/,
  );

let reading: Promise<CommonPasswords> | undefined;

export function commonPasswords(): Promise<CommonPasswords> {
  reading ??= read();
  return reading;
}

async function read(): Promise<CommonPasswords> {
  const list: unknown = JSON.parse(await readFile(fileURLToPath(import.meta.resolve(LIST)), "utf8"));
  if (!Array.isArray(list)) throw new Error(`${LIST} is not a list`);
  const leaked = list.map(String);
  const korean = koreanWords.flatMap((word) => [word, asTypedInLatin(word).toLowerCase()]);
  return {
    whole: new Set([...leaked, ...korean].filter((each) => each.length >= MIN_PASSWORD_LENGTH)),
    words: new Set([...leaked.slice(0, COMMON_WORDS), ...korean].filter(isWord)),
  };
}

const isWord = (text: string): boolean =>
  (/^\p{L}+$/u.test(text) && text.length >= MIN_WORD_LENGTH) || /^[가-힣]{2,}$/.test(text);

/** The keys of the 두벌식 layout for each initial, vowel and final, in Unicode's order of them. */
const initials = "r R s e E f a q Q t T d w W c z x v g".split(" ");
const vowels = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" ");
const finals = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ");

/**
 * The letters that appear when Hangul is typed on an English keyboard: 비밀번호 → qlalfqjsgh. Other characters
 * stay.
 */
export function asTypedInLatin(text: string): string {
  return text.normalize("NFC").replaceAll(/[가-힣]/g, (syllable) => {
    const index = syllable.charCodeAt(0) - 0xac00;
    const vowel = Math.floor(index / finals.length);
    return [
      initials[Math.floor(vowel / vowels.length)],
      vowels[vowel % vowels.length],
      finals[index % finals.length],
    ].join("");
  });
}
