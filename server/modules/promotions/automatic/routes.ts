import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { editOf } from "../../../platform/audit-log/versioned-edit.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, VersionHeaders } from "../../../platform/http/versions.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { PromotionsContext } from "../context.ts";
import { CouponStatus } from "../contract/coupon-input.ts";
import { NewPromotion, PromotionTerms } from "../contract/promotion.ts";
import { presentPromotion } from "./present.ts";
import { PromotionChange } from "./promotion-change.ts";
import { createPromotion, editPromotion, listPromotions, readPromotion } from "./service.ts";

const tags = ["promotions"];
const params = Closed({ id: Uuid });
/** Names the list in its cursors. */
const LIST = "promotions";

const { startsAt, endsAt, ...terms } = PromotionTerms.properties;
const StaffPromotion = Closed({
  ...terms,
  period: Closed({ startsAt, endsAt }),
  status: CouponStatus,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  etag: Type.String({ description: "for If-Match" }),
});

export function automaticRoutes(app: App, promotions: PromotionsContext): void {
  readingRoutes(app, promotions);
  changingRoutes(app, promotions);
}

function readingRoutes(app: App, promotions: PromotionsContext): void {
  app.get(
    "/api/v1/admin/promotions",
    {
      config: { access: can("coupon:read") },
      schema: {
        tags,
        summary: "List the automatic promotions",
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: {
          200: Closed({
            items: Type.Array(StaffPromotion),
            total: Type.Integer(),
            nextCursor: Nullable(Type.String()),
          }),
        },
      },
    },
    async ({ query: { limit = 20, cursor } }) => {
      const { rows, total } = await listPromotions(promotions, readIdCursor(LIST, cursor), limit);
      return { ...pageOf(LIST, rows, limit, presentPromotion, ({ id }) => [id]), total };
    },
  );

  app.get(
    "/api/v1/admin/promotions/:id",
    {
      config: { access: can("coupon:read") },
      schema: {
        tags,
        summary: "Read a promotion to edit it",
        params,
        querystring: Closed({}),
        response: { 200: StaffPromotion, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readPromotion(promotions, request.params.id);
      return reply.header("etag", etagOfVersion(row.version)).send(presentPromotion(row));
    },
  );
}

function changingRoutes(app: App, promotions: PromotionsContext): void {
  app.post(
    "/api/v1/admin/promotions",
    {
      config: { access: can("coupon:write") },
      schema: {
        tags,
        summary: "Create an automatic promotion",
        description:
          "It needs no code. All promotions apply, then coupons to what is left. `buy_get`: of each " +
          "`buy + get` pieces of its goods, the `get` cheapest cost so many percent less. `tiers`: the " +
          "highest tier that its goods reach counts, by their price before all discounts (minor units) or " +
          "their pieces. " +
          "What it takes off, and from what, never changes.",
        problems: ["TOO_MANY_PROMOTIONS"],
        body: NewPromotion,
        response: { 201: StaffPromotion },
      },
    },
    async (request, reply) => {
      const row = await createPromotion(promotions, request.body, callerOf(request));
      return reply
        .code(201)
        .headers({ location: `/api/v1/admin/promotions/${row.id}`, etag: etagOfVersion(row.version) })
        .send(presentPromotion(row));
    },
  );

  app.patch(
    "/api/v1/admin/promotions/:id",
    {
      config: { access: can("coupon:write") },
      schema: {
        tags,
        summary: "Rename, pause or end a promotion, or change its period",
        problems: ["STALE_EDIT", "PROMOTION_ENDED"],
        params,
        headers: VersionHeaders,
        body: PromotionChange,
        response: { 200: StaffPromotion },
      },
    },
    async (request, reply) => {
      const row = await editPromotion(promotions, editOf(request), request.body);
      return reply.header("etag", etagOfVersion(row.version)).send(presentPromotion(row));
    },
  );
}
