import { cookieValues, endedCookies, sessionCookies, withCookies } from "./cookies.ts";
import { isFresh } from "./token.ts";

/** A page must not wait long for this: the browser renews by itself when the server could not. */
const deadlineMs = 3000;

/** What the shopper's request becomes, and what the browser is told to keep. */
export type Renewal = { cookie: string; setCookies: string[] };

type RenewalRequest = {
  apiUrl: string;
  https: boolean;
  /** The browser's, from which the API tells devices apart. */
  headers: Headers;
  now: number;
};

/**
 * Session upkeep before a page is drawn: with an access token that has ended and a refresh token at hand, asks the API
 * for new ones. Several pages may do this with one token at once: the API answers all of them with the same successor.
 * @returns null when there is nothing to do, or when the API cannot say (the page is then a guest's, the cookies stay)
 */
export async function renewSession({ apiUrl, https, headers, now }: RenewalRequest): Promise<Renewal | null> {
  const names = sessionCookies(https);
  const cookie = headers.get("cookie") ?? "";
  const held = cookieValues(cookie.split("; "));
  const refresh = held.get(names.refresh);
  if (!refresh || isFresh(held.get(names.access), now)) return null;
  const answer = await askApi(`${apiUrl}/api/v1/auth/refresh`, `${names.refresh}=${refresh}`, headers);
  if (answer?.status === 401) {
    const without = { [names.access]: undefined, [names.refresh]: undefined };
    return { cookie: withCookies(cookie, without), setCookies: endedCookies(https) };
  }
  if (!answer?.ok) return null;
  const setCookies = answer.headers.getSetCookie();
  const fresh = cookieValues(setCookies);
  const changed = Object.fromEntries(
    Object.values(names).map((name) => [name, fresh.get(name) ?? held.get(name)]),
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
      signal: AbortSignal.timeout(deadlineMs),
    });
    await answer.body?.cancel();
    return answer;
  } catch (cause) {
    console.error(`the session could not be renewed: ${String(cause)}`);
    return null;
  }
}
