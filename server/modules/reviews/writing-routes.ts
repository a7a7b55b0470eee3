import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { accountOf, actorOf, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Files, uploadScope } from "../../platform/http/uploads.ts";
import { MOST_PICTURE_BYTES, readPictures } from "../../platform/pictures/uploads.ts";
import { Closed, Uuid } from "../../platform/schema.ts";
import type { ReviewsContext } from "./context.ts";
import { imagesOf, presentOwnReview, presentQuestion } from "./present.ts";
import { quotas } from "./quotas.ts";
import type { ReviewRow } from "./review-queries.ts";
import {
  MOST_PICTURES,
  NewQuestion,
  NewReview,
  OwnReview,
  Question,
  ReviewChange,
  ReviewPicture,
} from "./schemas.ts";
import { productsOf } from "./service/find-product.ts";
import { storePictures } from "./service/pictures.ts";
import { ask, deleteQuestion } from "./service/questions.ts";
import { useQuota } from "./service/use-quota.ts";
import { type Author, deleteReview, editReview, writeReview } from "./service/write-review.ts";

const tags = ["reviews"];
const params = Closed({ id: Uuid });

const authorOf = (request: FastifyRequest): Author => ({
  id: accountOf(request).id,
  name: actorOf(request).name,
});

export function writingRoutes(app: App, reviews: ReviewsContext): void {
  uploadScope(app, { fileBytes: MOST_PICTURE_BYTES, files: MOST_PICTURES }, (scope) =>
    uploadRoute(scope, reviews),
  );
  reviewRoutes(app, reviews);
  questionRoutes(app, reviews);
}

function uploadRoute(app: App, reviews: ReviewsContext): void {
  app.post(
    "/api/v1/reviews/pictures",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Upload pictures for a review",
        description: "They are kept for a day, and as long as a review shows them.",
        consumes: ["multipart/form-data"],
        problems: ["TOO_MANY_REQUESTS"],
        body: Files("one or more pictures, in their order"),
        response: { 201: Closed({ pictures: Type.Array(ReviewPicture) }) },
      },
    },
    async (request, reply) => {
      const { id } = accountOf(request);
      await useQuota(reviews, id, quotas.upload);
      const stored = await storePictures(reviews, id, await readPictures(request));
      return reply.code(201).send({ pictures: imagesOf(stored, languageOf(request)) });
    },
  );
}

function reviewRoutes(app: App, reviews: ReviewsContext): void {
  const present = async (row: ReviewRow, request: FastifyRequest) => {
    const products = await productsOf(reviews, [row]);
    return presentOwnReview(row, products.get(row.productId), languageOf(request));
  };

  app.post(
    "/api/v1/reviews",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Write a review of what was bought",
        description: "Once for each line of a paid order, by the member who bought it.",
        problems: ["NOT_FOUND", "NOT_REVIEWABLE", "ALREADY_REVIEWED", "TOO_MANY_REQUESTS"],
        body: NewReview,
        response: { 201: OwnReview },
      },
    },
    async (request, reply) => {
      const { orderLineId, pictures = [], ...content } = request.body;
      const author = authorOf(request);
      const written = await writeReview(reviews, author, orderLineId, { ...content, pictures });
      return reply.code(201).send(await present(written, request));
    },
  );

  app.patch(
    "/api/v1/reviews/:id",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Edit the own review",
        problems: ["TOO_MANY_REQUESTS"],
        params,
        body: ReviewChange,
        response: { 200: OwnReview },
      },
    },
    async (request) => {
      const { id } = accountOf(request);
      return present(await editReview(reviews, id, request.params.id, request.body), request);
    },
  );

  app.delete(
    "/api/v1/reviews/:id",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Delete the own review",
        description: "What was bought cannot be reviewed again.",
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await deleteReview(reviews, accountOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function questionRoutes(app: App, reviews: ReviewsContext): void {
  app.post(
    "/api/v1/products/:idOrSlug/questions",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Ask about a product",
        problems: ["TOO_MANY_REQUESTS"],
        params: Closed({ idOrSlug: Type.String({ maxLength: 120 }) }),
        body: NewQuestion,
        response: { 201: Question },
      },
    },
    async (request, reply) => {
      const author = authorOf(request);
      const asked = await ask(reviews, author, request.params.idOrSlug, request.body);
      return reply.code(201).send(presentQuestion(asked, author.id));
    },
  );

  app.delete(
    "/api/v1/questions/:id",
    {
      config: { access: signedIn() },
      schema: { tags, summary: "Delete the own question", params, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      await deleteQuestion(reviews, accountOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
