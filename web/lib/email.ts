/** The e-mail addresses that the API accepts; the rule is that of server/platform/email.ts. */

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.。-]+$/u;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** A new address: of a member, an order, an invitation. The domain may be in any script. */
export function isEmail(value: string): boolean {
  const [local = "", domain = "", ...more] = value.normalize("NFKC").trim().split("@");
  if (more.length > 0 || local.length > 64 || !LOCAL_PART.test(local) || !TYPED_DOMAIN.test(domain)) {
    return false;
  }
  const host = hostOf(domain);
  return host !== null && DOMAIN.test(host) && local.length + 1 + host.length <= 254;
}

/** An address that may have an account. Older accounts have some that are no longer accepted. */
export const isKnownEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+$/.test(value);

function hostOf(domain: string): string | null {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return null;
  }
}
