import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { giveCoupon } from "./give-coupon.ts";

export function giveCouponRoutes(app: App, members: MembersContext): void {
  app.post(
    "/api/v1/admin/coupons/:id/members",
    {
      config: { access: can("coupon:write") },
      schema: {
        tags: ["coupons"],
        summary: "Give a coupon to members",
        description:
          "To all of them or to none. It is in their lists at once. A member that has it keeps it as it " +
          "is, so a repeat gives nothing. One that is over, or is not enough for all of them, is 409.",
        problems: ["COUPON_REFUSED"],
        params: Closed({ id: Uuid }),
        body: Type.Union([
          Closed({ memberId: Uuid }),
          Closed({ memberIds: Type.Array(Uuid, { minItems: 1, maxItems: 100 }) }),
        ]),
        response: {
          200: Closed({ given: Type.Integer({ description: "members that did not have it" }) }),
        },
      },
    },
    async (request) => giveCoupon(members, callerOf(request), request.params.id, request.body),
  );
}
