/** A member's orders and coupons, as staff read them. */
import { Type } from "typebox";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import { CustomerOrder } from "../../orders/contract/customers.ts";
import { OwnCoupon } from "../../promotions/contract.ts";
import type { MembersContext } from "../context.ts";
import { getMember } from "./admin-members.ts";

const params = Closed({ id: Uuid });
const querystring = Closed({ limit: Limit, cursor: Cursor });

/** Name the lists in their cursors. */
const ORDERS = "orders of a member";
const COUPONS = "coupons of a member";

export function historyRoutes(app: App, members: MembersContext): void {
  app.get(
    "/api/v1/admin/members/:id/orders",
    {
      config: { access: can("order:read") },
      schema: {
        tags: ["members"],
        summary: "List a member's orders",
        description: "The newest first.",
        params,
        querystring,
        response: {
          200: Closed({ items: Type.Array(CustomerOrder), nextCursor: Nullable(Type.String()) }),
        },
      },
    },
    async ({ params: { id: memberId }, query: { limit = 20, cursor } }) => {
      const beforeId = readIdCursor(ORDERS, cursor) ?? LAST_ID;
      await getMember(members, memberId);
      const rows = await members.orders.ordersOf({ memberId, beforeId, limit: limit + 1 });
      return pageOf(
        ORDERS,
        rows,
        limit,
        (row) => row,
        ({ id }) => [id],
      );
    },
  );

  app.get(
    "/api/v1/admin/members/:id/coupons",
    {
      config: { access: can("coupon:read") },
      schema: {
        tags: ["coupons"],
        summary: "List a member's coupons",
        description: "The newest first: those that were taken or given, and those that an order used.",
        params,
        querystring,
        response: { 200: Closed({ items: Type.Array(OwnCoupon), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async ({ params: { id: memberId }, query: { limit = 20, cursor } }) => {
      const beforeId = readIdCursor(COUPONS, cursor) ?? LAST_ID;
      await getMember(members, memberId);
      const rows = await members.promotions.couponsOf({ memberId, beforeId, limit: limit + 1 });
      return pageOf(
        COUPONS,
        rows,
        limit,
        ({ coupon }) => coupon,
        ({ ownId }) => [ownId],
      );
    },
  );
}
