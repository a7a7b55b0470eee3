import { accountOf, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit } from "../../platform/http/cursor.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Closed } from "../../platform/schema.ts";
import type { ReviewsContext } from "./context.ts";
import { OwnQuestionPage, OwnReviewPage, ReviewablePage } from "./schemas.ts";
import { listAsked, listOwn, listReviewable } from "./service/member-data.ts";

const tags = ["reviews"];
const querystring = Closed({ limit: Limit, cursor: Cursor });
const access = signedIn({ check: "token" });

export function memberRoutes(app: App, reviews: ReviewsContext): void {
  app.get(
    "/api/v1/me/reviewable",
    {
      config: { access },
      schema: {
        tags,
        summary: "List what the member may review",
        description:
          "The newest first. A page may have fewer items than `limit`, also none, and a next page.",
        querystring,
        response: { 200: ReviewablePage },
      },
    },
    (request) => listReviewable(reviews, accountOf(request).id, request.query, languageOf(request)),
  );

  app.get(
    "/api/v1/me/reviews",
    {
      config: { access },
      schema: {
        tags,
        summary: "List the member's reviews",
        description: "Also those that the shop has hidden, with its reason.",
        querystring,
        response: { 200: OwnReviewPage },
      },
    },
    (request) => listOwn(reviews, accountOf(request).id, request.query, languageOf(request)),
  );

  app.get(
    "/api/v1/me/questions",
    {
      config: { access },
      schema: {
        tags,
        summary: "List the member's questions",
        querystring,
        response: { 200: OwnQuestionPage },
      },
    },
    (request) => listAsked(reviews, accountOf(request).id, request.query, languageOf(request)),
  );
}
