import type { Metadata } from "next";
import { defaultLocale, type Locale, locales } from "../i18n/routing.ts";
import type { Image } from "./api/types.ts";
import { localePath } from "./paths.ts";

type PageDescription = {
  locale: Locale;
  /** Without language and without query: lists filtered, sorted or read on are the same page to a search engine. */
  path: string;
  title: string;
  description: string;
  image?: Image | null | undefined;
  /** False for pages that are nobody's search result: carts, checkouts, deep filters. */
  indexed?: boolean;
};

/** Title, canonical address, both languages, and what a shared link shows. */
export function pageMetadata({
  locale,
  path,
  title,
  description,
  image,
  indexed = true,
}: PageDescription): Metadata {
  const languages = Object.fromEntries(locales.map((each) => [each, localePath(each, path)]));
  return {
    title,
    description,
    alternates: {
      canonical: localePath(locale, path),
      languages: { ...languages, "x-default": localePath(defaultLocale, path) },
    },
    openGraph: {
      type: "website",
      locale: locale === "ko" ? "ko_KR" : "en_US",
      url: localePath(locale, path),
      title,
      description,
      ...(image ? { images: [{ url: image.url, alt: image.alt }] } : {}),
    },
    ...(indexed ? {} : { robots: { index: false, follow: true } }),
  };
}
