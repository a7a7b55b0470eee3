import { DEFAULT_LOCALE, type Locale, locales } from "../i18n/routing.ts";

/**
 * The public path of a page in a language.
 * @param path starts with "/" and has no language in it
 */
export function localePath(locale: Locale, path: string): string {
  if (locale === DEFAULT_LOCALE) return path;
  if (path === "/") return `/${locale}`;
  return path.startsWith("/?") ? `/${locale}${path.slice(1)}` : `/${locale}${path}`;
}

/** A public path without its language. */
export function withoutLocale(pathname: string): string {
  const [, first, ...rest] = pathname.split("/");
  return first !== DEFAULT_LOCALE && locales.some((locale) => locale === first)
    ? `/${rest.join("/")}`
    : pathname;
}

/** The language of a public path. */
export function localeOf(pathname: string): Locale {
  const first = pathname.split("/")[1];
  return locales.find((locale) => locale === first) ?? DEFAULT_LOCALE;
}
