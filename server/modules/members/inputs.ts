/** Pieces of input that several routes take. */
import { type TString, Type } from "typebox";
import { inputError } from "../../platform/errors.ts";
import { EMAIL_PATTERN } from "./accounts/email.ts";
import { LONGEST_PHONE, parsePhone, phoneProblem } from "./accounts/phone.ts";

export const EmailInput = Type.String({ maxLength: 320, pattern: EMAIL_PATTERN });

/** No NUL and no lone surrogate. The bound in bytes is judged after normalisation, which makes most text shorter. */
export const PasswordInput = Type.String({
  minLength: 1,
  maxLength: 1_024,
  pattern: "^[^\\u0000\\ud800-\\udfff]*$",
});

/** What a mail carried: 256 bits, base64url. Anything else is no token, not a slip of the pen. */
export const MailTokenInput = Type.String({ maxLength: 200 });

// Line ends and other controls, lone surrogates, what turns the direction of text around, and what cannot be seen. The joiner that
// holds emoji together may stay.
const UNSEEN = "\\p{Cc}\\p{Cs}\\u061c\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff";
/** Letters that show nothing (Hangul fillers). */
const BLANK = "\\s\\u115f\\u1160\\u200d\\u3164\\uffa0";

/** A line that people read, such as a name: something in it can be seen. */
export const LineInput = (maxLength: number): TString =>
  Type.String({ maxLength, pattern: `^(?=.*[^${BLANK}])[^${UNSEEN}]*$` });

/** One form for what looks the same, without spaces around it. */
export const readLine = (typed: string): string => typed.normalize("NFC").trim();

/** With or without hyphens, full-width digits too; see accounts/phone.ts. */
export const PhoneInput = Type.String({ minLength: 1, maxLength: LONGEST_PHONE });

/** E.164. Throws INVALID_INPUT that points to where it stood. */
export function readPhone(pointer: string, typed: string): string {
  const phone = parsePhone(typed);
  if (phone === null) throw inputError([phoneProblem(pointer)]);
  return phone;
}

/** Null removes what was there. One schema, not a union, so that one thing is said about what does not fit. */
export const OrNull = (text: TString) => Type.Unsafe<string | null>({ ...text, type: ["string", "null"] });

/** Enough for the longest e-mail and password, however they are escaped. */
export const CREDENTIALS_BODY_BYTES = 16 * 1024;
