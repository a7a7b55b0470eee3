import { cookieValues, endedCookies, sessionCookies, withCookies } from "./cookies.ts";
import { isFresh } from "./token.ts";

/** A page must not wait long: if the server cannot renew the session, the browser does. */
const DEADLINE_MS = 3000;

/** The Cookie header of the page's request, and the Set-Cookie lines for the browser. */
export type Renewal = { cookie: string; setCookies: string[] };

type RenewalRequest = {
  apiUrl: string;
  https: boolean;
  /** The browser's headers, by which the API distinguishes devices. */
  headers: Headers;
  now: number;
};

/**
 * Renews the session before a page is drawn, if the access token has expired and there is a refresh token.
 * Several pages may do this with one token at once: the API gives all of them the same successor.
 * @returns null when there is nothing to do or the API fails; then the page is a guest's and the cookies stay
 */
export async function renewSession({ apiUrl, https, headers, now }: RenewalRequest): Promise<Renewal | null> {
  const names = sessionCookies(https);
  const cookie = headers.get("cookie") ?? "";
  const cookies = cookieValues(cookie.split("; "));
  const refresh = cookies.get(names.refresh);
  if (!refresh || isFresh(cookies.get(names.access), now)) return null;
  const answer = await askApi(`${apiUrl}/api/v1/auth/refresh`, `${names.refresh}=${refresh}`, headers);
  if (answer?.status === 401) {
    const without = { [names.access]: undefined, [names.refresh]: undefined };
    return { cookie: withCookies(cookie, without), setCookies: endedCookies(https) };
  }
  if (!answer?.ok) return null;
  const setCookies = answer.headers.getSetCookie();
  const fresh = cookieValues(setCookies);
  const changed = Object.fromEntries(
    Object.values(names).map((name) => [name, fresh.get(name) ?? cookies.get(name)]),
  );
  return { cookie: withCookies(cookie, changed), setCookies };
}

async function askApi(url: string, cookie: string, from: Headers): Promise<Response | null> {
  const headers = new Headers({ cookie });
  for (const name of ["user-agent", "x-forwarded-for", "accept-language"]) {
    const value = from.get(name);
    if (value) headers.set(name, value);
  }
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers,
      cache: "no-store",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await answer.body?.cancel();
    return answer;
  } catch (cause) {
    console.error(`the session could not be renewed: ${String(cause)}`);
    return null;
  }
}
