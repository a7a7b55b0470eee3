/** Pages that a sign-in must not return to. */
const SIGN_IN_PAGES =
  /^(\/en)?\/(sign-in|sign-up|reset-password|forgot-password|verify-email|confirm-email|invitation)$/;

const NOWHERE = "http://nowhere.invalid";

/**
 * The address after a sign-in: a page of the shop, or the start page. Only a path is accepted, and it is
 * checked as a browser would resolve it, so that `//evil`, `/\evil`, `/.//evil`, `javascript:` and line
 * breaks lead to no other host.
 */
export function nextAddress(address: string | string[] | null | undefined, otherwise = "/"): string {
  if (typeof address !== "string" || !address.startsWith("/") || address.length > 2000) return otherwise;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, which changes the host
  if (/[\\\u0000-\u001f\u007f]/.test(address) || !URL.canParse(address, NOWHERE)) return otherwise;
  const { origin, pathname, search, hash } = new URL(address, NOWHERE);
  if (origin !== NOWHERE || pathname.startsWith("//")) return otherwise;
  if (SIGN_IN_PAGES.test(pathname) || /^\/(api|sandbox|internal)(\/|$)/.test(pathname)) return otherwise;
  return `${pathname}${search}${hash}`;
}

/** The sign-in page that returns to `next`. Both paths have no language; see localePath. */
export const signInPath = (next: string): string =>
  nextAddress(next) === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
