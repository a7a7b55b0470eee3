import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { editOf } from "../../platform/audit-log/versioned-edit.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import { NotModified } from "../../platform/http/response-cache.ts";
import { etagOfVersion, VersionHeaders } from "../../platform/http/versions.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import { automaticRoutes } from "./automatic/routes.ts";
import type { PromotionsContext } from "./context.ts";
import { CouponChange, NewCoupon } from "./contract/coupon-input.ts";
import { memberRoutes } from "./member-routes.ts";
import { pointRoutes } from "./points/routes.ts";
import { presentCoupon } from "./present.ts";
import { StaffCoupon } from "./schemas.ts";
import { createCoupon, editCoupon, listCoupons, readCoupon } from "./service/edit-coupon.ts";

const tags = ["coupons"];
const params = Closed({ id: Uuid });

/** Names the list in its cursors. */
const LIST = "coupons";

export function routes(app: App, promotions: PromotionsContext): void {
  readingRoutes(app, promotions);
  changingRoutes(app, promotions);
  memberRoutes(app, promotions);
  pointRoutes(app, promotions);
  automaticRoutes(app, promotions);
}

function readingRoutes(app: App, promotions: PromotionsContext): void {
  app.get(
    "/api/v1/admin/coupons",
    {
      config: { access: can("coupon:read") },
      schema: {
        tags,
        summary: "List the coupons",
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: {
          200: Closed({
            items: Type.Array(StaffCoupon),
            total: Type.Integer(),
            nextCursor: Nullable(Type.String()),
          }),
        },
      },
    },
    async ({ query: { limit = 20, cursor } }) => {
      const { rows, total } = await listCoupons(promotions, readIdCursor(LIST, cursor), limit);
      const page = pageOf(LIST, rows, limit, presentCoupon, ({ id }) => [id]);
      return { ...page, total };
    },
  );

  app.get(
    "/api/v1/admin/coupons/:id",
    {
      config: { access: can("coupon:read") },
      schema: {
        tags,
        summary: "Read a coupon to edit it",
        params,
        querystring: Closed({}),
        response: { 200: StaffCoupon, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readCoupon(promotions, request.params.id);
      return reply.header("etag", etagOfVersion(row.version)).send(presentCoupon(row));
    },
  );
}

function changingRoutes(app: App, promotions: PromotionsContext): void {
  app.post(
    "/api/v1/admin/coupons",
    {
      config: { access: can("coupon:write") },
      schema: {
        tags,
        summary: "Create a coupon",
        description: "What it takes off, from what, and how often it can be used never change.",
        problems: ["COUPON_CODE_TAKEN"],
        body: NewCoupon,
        response: { 201: StaffCoupon },
      },
    },
    async (request, reply) => {
      const row = await createCoupon(promotions, request.body, callerOf(request));
      return reply
        .code(201)
        .headers({ location: `/api/v1/admin/coupons/${row.id}`, etag: etagOfVersion(row.version) })
        .send(presentCoupon(row));
    },
  );

  app.patch(
    "/api/v1/admin/coupons/:id",
    {
      config: { access: can("coupon:write") },
      schema: {
        tags,
        summary: "Rename, pause or end a coupon, or change its period",
        problems: ["STALE_EDIT", "COUPON_ENDED"],
        params,
        headers: VersionHeaders,
        body: CouponChange,
        response: { 200: StaffCoupon },
      },
    },
    async (request, reply) => {
      const row = await editCoupon(promotions, editOf(request), request.body);
      return reply.header("etag", etagOfVersion(row.version)).send(presentCoupon(row));
    },
  );
}
