import { Type } from "typebox";
import { accountOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import { Closed, Nullable } from "../../../platform/schema.ts";
import type { PromotionsContext } from "../context.ts";
import { PointBalance, PointEntry } from "../contract.ts";
import { pointsOf } from "./service.ts";

/** Names the list in its cursors. */
const LIST = "points";

export function pointRoutes(app: App, promotions: PromotionsContext): void {
  app.get(
    "/api/v1/me/points",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: {
        tags: ["points"],
        summary: "Read the member's points",
        description: "With the ledger, the newest entries first.",
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: {
          200: Closed({
            ...PointBalance.properties,
            items: Type.Array(PointEntry),
            nextCursor: Nullable(Type.String()),
          }),
        },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { limit = 20, cursor } = request.query;
      const memberId = accountOf(request).id;
      const beforeId = readIdCursor(LIST, cursor) ?? LAST_ID;
      const { entries, ...balance } = await pointsOf(promotions, { memberId, beforeId, limit: limit + 1 });
      const page = pageOf(
        LIST,
        entries,
        limit,
        (entry) => entry,
        ({ id }) => [id],
      );
      return { ...balance, ...page };
    },
  );
}
