import { Type } from "typebox";
import { accountOf, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import type { ReviewsContext } from "./context.ts";
import { HelpfulCount, NewReport } from "./schemas.ts";
import { report, takeBackVote, vote } from "./service/votes.ts";

const tags = ["reviews"];
const params = Closed({ id: Uuid });

export function voteRoutes(app: App, reviews: ReviewsContext): void {
  app.post(
    "/api/v1/reviews/:id/helpful",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Find a review helpful",
        description: "Counts once for each member.",
        problems: ["OWN_REVIEW", "TOO_MANY_REQUESTS"],
        params,
        body: Nullable(Closed({})),
        response: { 200: HelpfulCount },
      },
    },
    async (request) => ({ helpful: await vote(reviews, accountOf(request).id, request.params.id) }),
  );

  app.delete(
    "/api/v1/reviews/:id/helpful",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Take back that a review was helpful",
        problems: ["OWN_REVIEW"],
        params,
        response: { 200: HelpfulCount },
      },
    },
    async (request) => ({ helpful: await takeBackVote(reviews, accountOf(request).id, request.params.id) }),
  );

  app.post(
    "/api/v1/reviews/:id/reports",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Report a review to the shop",
        description: "Counts once for each member.",
        problems: ["OWN_REVIEW", "TOO_MANY_REQUESTS"],
        params,
        body: NewReport,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await report(reviews, accountOf(request).id, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
}
