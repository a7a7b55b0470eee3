import type { App } from "../../platform/http/app.ts";
import type { ResponseCache } from "../../platform/http/response-cache.ts";
import type { ReviewsContext } from "./context.ts";
import { memberRoutes } from "./member-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import { staffRoutes } from "./staff-routes.ts";
import { voteRoutes } from "./vote-routes.ts";
import { writingRoutes } from "./writing-routes.ts";

export function routes(app: App, reviews: ReviewsContext, cache: ResponseCache): void {
  publicRoutes(app, reviews, cache);
  writingRoutes(app, reviews);
  voteRoutes(app, reviews);
  memberRoutes(app, reviews);
  staffRoutes(app, reviews);
}
