import { locales } from "../i18n/routing.ts";
import { localePath } from "./paths.ts";

/**
 * Pages of one visitor. Lists are open with all their filters: the pages themselves say which of them may be
 * listed, and a crawler must read that.
 */
const PRIVATE = ["/account", "/admin", "/cart", "/checkout", "/orders"];

export const robotsText = (origin: URL): string =>
  [
    "User-agent: *",
    "Disallow: /api/",
    "Allow: /api/v1/media/",
    "Disallow: /sandbox/",
    ...locales.flatMap((locale) => PRIVATE.map((path) => `Disallow: ${localePath(locale, path)}`)),
    "",
    `Sitemap: ${new URL("/sitemap.xml", origin).href}`,
    "",
  ].join("\n");
