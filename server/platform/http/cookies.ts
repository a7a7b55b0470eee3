/**
 * The two cookies of a signed-in browser, and that of a guest who agreed to be known by a random id. Scripts
 * cannot read them. Over https their names begin with
 * `__Host-`, which makes browsers insist on Secure, on Path=/ and on this host.
 */
export type CookieName = "access" | "refresh" | "visitor";

/** Links from other sites open pages signed in (Lax); only our own pages may renew (Strict). */
const sameSite: Record<CookieName, string> = { access: "Lax", refresh: "Strict", visitor: "Lax" };

const nameOf = (name: CookieName, secure: boolean): string => (secure ? `__Host-${name}` : name);

const attributes = (name: CookieName, secure: boolean): string =>
  `Path=/; HttpOnly; SameSite=${sameSite[name]}${secure ? "; Secure" : ""}`;

/** Returns a Set-Cookie header. `value` is base64url with dots, so it needs no quoting. */
export const setCookie = (name: CookieName, secure: boolean, value: string, maxAgeSeconds: number): string =>
  `${nameOf(name, secure)}=${value}; Max-Age=${maxAgeSeconds}; ${attributes(name, secure)}`;

export const clearCookie = (name: CookieName, secure: boolean): string =>
  `${nameOf(name, secure)}=; Max-Age=0; ${attributes(name, secure)}`;

/**
 * Returns the value of a cookie, or null. Over https only the name with the prefix counts: another host of
 * the same domain can set the plain name, but not that one.
 */
export function readCookie(header: string | undefined, name: CookieName, secure: boolean): string | null {
  const fullName = nameOf(name, secure);
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (part.slice(0, at).trim() === fullName) return part.slice(at + 1).trim() || null;
  }
  return null;
}
