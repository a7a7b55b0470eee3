/**
 * Which addresses show every visitor who is not signed in the same page, and by which key that page is kept.
 *
 * A key is the address in its one form: the known parameters of lists, sorted, the first value of each. All
 * other parameters (marks of campaigns, say) change nothing on a page and end here. An address outside this
 * form is drawn by the web for each visitor.
 */
import type { Language } from "../platform/language.ts";

/** `document`: HTML. `navigation`: the data from which the scripts of an open page draw the next one. */
export type PageForm = "document" | "navigation";

export interface PageAddress {
  /** The path and query that the web is asked for. */
  readonly target: string;
  readonly form: PageForm;
  /** Of the kept page: the target and the form. */
  readonly key: string;
  readonly language: Language;
  /**
   * `fixed`: the number of such pages is that of the shop's products and categories. `chosen`: a visitor
   * composes the address from filters and search words, so their number has no end.
   */
  readonly kind: "fixed" | "chosen";
  /** `lists`: products as they are listed or counted. `product`: one of them. `text`: none. */
  readonly shows: "lists" | "product" | "text";
}

const LANGUAGE = String.raw`(?<english>\/en)?`;
const SLUG = "[a-z0-9][a-z0-9-]{0,119}";
const PAGES = new RegExp(
  `^${LANGUAGE}(?:(?<list>/products|/[bc]/${SLUG})|(?<product>/p/${SLUG})|` +
    "(?<text>/(?:terms|privacy|policies(?:/[a-z0-9_]{1,40})?)))?$",
);
/** The first parts of the addresses of all pages (web/app/[locale]). Below any other there is no page. */
export const FIRST_PARTS: ReadonlySet<string> = new Set([
  ...["account", "cart", "checkout", "orders", "products", "b", "c", "p", "policies", "terms", "privacy"],
  ...["admin", "sign-in", "sign-up", "forgot-password", "reset-password"],
  ...["verify-email", "confirm-email", "invitation"],
]);
const FIRST_PART = new RegExp(`^${LANGUAGE}/(?<first>[^/]*)`);
const LIST_PARAMETERS =
  /^(q|category|brand|minPrice|maxPrice|inStock|onSale|sort|shown|cursor|(option|attribute)\..{1,40})$/u;
/** They may stand several times, with a value each: web/lib/listing.ts. */
const REPEATED_PARAMETERS = /^(brand|(option|attribute)\..*)$/u;

/** What the web is asked for in place of all addresses that no page has. */
const NO_PAGE = "/no-page";

/** Whether the page stands for addresses without one. Routes of the API and of the sandbox are among them. */
export const isForNoPage = ({ target }: PageAddress): boolean => target.endsWith(NO_PAGE);

/** A longer address is no search of a person. */
const MAX_TARGET = 1_000;

/**
 * Returns null for an address whose page is not shared.
 * @param url the path and query as the client sent them
 */
export function pageAddressOf(url: string, form: PageForm): PageAddress | null {
  const end = url.indexOf("?");
  const path = end < 0 ? url : url.slice(0, end);
  // The home page of a language has no slash at its end, but for the first one.
  const match = PAGES.exec(path === "/" ? "" : path);
  if (!match) return isNoPage(path) ? missingPage(path, form) : null;
  const { english, list, product, text } = match.groups ?? {};
  const query = list && end >= 0 ? listQuery(url.slice(end + 1)) : "";
  const target = query === "" ? path : `${path}?${query}`;
  if (target.length > MAX_TARGET) return null;
  return {
    target,
    form,
    key: keyOf(target, form),
    language: english ? "en" : "ko",
    kind: query === "" ? "fixed" : "chosen",
    shows: product ? "product" : text ? "text" : "lists",
  };
}

const keyOf = (target: string, form: PageForm): string =>
  form === "document" ? target : `${target} ${form}`;

/** Files (`/robots.txt`) and what is no path of ours are left to the web. */
function isNoPage(path: string): boolean {
  const first = FIRST_PART.exec(path)?.groups?.first ?? "";
  return (
    /^[\w%~-]+$/.test(first) &&
    !/^(ko|en|_next)$/.test(first) &&
    !path.includes(".") &&
    !FIRST_PARTS.has(first)
  );
}

/** One page says in each language that an address has none, so that a scanner does not make the web draw. */
function missingPage(path: string, form: PageForm): PageAddress {
  const language = /^\/en\//.test(path) ? "en" : "ko";
  const target = language === "en" ? `/en${NO_PAGE}` : NO_PAGE;
  return { target, form, key: keyOf(target, form), language, kind: "fixed", shows: "text" };
}

function listQuery(text: string): string {
  const given = new URLSearchParams(text);
  const chosen = new URLSearchParams();
  for (const name of [...new Set(given.keys())].sort()) {
    if (!LIST_PARAMETERS.test(name)) continue;
    const values = given.getAll(name).map((value) => value.normalize("NFC").trim());
    const counted = REPEATED_PARAMETERS.test(name) ? values : values.slice(0, 1);
    if (counted.some((value) => value !== "")) for (const value of counted) chosen.append(name, value);
  }
  return chosen.toString();
}
