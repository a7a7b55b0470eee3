/**
 * What stands between the dots of an e-mail address. Refused are characters that cannot be seen, control characters, lone
 * surrogates, and signs that mail programs read as more than one plain address.
 */
const PART = '[^\\s@.\\p{C}<>,;:"()\\[\\]\\\\]+';

/**
 * One `@` with something on both sides, spaces around it alone. Whether a mailbox exists only a mail can tell; but no mail
 * program even tries an address with an empty part. Read with the `u` flag.
 */
export const EMAIL_PATTERN = `^\\s*${PART}(?:\\.${PART})*@${PART}(?:\\.${PART})*\\s*$`;

/** The form an account is found by: the same mailbox typed on another keyboard or system is the same key. */
export const emailKey = (typed: string): string =>
  typed.normalize("NFC").trim().toLowerCase().normalize("NFC");
