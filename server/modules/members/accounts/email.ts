/**
 * The text between the dots of an e-mail address. It has no invisible characters, control characters or lone
 * surrogates, and no signs that mail programs read as more than one plain address.
 */
const PART = '[^\\s@.\\p{C}<>,;:"()\\[\\]\\\\]+';

/**
 * One `@` with text on both sides; spaces are allowed only around the address. Only a mail can tell whether a
 * mailbox exists, but no mail program accepts an address with an empty part. For use with the `u` flag.
 */
export const EMAIL_PATTERN = `^\\s*${PART}(?:\\.${PART})*@${PART}(?:\\.${PART})*\\s*$`;

/** The key by which an account is found: one mailbox has one key on every keyboard and system. */
export const emailKey = (typed: string): string =>
  typed.normalize("NFC").trim().toLowerCase().normalize("NFC");
