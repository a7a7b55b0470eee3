import { domainToUnicode } from "node:url";
import { readEmail } from "../../../platform/email.ts";

/**
 * The text between the dots of an e-mail address. It has no invisible characters, control characters or lone
 * surrogates, and no signs that mail programs read as more than one plain address.
 */
const PART = '[^\\s@.\\p{C}<>,;:"()\\[\\]\\\\]+';

/**
 * What a member may sign in with: one `@` with text on both sides. It is wider than the rule for new
 * addresses (`format: email`), because accounts may have older ones. For use with the `u` flag.
 */
export const KNOWN_EMAIL_PATTERN = `^${PART}(?:\\.${PART})*@${PART}(?:\\.${PART})*$`;

/**
 * The key by which an account is found: one mailbox has one key on every keyboard and system. The domain is
 * in its own script, as in the keys of accounts that were made before domains were stored in ASCII.
 */
export function emailKey(typed: string): string {
  const email = readEmail(typed) ?? typed.normalize("NFC").trim();
  const [local, domain = ""] = email.split(/@(.*)/s, 2);
  const readable = domainToUnicode(domain) || domain;
  return `${local}@${readable}`.toLowerCase().normalize("NFC");
}
