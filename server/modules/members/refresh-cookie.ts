/**
 * How the refresh token travels: in a cookie that scripts cannot read and other sites cannot send. Over https its name
 * carries `__Host-`, which makes browsers insist on Secure, on Path=/ and on this very host.
 */
const attributes = (secure: boolean): string =>
  secure ? "Path=/; Secure; HttpOnly; SameSite=Strict" : "Path=/api/v1/auth; HttpOnly; SameSite=Strict";

const refreshCookieName = (secure: boolean): string => (secure ? "__Host-refresh" : "refresh");

/** The Set-Cookie header; `token` is base64url, so it needs no quoting. */
export const setRefreshCookie = (secure: boolean, token: string, maxAgeSeconds: number): string =>
  `${refreshCookieName(secure)}=${token}; Max-Age=${maxAgeSeconds}; ${attributes(secure)}`;

export const clearRefreshCookie = (secure: boolean): string =>
  `${refreshCookieName(secure)}=; Max-Age=0; ${attributes(secure)}`;
