/**
 * Every page lives under app/[locale]. Korean, the default, is served without a prefix and English under /en
 * (next.config.ts rewrites and redirects). The browser's language redirects no visitor, so that a shared link
 * means one page.
 */
export const locales = ["ko", "en"] as const;
export type Locale = (typeof locales)[number];

export const DEFAULT_LOCALE: Locale = "ko";

export const isLocale = (value: string | undefined): value is Locale =>
  locales.some((locale) => locale === value);
