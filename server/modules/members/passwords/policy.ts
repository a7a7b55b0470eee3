/**
 * Which passwords are accepted. `modern` (NIST SP 800-63B, ASVS 5) checks the length and refuses common
 * passwords; it has no rules of composition. `isms` adds what Korean audits demand: two kinds of characters
 * from 10 characters on, three from 8.
 */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { asTypedInLatin, type CommonPasswords } from "./common-passwords.ts";
import { MAX_PASSWORD_BYTES } from "./hashing.ts";

export type PasswordFault = "MAX_BYTES" | "TOO_SHORT" | "TOO_FEW_KINDS" | "TOO_SIMILAR" | "TOO_COMMON";

/** What an attacker knows about the account. */
export interface PasswordContext {
  readonly email: string;
  readonly name: string;
}

export interface PasswordRules {
  readonly policy: "modern" | "isms";
  readonly common: CommonPasswords;
  readonly shopNames: readonly string[];
}

const MIN_LENGTH = 10;
const MIN_LENGTH_OF_THREE_KINDS = 8;
/**
 * Characters that must remain without the guessable parts: names, the most common words, runs of the
 * keyboard.
 */
const MIN_REMAINDER = 6;
/** The name of the software is as easy to guess as the shop's. */
const softwareNames = ["jangteo", "장터"];

/** Returns why a password is refused, or null. `password` is in NFC; characters are Unicode code points. */
export function findPasswordFault(
  password: string,
  context: PasswordContext,
  rules: PasswordRules,
): PasswordFault | null {
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) return "MAX_BYTES";
  const short = rules.policy === "isms" ? findCompositionFault(password) : findLengthFault(password);
  if (short) return short;
  const plain = password.toLowerCase();
  const remainder = without(plain, contextWords(context, rules.shopNames));
  if (remainder !== plain && worthOf(remainder) < MIN_REMAINDER) return "TOO_SIMILAR";
  return isGuessedFirst(plain, rules.common) ? "TOO_COMMON" : null;
}

const lengthOf = (text: string): number => [...text].length;
/** Spaces between guessable parts do not count. */
const worthOf = (text: string): number => lengthOf(text.replaceAll(/\s/g, ""));

const findLengthFault = (password: string): PasswordFault | null =>
  lengthOf(password) < MIN_LENGTH ? "TOO_SHORT" : null;

function findCompositionFault(password: string): PasswordFault | null {
  const length = lengthOf(password);
  if (length < MIN_LENGTH_OF_THREE_KINDS) return "TOO_SHORT";
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  return kinds >= (length < MIN_LENGTH ? 3 : 2) ? null : "TOO_FEW_KINDS";
}

/**
 * The e-mail's local part and the name, whole and in parts, also as typed on an English keyboard; the shop's
 * names.
 */
function contextWords({ email, name }: PasswordContext, shopNames: readonly string[]): string[] {
  const mailbox = email.slice(0, email.lastIndexOf("@"));
  const own = [mailbox, email, name, ...shopNames].map((text) => text.trim().normalize("NFC").toLowerCase());
  const parts = own.flatMap((text) => [text, text.replaceAll(/\s/g, ""), ...text.split(/[^\p{L}\p{N}]+/u)]);
  const words = [...parts, ...softwareNames].flatMap((word) => [word, asTypedInLatin(word).toLowerCase()]);
  return words.filter(isLongEnough);
}

/** Shorter pieces occur in many good passwords by chance. A Hangul syllable counts for more than a letter. */
const isLongEnough = (word: string): boolean => lengthOf(word) >= (/^[a-z0-9]*$/.test(word) ? 3 : 2);

/** Returns the text without these words; longer ones are removed first. */
const without = (text: string, words: readonly string[]): string =>
  [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ""), text);

/** `plain` is in lower case. */
function isGuessedFirst(plain: string, { whole, words }: CommonPasswords): boolean {
  if (whole.has(plain)) return true;
  const unit = plain.slice(0, periodOf(plain));
  if (unit.length < plain.length && lengthOf(unit) < MIN_LENGTH) return true;
  if (worthOf(withoutRuns(plain)) < MIN_REMAINDER) return true;
  return [plain, withoutLeet(plain)].some((spelling) => {
    const [, before = "", core = "", after = ""] = /^(\P{L}*)(.*?)(\P{L}*)$/su.exec(spelling) ?? [];
    return words.has(core) && worthOf(before + after) < MIN_REMAINDER;
  });
}

/** The shortest length after which a text repeats itself, at least twice; otherwise its own length. */
function periodOf(text: string): number {
  for (let period = 1; period <= text.length / 2; period += 1) {
    if (text.startsWith(text.slice(period))) return period;
  }
  return text.length;
}

/** Rows of keys, in both directions. Letters in the order of code points need no row. */
const keyRows = [
  "1234567890-=",
  "qwertyuiop[]",
  "asdfghjkl;'",
  "zxcvbnm,./",
  "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
  "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
  "가나다라마바사아자차카타파하",
].flatMap((row) => [row, [...row].reverse().join("")]);

const follows = (before: string, next: string): boolean =>
  before === next ||
  Math.abs((before.codePointAt(0) ?? 0) - (next.codePointAt(0) ?? 0)) === 1 ||
  keyRows.some((row) => row.includes(before + next));

/** A run of three or more neighbouring characters counts as two characters. */
function withoutRuns(text: string): string {
  const remaining: string[] = [];
  let run = 1;
  for (const character of text) {
    run = follows(remaining.at(-1) ?? "", character) ? run + 1 : 1;
    if (run <= 2) remaining.push(character);
    else remaining[remaining.length - 1] = character;
  }
  return remaining.join("");
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

/** Replaces digits and signs between letters by the letters that they stand for: p@ssw0rd → password. */
const withoutLeet = (text: string): string =>
  text.replaceAll(/(?<=\p{L})[013457@$!]+(?=\p{L})/gu, (signs) =>
    [...signs].map((sign) => leet[sign] ?? sign).join(""),
  );

/** The problem for a fault, with the limit that its message names. */
export const describeFault = (
  fault: PasswordFault,
  pointer: string,
  policy: PasswordRules["policy"],
): InputProblem => inputProblem(pointer, fault, { limit: limitOf(fault, policy) });

const limitOf = (fault: PasswordFault, policy: PasswordRules["policy"]): number =>
  fault === "MAX_BYTES" ? MAX_PASSWORD_BYTES : policy === "isms" ? MIN_LENGTH_OF_THREE_KINDS : MIN_LENGTH;
