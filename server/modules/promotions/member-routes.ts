/** A member's own coupons. */
import { Type } from "typebox";
import { accountOf, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import { networkOf } from "../../platform/network.ts";
import { Closed, Nullable } from "../../platform/schema.ts";
import type { PromotionsContext } from "./context.ts";
import { CouponCode } from "./contract.ts";
import { presentOwnCoupon } from "./present.ts";
import { OwnCoupon } from "./schemas.ts";
import { listOwnCoupons, takeCoupon } from "./service/own-coupons.ts";

const tags = ["coupons"];
/** Names the list in its cursors. */
const LIST = "own coupons";

export function memberRoutes(app: App, promotions: PromotionsContext): void {
  app.post(
    "/api/v1/me/coupons",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Take a coupon by its code",
        description:
          "It is in the member's list from then on. A repeat returns the coupon that is there. " +
          "One that is over is 409.",
        problems: ["NOT_FOUND", "COUPON_REFUSED", "TOO_MANY_REQUESTS"],
        body: Closed({ code: CouponCode }),
        response: { 201: OwnCoupon },
      },
    },
    async (request, reply) => {
      const row = await takeCoupon(
        promotions,
        accountOf(request).id,
        request.body.code,
        networkOf(request.ip),
      );
      return reply.code(201).send(presentOwnCoupon(row, promotions.clock.now()));
    },
  );

  app.get(
    "/api/v1/me/coupons",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: {
        tags,
        summary: "List the member's coupons",
        description: "The newest first: those that were taken, and those that an order used.",
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: { 200: Closed({ items: Type.Array(OwnCoupon), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async (request, reply) => {
      const { limit = 20, cursor } = request.query;
      const beforeId = readIdCursor(LIST, cursor);
      const rows = await listOwnCoupons(promotions, accountOf(request).id, { beforeId, limit });
      reply.header("cache-control", "no-store");
      const now = promotions.clock.now();
      return pageOf(
        LIST,
        rows,
        limit,
        (row) => presentOwnCoupon(row, now),
        ({ ownId }) => [ownId],
      );
    },
  );
}
