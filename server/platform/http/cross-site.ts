/**
 * Refuses what another site's page makes a browser send (OWASP's cross-site request forgery sheet: Fetch Metadata first,
 * Origin where it is missing). GET changes nothing, so only other methods are looked at.
 *
 * Sec-Fetch-Site says it where it is sent, and every current browser sends it. Where it is missing, Origin or else Referer must be
 * ours. Where all are missing no browser of this decade is at work; what then carries our cookies is refused all the same,
 * except on the few routes that clients without a browser call with a cookie, and there no form may come.
 */
import type { FastifyRequest } from "fastify";
import { DomainError } from "../errors.ts";
import { readCookie } from "./cookies.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
/** What a form can send without asking first. */
const FORM = /^\s*(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/i;

/** Throws CROSS_SITE. `publicOrigin` is the shop's own, such as `https://shop.example`. */
export function refuseCrossSite(request: FastifyRequest, publicOrigin: string): void {
  const { crossSite } = request.routeOptions.config;
  if (SAFE.has(request.method) || crossSite === "anyone") return;
  const { "sec-fetch-site": site, "content-type": type, authorization, cookie } = request.headers;
  if (site !== undefined) {
    if (site !== "same-origin" && site !== "none") throw new DomainError("CROSS_SITE");
    return;
  }
  const from = sourceOf(request);
  if (from !== undefined) {
    if (from !== publicOrigin && !isTrial(from, request)) throw new DomainError("CROSS_SITE");
    return;
  }
  const { secureCookies } = request.server;
  const carries = (["access", "refresh"] as const).some(
    (name) => readCookie(cookie, name, secureCookies) !== null,
  );
  if (!carries || authorization !== undefined) return;
  if (crossSite !== "withoutEvidence" || FORM.test(type ?? "")) throw new DomainError("CROSS_SITE");
}

/** The origin of the page that sends the request, as the browser says; undefined when it says nothing. */
function sourceOf({ headers }: FastifyRequest): string | undefined {
  const { origin, referer } = headers;
  if (origin !== undefined) return origin;
  if (referer === undefined) return undefined;
  return URL.parse(referer)?.origin ?? "null";
}

/** A shop without https is tried out under several names; a page cannot choose the host of another site's request. */
const isTrial = (origin: string, { host, server }: FastifyRequest): boolean =>
  !server.secureCookies && URL.parse(origin)?.host === host;
