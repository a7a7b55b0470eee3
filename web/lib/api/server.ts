import { getLocale } from "next-intl/server";
import { cache } from "react";
import { apiUrl } from "../config.ts";
import { accessToken } from "../session/access.ts";
import { listCategories } from "./catalog.ts";
import { createApi } from "./client.ts";

/** The API as server components reach it, in the language of the page. For what everybody sees alike. */
export const serverApi = cache(async () => createApi(apiUrl(), await getLocale()));

/** The API as this visitor: signed in if they are. For what is one person's: never for the catalogue. */
export const visitorApi = cache(async () => {
  const [locale, token] = await Promise.all([getLocale(), accessToken()]);
  return createApi(apiUrl(), locale, token ?? undefined);
});

/** Header, footer and page ask for these; one request answers all of them. */
export const categories = cache(async () => listCategories(await serverApi()));
