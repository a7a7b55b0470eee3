/** A member's own coupons. */
import { Type } from "typebox";
import { accountOf, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import { networkOf } from "../../platform/network.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import type { PromotionsContext } from "./context.ts";
import { CouponCode, OfferedCoupon, OwnCoupon } from "./contract.ts";
import { presentOffer, presentOwnCoupon } from "./present.ts";
import { takeCoupon } from "./service/hand-out.ts";
import { listOffers, listOwnCoupons } from "./service/own-coupons.ts";

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
        summary: "Take a coupon",
        description:
          "By its code, or one that is `available`. It is in the member's list from then on. A repeat " +
          "returns the coupon that is there. One that is over, or that as many members have as may use " +
          "it, is 409.",
        problems: ["NOT_FOUND", "COUPON_REFUSED", "TOO_MANY_REQUESTS"],
        body: Type.Union([Closed({ code: CouponCode }), Closed({ couponId: Uuid })]),
        response: { 201: OwnCoupon },
      },
    },
    async (request, reply) => {
      const row = await takeCoupon(promotions, accountOf(request).id, request.body, networkOf(request.ip));
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
        description:
          "The newest first: those that were taken or given, and those that an order used. Each page has " +
          "all that the member may take beside them.",
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: {
          200: Closed({
            items: Type.Array(OwnCoupon),
            available: Type.Array(OfferedCoupon, { description: "what the member can take and has not" }),
            nextCursor: Nullable(Type.String()),
          }),
        },
      },
    },
    async (request, reply) => {
      const { limit = 20, cursor } = request.query;
      const beforeId = readIdCursor(LIST, cursor);
      const memberId = accountOf(request).id;
      const [rows, offers] = await Promise.all([
        listOwnCoupons(promotions, memberId, { beforeId, limit }),
        listOffers(promotions, memberId),
      ]);
      reply.header("cache-control", "no-store");
      const now = promotions.clock.now();
      const page = pageOf(
        LIST,
        rows,
        limit,
        (row) => presentOwnCoupon(row, now),
        ({ ownId }) => [ownId],
      );
      return { ...page, available: offers.map(presentOffer) };
    },
  );
}
