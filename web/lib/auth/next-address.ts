/** Pages that a sign-in must not lead back to. */
const signInPages =
  /^(\/en)?\/(sign-in|sign-up|reset-password|forgot-password|verify-email|confirm-email|invitation)$/;

const nowhere = "http://nowhere.invalid";

/**
 * Where to go after signing in: a page of ours, or the start page. Only a path is taken, and what a browser would make
 * of it is judged, so that `//evil`, `/\evil`, `/.//evil`, `javascript:` and line breaks lead nowhere else.
 */
export function nextAddress(asked: string | string[] | null | undefined, otherwise = "/"): string {
  if (typeof asked !== "string" || !asked.startsWith("/") || asked.length > 2000) return otherwise;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, and what is left may be another host
  if (/[\\\u0000-\u001f\u007f]/.test(asked) || !URL.canParse(asked, nowhere)) return otherwise;
  const { origin, pathname, search, hash } = new URL(asked, nowhere);
  if (origin !== nowhere || pathname.startsWith("//")) return otherwise;
  if (signInPages.test(pathname) || /^\/(api|sandbox|internal)(\/|$)/.test(pathname)) return otherwise;
  return `${pathname}${search}${hash}`;
}

/** The sign-in page that leads back to `next`. Both without language; see localePath. */
export const signInPath = (next: string): string =>
  nextAddress(next) === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
