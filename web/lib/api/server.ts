import { getLocale } from "next-intl/server";
import { cache } from "react";
import { apiUrl } from "../config.ts";
import { accessToken } from "../session/access.ts";
import { listCategories, listShownBrands } from "./catalog.ts";
import { readingApi } from "./send-by-http.ts";

/**
 * The API as server components reach it, in the page's language, for data that is the same for all visitors.
 */
export const serverApi = cache(async () => readingApi(apiUrl(), await getLocale()));

/** The API as this visitor, signed in if they are, for personal data only; the catalogue uses serverApi. */
export const visitorApi = cache(async () => {
  const [locale, token] = await Promise.all([getLocale(), accessToken()]);
  return readingApi(apiUrl(), locale, token ?? undefined);
});

/** The header, the footer and the page share one request. */
export const categories = cache(async () => listCategories(await serverApi()));

export const brands = cache(async () => listShownBrands(await serverApi()));
