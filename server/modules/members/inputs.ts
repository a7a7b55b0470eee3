/** Pieces of input that several routes take. */
import { Type } from "typebox";
import { Line } from "../../platform/schema.ts";
import { KNOWN_EMAIL_PATTERN } from "./accounts/email.ts";

/** The e-mail of an account that exists. A new one is an `EmailInput`. */
export const KnownEmailInput = Type.String({
  format: "plain",
  maxLength: 320,
  pattern: KNOWN_EMAIL_PATTERN,
});

/** The name of a person. */
export const NameInput = Line(60);

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

/** Enough for the longest e-mail and password in any JSON escaping. */
export const CREDENTIALS_BODY_BYTES = 16 * 1024;
