/**
 * Refuses requests that a page of another site makes a browser send. Source: OWASP's cross-site request
 * forgery sheet. GET changes nothing, so only other methods are checked.
 *
 * Every current browser sends Sec-Fetch-Site, which then decides. If it is missing, Origin, or else Referer,
 * must be ours. All three headers missing means no current browser sent the request. A request that carries
 * our cookies is then still refused, except on the few routes that clients without a browser call with a
 * cookie (`withoutEvidence`). On those a form is refused.
 */
import type { FastifyRequest } from "fastify";
import { DomainError } from "../errors.ts";
import { readCookie } from "./cookies.ts";

export const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** Content types that a form of another site can send without a preflight. */
const FORM = /^\s*(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/i;

/** Throws CROSS_SITE for such a request. `publicOrigin` is the shop's own: `https://shop.example`. */
export function refuseCrossSite(request: FastifyRequest, publicOrigin: string): void {
  const { crossSite } = request.routeOptions.config;
  if (SAFE_METHODS.has(request.method) || crossSite === "anyone") return;
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

/** Returns the origin of the sending page by the browser's headers; undefined without them. */
function sourceOf({ headers }: FastifyRequest): string | undefined {
  const { origin, referer } = headers;
  if (origin !== undefined) return origin;
  if (referer === undefined) return undefined;
  return URL.parse(referer)?.origin ?? "null";
}

/** A shop without https is tried out under several host names. A page cannot forge the Host header. */
const isTrial = (origin: string, { host, server }: FastifyRequest): boolean =>
  !server.secureCookies && URL.parse(origin)?.host === host;
