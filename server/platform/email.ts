/**
 * E-mail addresses. The part before the `@` is ASCII: few mail servers take another, and in a Korean shop it
 * is nearly always a keyboard in the wrong mode. The domain may be in any script. It is stored as mail
 * servers know it (`xn--…`), so that every program on the way reads the same address.
 */

/** RFC 5321 §4.5.3.1: octets of the part before the `@`, and of a whole path without its brackets. */
const LONGEST_LOCAL_PART = 64;
export const LONGEST_EMAIL = 254;

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
/** What `URL` must not interpret: it also reads `%41`, ports and paths. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.。-]+$/u;
/** Two labels or more. The last is no number: `1.2.3.4` is an address of a machine. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** Returns the address for mails, with the domain in ASCII, or null for text that is no e-mail address. */
export function readEmail(typed: string): string | null {
  const [local = "", domain = "", ...more] = typed.normalize("NFKC").trim().split("@");
  if (more.length > 0 || local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return null;
  const host = TYPED_DOMAIN.test(domain) ? URL.parse(`http://${domain}`)?.hostname : undefined;
  if (host === undefined || !DOMAIN.test(host)) return null;
  const email = `${local}@${host}`;
  return email.length > LONGEST_EMAIL ? null : email;
}
