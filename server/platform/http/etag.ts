/** ETags of what is read, and the condition of a client that has it already (RFC 9110 §13.1.2). */
import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";

/** Of a body that is made anew for each request. */
export const etagOfBody = (body: unknown): string =>
  `"${createHash("sha256").update(JSON.stringify(body)).digest("base64url").slice(0, 22)}"`;

/**
 * Whether `If-None-Match` names the ETag: in a list, weakly (a proxy that compresses makes it weak), or by
 * `*`.
 */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === "*" ||
    ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === etag));

/** Sets the ETag. Returns whether the client has what it names, so that 304 is the answer. */
export function setEtag(reply: FastifyReply, etag: string): boolean {
  reply.header("etag", etag);
  return isKnown(reply.request.headers["if-none-match"], etag);
}
