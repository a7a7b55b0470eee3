import { getLocale } from "next-intl/server";
import { cache } from "react";
import type { Locale } from "../../i18n/routing.ts";
import type { Api } from "./client.ts";
import { unwrap } from "./problem.ts";
import { resultOf } from "./result.ts";
import { serverApi } from "./server.ts";
import type { ShopDetails } from "./types.ts";

export const findShop = (api: Api) => resultOf(api.GET("/api/v1/shop"));

/** The last answer in each language: a page shows it rather than an error when the API does not answer. */
const lastKnown = new Map<Locale, ShopDetails>();

/** @throws ApiError when the API never answered */
export async function readShop(api: Api, locale: Locale): Promise<ShopDetails> {
  const found = await findShop(api);
  if (!found.ok) return lastKnown.get(locale) ?? unwrap(found);
  lastKnown.set(locale, found.data);
  return found.data;
}

/** The metadata, the header, the footer and the page share one request. */
export const shopDetails = cache(async () => {
  const [api, locale] = await Promise.all([serverApi(), getLocale()]);
  return readShop(api, locale);
});
