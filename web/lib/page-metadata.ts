import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DEFAULT_LOCALE, type Locale, locales } from "../i18n/routing.ts";
import { shopDetails } from "./api/shop.ts";
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

/** Of a shop without pictures of its own. */
const ICON = "/icon-512.png";

/**
 * Title, canonical address, both languages, and the preview of a shared link: with the page's own picture, or
 * the shop's.
 */
export async function pageMetadata({
  locale,
  path,
  title,
  description,
  image,
  indexed = true,
}: PageDescription): Promise<Metadata> {
  const { name, hero } = await shopDetails();
  const preview = image ?? hero?.picture;
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
      siteName: name,
      locale: locale === "ko" ? "ko_KR" : "en_US",
      url: localePath(locale, path),
      title,
      description,
      images: [{ url: preview?.url ?? ICON, alt: preview?.alt || name }],
    },
    ...(indexed ? {} : { robots: { index: false, follow: true } }),
  };
}

/** Of a page that has nothing to show. `of`: as <Missing> has it. */
export async function missingMetadata(of?: "category" | "brand" | "endedProduct"): Promise<Metadata> {
  const t = await getTranslations("notFound");
  return { title: t(of ? `${of}.title` : "title"), robots: { index: false, follow: true } };
}
