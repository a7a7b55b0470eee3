/**
 * One `@` with something on both sides, no spaces inside, no control, zero-width or bidirectional characters, no lone
 * surrogates. Whether a mailbox exists only a mail can tell. Read with the `u` flag.
 */
export const emailPattern = "^\\s*[^\\s@\\p{C}]+@[^\\s@\\p{C}]+\\s*$";

/** The form an account is found by: the same mailbox typed on another keyboard or system is the same key. */
export const emailKey = (typed: string): string => typed.normalize("NFC").trim().toLowerCase().normalize("NFC");
