/**
 * The two cookies of a signed-in browser. Scripts cannot read them. Over https their names carry `__Host-`, which makes
 * browsers insist on Secure, on Path=/ and on this very host.
 */
export type CookieName = "access" | "refresh";

/** Links from other sites open pages signed in (Lax); only our own pages may renew (Strict). */
const sameSite: Record<CookieName, string> = { access: "Lax", refresh: "Strict" };

const nameOf = (name: CookieName, secure: boolean): string => (secure ? `__Host-${name}` : name);

const attributes = (name: CookieName, secure: boolean): string =>
  `Path=/; HttpOnly; SameSite=${sameSite[name]}${secure ? "; Secure" : ""}`;

/** A Set-Cookie header. `value` is base64url with dots, so it needs no quoting. */
export const setCookie = (name: CookieName, secure: boolean, value: string, maxAgeSeconds: number): string =>
  `${nameOf(name, secure)}=${value}; Max-Age=${maxAgeSeconds}; ${attributes(name, secure)}`;

export const clearCookie = (name: CookieName, secure: boolean): string =>
  `${nameOf(name, secure)}=; Max-Age=0; ${attributes(name, secure)}`;

/**
 * The value in a Cookie header, or null. The name with the prefix counts first: a neighbour host can plant the plain one
 * beside it, but not that.
 */
export function readCookie(header: string, name: CookieName): string | null {
  let plain: string | null = null;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    const given = part.slice(0, at).trim();
    if (given === `__Host-${name}`) return part.slice(at + 1).trim() || null;
    if (given === name) plain ??= part.slice(at + 1).trim() || null;
  }
  return plain;
}
