import createClient, { type Client } from "openapi-fetch";
import type { Locale } from "../../i18n/routing.ts";
import { type ApiResult, noResponse, type Problem } from "./problem.ts";
import type { paths } from "./schema.gen.ts";

export type Api = Client<paths>;

/**
 * @param baseUrl the API's origin, or "" in the browser, where it is the page's own
 * @param token the visitor's access token, from the server; the browser's calls carry cookies
 */
export const createApi = (baseUrl: string, locale: Locale, token?: string, send?: typeof fetch): Api =>
  createClient<paths>({
    baseUrl,
    cache: "no-store",
    headers: { "Accept-Language": locale, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(send ? { fetch: (request) => send(request) } : {}),
  });

type ApiResponse<T> = { data?: T; error?: unknown; response: Response };

/** A proxy in between may respond with something that is no problem document. */
const isProblem = (error: unknown): error is Problem =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";

/**
 * The result of a call. A refusal and a missing response are values too, so that callers must check for them.
 */
export async function resultOf<T>(call: Promise<ApiResponse<T>>): Promise<ApiResult<T>> {
  try {
    const { data, error, response } = await call;
    // 204 is a success without a body.
    if (data !== undefined || response.status === 204) return { ok: true, data: data as T };
    const problem = isProblem(error) ? error : { code: "UNREADABLE", title: "", status: response.status };
    return { ok: false, problem };
  } catch (cause) {
    return { ok: false, problem: noResponse(cause) };
  }
}
