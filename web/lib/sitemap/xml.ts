/**
 * The shop's map for search engines (sitemaps.org): every indexed page in each language, with links to the
 * other ones. A map of more than PART_SIZE paths is an index of parts.
 */
import { DEFAULT_LOCALE, locales } from "../../i18n/routing.ts";
import { localePath } from "../paths.ts";

/** About 1.5 MB. A part may have 50,000 addresses and 50 MB. */
export const PART_SIZE = 1_000;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export const countParts = (paths: readonly string[]): number => Math.ceil(paths.length / PART_SIZE);

/**
 * @param paths without language, percent-encoded
 * @param number from 1; null for the map itself
 * @returns null for a part that does not exist
 */
export function sitemapXml(origin: URL, paths: readonly string[], number: number | null): string | null {
  const parts = countParts(paths);
  if (number === null && parts > 1) return indexOf(origin, parts);
  if (number !== null && !(number >= 1 && number <= parts)) return null;
  const first = ((number ?? 1) - 1) * PART_SIZE;
  return pagesOf(origin, paths.slice(first, first + PART_SIZE));
}

function indexOf(origin: URL, parts: number): string {
  const entries = Array.from(
    { length: parts },
    (_, index) =>
      `<sitemap><loc>${escaped(new URL(`/sitemap/${index + 1}.xml`, origin).href)}</loc></sitemap>`,
  );
  return documentOf("sitemapindex", "", entries);
}

function pagesOf(origin: URL, paths: readonly string[]): string {
  const href = (locale: (typeof locales)[number], path: string) =>
    escaped(new URL(localePath(locale, path), origin).href);
  const entries = paths.flatMap((path) => {
    const links = [
      ...locales.map((each) => [each, each] as const),
      ["x-default", DEFAULT_LOCALE] as const,
    ].map(
      ([language, locale]) =>
        `<xhtml:link rel="alternate" hreflang="${language}" href="${href(locale, path)}"/>`,
    );
    return locales.map((locale) => `<url><loc>${href(locale, path)}</loc>${links.join("")}</url>`);
  });
  return documentOf("urlset", ' xmlns:xhtml="http://www.w3.org/1999/xhtml"', entries);
}

const documentOf = (root: string, namespaces: string, entries: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${namespaces}>`,
    ...entries,
    `</${root}>`,
    "",
  ].join("\n");
