import createClient, { type Client } from "openapi-fetch";
import type { Locale } from "../../i18n/routing.ts";
import type { paths } from "./schema.gen.ts";

export type Api = Client<paths>;

/**
 * @param baseUrl the API's origin, or "" in the browser, where it is the page's own
 * @param token the visitor's access token, from the server; the browser's calls carry cookies
 */
export const createApi = (
  baseUrl: string,
  locale: Locale,
  token?: string,
  send?: (request: Request) => Promise<Response>,
  RequestType?: typeof Request,
): Api =>
  createClient<paths>({
    baseUrl,
    cache: "no-store",
    headers: { "Accept-Language": locale, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(send ? { fetch: send } : {}),
    ...(RequestType ? { Request: RequestType } : {}),
  });
