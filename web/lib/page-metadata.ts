import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DEFAULT_LOCALE, type Locale, locales } from "../i18n/routing.ts";
import type { Image } from "./api/types.ts";
import { localePath } from "./paths.ts";

type PageDescription = {
  locale: Locale;
  /** Without language and query: to a search engine a filtered, sorted or longer list is the same page. */
  path: string;
  title: string;
  description: string;
  image?: Image | null | undefined;
  /** False for pages that search engines must not list: carts, checkouts, deep filters. */
  indexed?: boolean;
};

/** Title, canonical address, both languages, and the preview of a shared link. */
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
      languages: { ...languages, "x-default": localePath(DEFAULT_LOCALE, path) },
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

/** Of a page that has nothing to show. */
export async function missingMetadata(): Promise<Metadata> {
  const t = await getTranslations("notFound");
  return { title: t("title"), robots: { index: false, follow: true } };
}
