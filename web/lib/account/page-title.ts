import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { AccountPageName } from "./menu.ts";

/** The metadata of an account page, which search engines must not list. */
export async function accountMetadata(page: AccountPageName): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t(`pages.${page}`), robots: { index: false, follow: false } };
}
