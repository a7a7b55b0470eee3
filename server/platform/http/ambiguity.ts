/**
 * Refuses requests that two programs on the way could read differently: a proxy, a cache, this server.
 * Node's parser already refuses bodies of ambiguous length. Of a field that is sent twice it silently takes
 * the first, or joins both, so the lines as they came are looked at.
 */
import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type InputProblem, inputError, inputProblem } from "../errors.ts";

/**
 * Fields that have one value. Lists (`Accept`, `If-None-Match`, `X-Forwarded-For` …) may be sent in several
 * lines. Cookies are one line in HTTP/1.1 (RFC 6265 §5.4).
 */
const SINGLE = new Set([
  ...["host", "authorization", "cookie", "origin", "referer", "user-agent", "date", "range", "expect"],
  ...["content-type", "content-length", "content-encoding", "content-range", "transfer-encoding"],
  ...["idempotency-key", "x-guest-token", "if-match", "if-modified-since", "if-unmodified-since"],
  ...["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"],
]);

/** A name or an address, with a port. Anything else (`a, b`, `a@b`, a path, nothing) is read in many ways. */
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/** Throws INVALID_INPUT for such a request. What follows it on the connection is not read. */
export function refuseAmbiguity({ raw }: FastifyRequest, reply: FastifyReply): void {
  const problem = ambiguityOf(raw);
  if (problem === null) return;
  reply.header("connection", "close");
  throw inputError([problem]);
}

/** Returns what is ambiguous, or null. */
export function ambiguityOf({ url, headers, rawHeaders }: IncomingMessage): InputProblem | null {
  // `http://other.host/path` is for proxies. It would name a second host.
  if (!url?.startsWith("/") && url !== "*") return inputProblem("", "URL");
  if (headers.host !== undefined && !HOST.test(headers.host)) return inputProblem("", "HOST");
  // Most requests repeat nothing: then the fields are as many as the lines.
  if (Object.keys(headers).length * 2 === rawHeaders.length) return null;
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? "";
    if (seen.has(name) && SINGLE.has(name)) return inputProblem("", "REPEATED_HEADER", { name });
    seen.add(name);
  }
  return null;
}
