/**
 * ETags of what not everyone may read, and 304 to a client that has it already (RFC 9110 §13.1.2).
 *
 * A route sets the ETag of the version that an edit begins with, `"12"`. What it shows can change without an
 * edit: figures, uses, what only counts for a time. So a digest of the body is added, `"12.x3Kb…"`, and a
 * client never keeps old figures because of a 304. `If-Match` reads the version alone
 * (`versionOf`), so an edit is not stale because a figure changed. Nothing becomes cacheable by it.
 * What everyone may read has ETags of its bytes already (response-cache.ts), and no hook here costs it time.
 */
import { hash } from "node:crypto";
import type { onSendHookHandler, RouteOptions } from "fastify";
import { isKnown } from "./etag.ts";

const DIGEST_LENGTH = 16;
const DIGEST = new RegExp(`\\.[\\w-]{${DIGEST_LENGTH}}"$`);

const withDigest = (etag: string, body: string): string =>
  `${etag.slice(0, -1)}.${hash("sha1", body, "base64url").slice(0, DIGEST_LENGTH)}"`;

/** Returns the ETag of the version in an ETag that a client sends, also of one that a proxy made weak. */
export const versionOf = (ifMatch: string): string => ifMatch.replace(/^W\//, "").replace(DIGEST, '"');

/** `demandDeclaration`, for tests of the document: a read with an ETag is a 500 unless it declares 304. */
export function answerKnownReads(route: RouteOptions, demandDeclaration: boolean): void {
  const { access } = route.config ?? {};
  if (!access || access.kind === "everyone") return;
  const methods = [route.method].flat();
  const reads = methods.includes("GET") || methods.includes("HEAD");
  const isUndeclared = demandDeclaration && reads && !declaresNotModified(route);
  const addDigest: onSendHookHandler<unknown> = (request, reply, payload, done) => {
    const { statusCode } = reply;
    const version = reply.getHeader("etag");
    if (typeof version !== "string" || typeof payload !== "string" || statusCode >= 300) return done();
    if (isUndeclared) return done(new Error(`${route.url} sends an ETag, and declares no 304`));
    const etag = withDigest(version, payload);
    reply.header("etag", etag);
    if (!reads || statusCode !== 200 || !isKnown(request.headers["if-none-match"], etag)) return done();
    reply.code(304).removeHeader("content-type");
    // The body of HEAD is removed later, when its length is known.
    done(null, request.method === "HEAD" ? payload : null);
  };
  route.onSend = [addDigest, ...[route.onSend ?? []].flat()];
}

const declaresNotModified = ({ schema }: RouteOptions): boolean =>
  304 in ((schema?.response ?? {}) as Readonly<Record<number, unknown>>);
