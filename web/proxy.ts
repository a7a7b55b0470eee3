import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { readAddress } from "./lib/addresses.ts";
import type { Api } from "./lib/api/client.ts";
import { resultOf } from "./lib/api/result.ts";
import { readingApi } from "./lib/api/send-by-http.ts";
import { apiUrl, isDevelopment, publicUrl } from "./lib/config.ts";
import { findPage } from "./lib/missing.ts";
import { localeOf, localePath } from "./lib/paths.ts";
import { isWindowPage, pageHeaders } from "./lib/security-headers.ts";
import { cookieValues, sessionCookies } from "./lib/session/cookies.ts";
import { PAGE_HEADER } from "./lib/session/page-header.ts";
import { renewSession } from "./lib/session/server-renewal.ts";

/**
 * Runs before every page of one visitor: sets its nonce and headers, and renews the session if needed. Pages
 * that all guests share get their nonce from the server's page cache and their headers from next.config.ts.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const https = publicUrl().protocol === "https:";
  const { pathname, search } = request.nextUrl;
  const address = readAddress(pathname);
  if (address.kind === "file") return NextResponse.next();
  if (address.kind === "noFile") return noFile();
  const headers = new Headers(request.headers);
  const renewal = isPage(request)
    ? await renewSession({ apiUrl: apiUrl(), https, headers: request.headers, now: Date.now() })
    : null;
  if (renewal) headers.set("cookie", renewal.cookie);

  const nonce = randomBytes(16).toString("base64url");
  const token = cookieValues((headers.get("cookie") ?? "").split("; ")).get(sessionCookies(https).access);
  const api = () => readingApi(apiUrl(), localeOf(pathname), token);
  const pageHeaderLines = pageHeaders({
    nonce,
    path: pathname,
    https,
    personal: token !== undefined,
    development: isDevelopment(),
    windowHosts: isWindowPage(pathname) ? await windowHosts(api()) : [],
  });
  for (const [name, value] of pageHeaderLines) {
    // Next.js reads the nonce for its own scripts from here.
    if (name === "Content-Security-Policy") headers.set(name, value);
  }
  headers.set(PAGE_HEADER, `${pathname}${search}`);

  const finding = await findPage(address, api);
  if (typeof finding === "object") return redirected(request, finding.movedTo, renewal?.setCookies);
  const status = finding === "missing" ? { status: 404 } : {};
  const response = NextResponse.next({ request: { headers }, ...status });
  for (const [name, value] of pageHeaderLines) response.headers.set(name, value);
  for (const line of renewal?.setCookies ?? []) response.headers.append("set-cookie", line);
  return response;
}

/** Of the providers that the shop offers; none while they cannot be read, and then no window opens. */
async function windowHosts(api: Api): Promise<string[]> {
  const listed = await resultOf(api.GET("/api/v1/payments/methods"));
  return listed.ok ? [...new Set(listed.data.items.flatMap((each) => each.windowHosts ?? []))] : [];
}

/** For good, in the language of the request, with what else the address said. */
function redirected(request: NextRequest, path: string, setCookies: readonly string[] = []): NextResponse {
  const { pathname, search } = request.nextUrl;
  const target = new URL(`${localePath(localeOf(pathname), path)}${search}`, request.url);
  const response = NextResponse.redirect(target, 308);
  response.headers.set("cache-control", "no-store");
  for (const line of setCookies) response.headers.append("set-cookie", line);
  return response;
}

/** Small and the same in all languages: no page shows it. */
const noFile = (): NextResponse =>
  new NextResponse("Not found\n", {
    status: 404,
    headers: { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" },
  });

/** A page that the visitor opens. A prefetch must not use up the refresh token. */
const isPage = ({ method, headers }: NextRequest): boolean =>
  (method === "GET" || method === "HEAD") &&
  !/prefetch|prerender/.test(`${headers.get("sec-purpose")} ${headers.get("purpose")}`);

export const config = {
  matcher: [
    {
      source: "/((?!api/|_next/static/|_next/image|icon\\.svg$).*)",
      missing: [
        // A prefetch of Next.js; Next.js removes this header before the function sees the request.
        { type: "header", key: "next-router-prefetch" },
        // RENDER_HEADER: Next.js reads this object without running the file.
        { type: "header", key: "x-jangteo-render" },
      ],
    },
  ],
};
