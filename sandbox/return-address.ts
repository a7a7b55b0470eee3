/**
 * Addresses that the window may redirect to: only the shop's own pages, else it would be an open redirect.
 */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Returns whether only this machine reaches an address. */
export const isOfThisMachine = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** Returns the address if it is http(s), names no user, and has an allowed origin; else null. */
export function readReturnAddress(
  text: string,
  publicUrl: string,
  allowed: readonly string[] | null,
): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.username !== "" || url.password !== "") return null;
  const known =
    allowed === null
      ? LOOPBACK.test(url.hostname) || url.origin === new URL(publicUrl).origin
      : allowed.includes(url.origin);
  return known ? url : null;
}

export function withParameters(address: URL, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
