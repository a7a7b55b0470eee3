/** A token that expires while the page is drawn counts as expired. */
const MARGIN_MS = 10_000;

/**
 * When an access token expires. Its signature is not verified, because the time decides only whether to
 * renew.
 * @returns milliseconds since 1970; null if it is no JWT with an `exp`
 */
export function expiresAt(token: string): number | null {
  const payload = token.split(".")[1];
  if (!payload) return null;
  try {
    const { exp } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as { exp?: unknown };
    return typeof exp === "number" && Number.isFinite(exp) ? exp * 1000 : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return null;
    throw error;
  }
}

export function isFresh(token: string | undefined, now: number): token is string {
  const end = token === undefined ? null : expiresAt(token);
  return end !== null && end - MARGIN_MS > now;
}
