import { Type } from "typebox";
import { DomainError } from "../../../platform/errors.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed } from "../../../platform/schema.ts";
import type { RecommendationsContext } from "../context.ts";
import { Replay, ReplayDays, ReplayVersion } from "../contract/replay.ts";
import { replay } from "./service/replay.ts";

/** A page waits for them: some seconds at most. `npm run recs -- replay` asks for more. */
const LISTS_OF_A_PAGE = 1_000;

export function replayRoutes(app: App, context: RecommendationsContext): void {
  let isRunning = false;
  app.get(
    "/api/v1/admin/recommendations/models/:version/replay",
    {
      config: { access: can("recommendation:read") },
      schema: {
        tags: ["recommendations"],
        summary: "Compare a model's lists with those that were shown",
        description:
          "Asks the model, and the champion, for lists of the last days. Nothing is stored, and no shopper " +
          "sees it. One runs at a time in a process.",
        problems: ["NOT_FOUND", "MODEL_UNUSABLE", "REPLAY_RUNNING"],
        params: Closed(ReplayVersion),
        querystring: Closed({ days: Type.Optional({ ...ReplayDays, default: 7 }) }),
        response: { 200: Replay },
      },
    },
    async ({ params: { version }, query: { days = 7 } }) => {
      if (isRunning) throw new DomainError("REPLAY_RUNNING");
      isRunning = true;
      try {
        return await replay(context, { version, days, most: LISTS_OF_A_PAGE });
      } finally {
        isRunning = false;
      }
    },
  );
}
