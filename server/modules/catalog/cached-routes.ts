/** How routes reply from the response cache. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { languageOf } from "../../platform/http/problem.ts";
import { type CacheFill, type ResponseCache, replyFrom } from "../../platform/http/response-cache.ts";

/** To a request with the ETag of the current answer in `If-None-Match`. */
export const NotModified = Type.Null({ description: "not modified" });

/**
 * Replies from the cache; the key is the language and the address. A route that uses it closes its query:
 * further parameters would make many entries of one response.
 */
export const replyCached = (
  cache: ResponseCache,
  request: FastifyRequest,
  reply: FastifyReply,
  fill: () => Promise<CacheFill>,
) => replyFrom(cache, `${languageOf(request)} ${request.url}`, request, reply, fill);
