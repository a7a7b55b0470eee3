/**
 * What visitors read of a product. Those who are not signed in share responses from memory; a member's
 * response tells what is the member's own, so it is read anew.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { accountIdOf, guestOrSignedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit } from "../../platform/http/cursor.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyFrom } from "../../platform/http/response-cache.ts";
import { Closed } from "../../platform/schema.ts";
import type { ReviewsContext } from "./context.ts";
import { QuestionList, ReviewList, ReviewListQuery } from "./schemas.ts";
import { listReviews } from "./service/list-reviews.ts";
import { listQuestions } from "./service/questions.ts";

const tags = ["reviews"];
const params = Closed({ idOrSlug: Type.String({ maxLength: 120 }) });
/** A message of a change may be lost with its sender. */
const MAX_AGE_MS = 60_000;

export function publicRoutes(app: App, reviews: ReviewsContext, cache: ResponseCache): void {
  app.get(
    "/api/v1/products/:idOrSlug/reviews",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "List the reviews of a product",
        description: "With its rating. For a member also what is the member's own, and the member's votes.",
        params,
        querystring: ReviewListQuery,
        response: { 200: ReviewList, 304: NotModified },
      },
    },
    (request, reply) => {
      const { idOrSlug } = request.params;
      const read = (viewerId: string | null) =>
        listReviews(reviews, idOrSlug, request.query, languageOf(request), viewerId);
      return replyTo(cache, request, reply, read);
    },
  );

  app.get(
    "/api/v1/products/:idOrSlug/questions",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "List the questions about a product",
        description: "Secret questions have their text for their author alone; staff read them elsewhere.",
        params,
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: { 200: QuestionList, 304: NotModified },
      },
    },
    (request, reply) => {
      const { idOrSlug } = request.params;
      const read = (viewerId: string | null) => listQuestions(reviews, idOrSlug, request.query, viewerId);
      return replyTo(cache, request, reply, read);
    },
  );
}

async function replyTo(
  cache: ResponseCache,
  request: FastifyRequest,
  reply: FastifyReply,
  read: (viewerId: string | null) => Promise<{ productId: string; body: unknown }>,
) {
  const viewerId = accountIdOf(request);
  if (viewerId !== null) {
    reply.header("cache-control", "private, no-store");
    return reply.send((await read(viewerId)).body);
  }
  const key = `${languageOf(request)} ${request.url}`;
  const fill = async () => {
    const { productId, body } = await read(null);
    return { body, tags: [productId], maxAgeMs: MAX_AGE_MS };
  };
  await replyFrom(cache, key, request, reply, fill);
  return reply;
}
