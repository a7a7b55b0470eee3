import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

export const listCategories = (api: Api) => resultOf(api.GET("/api/v1/categories"));

export const listShownBrands = (api: Api) => resultOf(api.GET("/api/v1/brands"));

/**
 * @param query as lib/listing.ts writes it; the merchant names the option filters, so no schema lists them
 */
export const listProducts = (api: Api, query: URLSearchParams) =>
  resultOf(api.GET("/api/v1/products", { querySerializer: () => query.toString() }));

export const findProduct = (api: Api, idOrSlug: string) =>
  resultOf(api.GET("/api/v1/products/{idOrSlug}", { params: { path: { idOrSlug } } }));

export const suggest = (api: Api, q: string, signal: AbortSignal) =>
  resultOf(api.GET("/api/v1/search/suggest", { params: { query: { q } }, signal }));
