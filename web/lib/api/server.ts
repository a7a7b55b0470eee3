import { getLocale } from "next-intl/server";
import { cache } from "react";
import { apiUrl } from "../config.ts";
import { listCategories } from "./catalog.ts";
import { createApi } from "./client.ts";

/** The API as server components reach it, in the language of the page. */
export const serverApi = cache(async () => createApi(apiUrl(), await getLocale()));

/** Header, footer and page ask for these; one request answers all of them. */
export const categories = cache(async () => listCategories(await serverApi()));
