/**
 * Which passwords are good enough. `modern` (NIST SP 800-63B, ASVS 5): length, and nothing that is tried first; no rules of
 * composition. `isms`: what Korean audits ask for beside it, two kinds of characters from 10, three from 8.
 */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { asTypedInLatin, type CommonPasswords } from "./common-passwords.ts";
import { MAX_PASSWORD_BYTES } from "./hashing.ts";

export type PasswordFault = "MAXBYTES" | "TOO_SHORT" | "TOO_FEW_KINDS" | "TOO_SIMILAR" | "TOO_COMMON";

/** What an attacker knows about the account. */
export interface PasswordContext {
  readonly email: string;
  readonly name: string;
}

export interface PasswordRules {
  readonly policy: "modern" | "isms";
  readonly common: CommonPasswords;
}

const SHORTEST = 10;
const SHORTEST_OF_THREE_KINDS = 8;
/** So much must be left without what can be guessed: names, the most used words, runs of the keyboard. */
const LEAST_OWN = 6;
const shopNames = ["jangteo", "장터"];

/** What is wrong with a password, or null. `password` in NFC; characters are counted as Unicode has them. */
export function findPasswordFault(
  password: string,
  context: PasswordContext,
  rules: PasswordRules,
): PasswordFault | null {
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) return "MAXBYTES";
  const short = rules.policy === "isms" ? findCompositionFault(password) : findLengthFault(password);
  if (short) return short;
  const plain = password.toLowerCase();
  const own = without(plain, contextWords(context));
  if (own !== plain && worthOf(own) < LEAST_OWN) return "TOO_SIMILAR";
  return isGuessedFirst(plain, rules.common) ? "TOO_COMMON" : null;
}

const lengthOf = (text: string): number => [...text].length;
/** Spaces between what is guessed add nothing. */
const worthOf = (text: string): number => lengthOf(text.replaceAll(/\s/g, ""));

const findLengthFault = (password: string): PasswordFault | null =>
  lengthOf(password) < SHORTEST ? "TOO_SHORT" : null;

function findCompositionFault(password: string): PasswordFault | null {
  const length = lengthOf(password);
  if (length < SHORTEST_OF_THREE_KINDS) return "TOO_SHORT";
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  return kinds >= (length < SHORTEST ? 3 : 2) ? null : "TOO_FEW_KINDS";
}

/** The e-mail before its @ and the name, as wholes and in parts, also typed with the keyboard in English; the shop's name. */
function contextWords({ email, name }: PasswordContext): string[] {
  const own = [email.slice(0, email.lastIndexOf("@")), email, name].map((text) =>
    text.trim().normalize("NFC").toLowerCase(),
  );
  const parts = own.flatMap((text) => [text, text.replaceAll(/\s/g, ""), ...text.split(/[^\p{L}\p{N}]+/u)]);
  const words = [...parts, ...shopNames].flatMap((word) => [word, asTypedInLatin(word).toLowerCase()]);
  return words.filter(isTelling);
}

/** Shorter pieces are in many good passwords by chance. A syllable says more than a letter. */
const isTelling = (word: string): boolean => lengthOf(word) >= (/^[a-z0-9]*$/.test(word) ? 3 : 2);

/** The text without these words, longer ones first. */
const without = (text: string, words: readonly string[]): string =>
  [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ""), text);

/** `plain` in lower case. */
function isGuessedFirst(plain: string, { whole, words }: CommonPasswords): boolean {
  if (whole.has(plain)) return true;
  const unit = plain.slice(0, periodOf(plain));
  if (unit.length < plain.length && lengthOf(unit) < SHORTEST) return true;
  if (worthOf(withoutRuns(plain)) < LEAST_OWN) return true;
  return [plain, withoutLeet(plain)].some((spelling) => {
    const [, before = "", core = "", after = ""] = /^(\P{L}*)(.*?)(\P{L}*)$/su.exec(spelling) ?? [];
    return words.has(core) && worthOf(before + after) < LEAST_OWN;
  });
}

/** The shortest length after which a text repeats itself, twice at least; else its own length. */
function periodOf(text: string): number {
  for (let period = 1; period <= text.length / 2; period += 1) {
    if (text.startsWith(text.slice(period))) return period;
  }
  return text.length;
}

/** Lines that fingers run along, in either direction. Letters in the order of code points are found without a line. */
const lines = [
  "1234567890-=",
  "qwertyuiop[]",
  "asdfghjkl;'",
  "zxcvbnm,./",
  "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
  "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
  "가나다라마바사아자차카타파하",
].flatMap((line) => [line, [...line].reverse().join("")]);

const follows = (before: string, next: string): boolean =>
  before === next ||
  Math.abs((before.codePointAt(0) ?? 0) - (next.codePointAt(0) ?? 0)) === 1 ||
  lines.some((line) => line.includes(before + next));

/** Runs of three or more neighbours are worth two characters each. */
function withoutRuns(text: string): string {
  const kept: string[] = [];
  let run = 1;
  for (const character of text) {
    run = follows(kept.at(-1) ?? "", character) ? run + 1 : 1;
    if (run <= 2) kept.push(character);
    else kept[kept.length - 1] = character;
  }
  return kept.join("");
}

const leet: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** Digits and signs between letters that stand for letters: p@ssw0rd → password. */
const withoutLeet = (text: string): string =>
  text.replaceAll(/(?<=\p{L})[013457@$!]+(?=\p{L})/gu, (signs) =>
    [...signs].map((sign) => leet[sign] ?? sign).join(""),
  );

/** The problem for a fault, with what its text names. */
export const describeFault = (
  fault: PasswordFault,
  pointer: string,
  policy: PasswordRules["policy"],
): InputProblem => inputProblem(pointer, fault, { limit: limitOf(fault, policy) });

const limitOf = (fault: PasswordFault, policy: PasswordRules["policy"]): number =>
  fault === "MAXBYTES" ? MAX_PASSWORD_BYTES : policy === "isms" ? SHORTEST_OF_THREE_KINDS : SHORTEST;
