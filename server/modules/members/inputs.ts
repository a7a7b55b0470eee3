/** Pieces of input that several routes take. */
import { type TString, Type } from "typebox";
import { inputError } from "../../platform/errors.ts";
import { EMAIL_PATTERN } from "./accounts/email.ts";
import { LONGEST_PHONE, parsePhone, phoneProblem } from "./accounts/phone.ts";

export const EmailInput = Type.String({ maxLength: 320, pattern: EMAIL_PATTERN });

/**
 * No NUL and no lone surrogate. The limit in bytes is checked after normalisation, which makes most text
 * shorter.
 */
export const PasswordInput = Type.String({
  minLength: 1,
  maxLength: 1_024,
  pattern: "^[^\\u0000\\ud800-\\udfff]*$",
});

/**
 * The token of a mailed link: 256 bits, base64url. Other text passes here and is then an unknown token (410,
 * not 400).
 */
export const MailTokenInput = Type.String({ maxLength: 200 });

// Line ends and other control characters, lone surrogates, marks of text direction, and invisible characters.
// The joiner inside emoji is allowed.
const UNSEEN = "\\p{Cc}\\p{Cs}\\u061c\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff";
/** Letters without a glyph (Hangul fillers). */
const BLANK = "\\s\\u115f\\u1160\\u200d\\u3164\\uffa0";

/** A line of text for people, such as a name. It has at least one visible character. */
export const LineInput = (maxLength: number): TString =>
  Type.String({ maxLength, pattern: `^(?=.*[^${BLANK}])[^${UNSEEN}]*$` });

/** Normalises text, so that text that looks the same is the same, and trims it. */
export const readLine = (typed: string): string => typed.normalize("NFC").trim();

/** With or without hyphens, full-width digits too; see accounts/phone.ts. */
export const PhoneInput = Type.String({ minLength: 1, maxLength: LONGEST_PHONE });

/** Returns E.164. Throws INVALID_INPUT for `pointer`. */
export function readPhone(pointer: string, typed: string): string {
  const phone = parsePhone(typed);
  if (phone === null) throw inputError([phoneProblem(pointer)]);
  return phone;
}

/**
 * Null deletes the stored value. One schema, not a union, so that invalid text gets one error message, not
 * two.
 */
export const OrNull = (text: TString) => Type.Unsafe<string | null>({ ...text, type: ["string", "null"] });

/** Enough for the longest e-mail and password in any JSON escaping. */
export const CREDENTIALS_BODY_BYTES = 16 * 1024;
