/** What staff do at the desk besides sending: holds, many orders at once, and slips. */
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import type { OrdersContext } from "../context.ts";
import { OrderRef } from "../request-schemas.ts";
import { hold, release } from "../service/hold.ts";
import { readForStaff } from "../service/staff-orders.ts";
import { StaffOrder } from "../staff-schemas.ts";
import { HoldInput, PackingSlips, PreparedMany, PrepareManyInput, SlipsInput } from "./schemas.ts";
import { packingSlips } from "./service/packing-slips.ts";
import { prepareMany } from "./service/prepare-many.ts";

const tags = ["orders"];
const params = OrderRef;
const config = { access: can("order:fulfil") };

export function deskRoutes(app: App, orders: OrdersContext): void {
  holding(app, orders);
  many(app, orders);
}

function holding(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/orders/:id/hold",
    {
      config,
      schema: {
        tags,
        summary: "Put a paid order on hold",
        description:
          "Until its release nothing of it is prepared or sent, and its buyer can neither cancel it nor " +
          "see the reason. An order that has gone as a whole cannot be held.",
        problems: ["WRONG_ORDER_STATUS"],
        params,
        body: HoldInput,
        response: { 200: StaffOrder },
      },
    },
    async (request) => {
      await hold(orders, request.params.id, request.body.reason, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/admin/orders/:id/release",
    {
      config,
      schema: {
        tags,
        summary: "Release an order that is on hold",
        description: "It goes on where it was.",
        problems: ["WRONG_ORDER_STATUS"],
        params,
        response: { 200: StaffOrder },
      },
    },
    async (request) => {
      await release(orders, request.params.id, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}

function many(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/orders/prepare",
    {
      config,
      schema: {
        tags,
        summary: "Begin to prepare many orders",
        description: "Each by itself: one that cannot be prepared stops no other.",
        body: PrepareManyInput,
        response: { 200: PreparedMany },
      },
    },
    async (request) => ({ results: await prepareMany(orders, request.body.ids, callerOf(request)) }),
  );

  app.post(
    "/api/v1/admin/orders/packing-slips",
    {
      config,
      schema: {
        tags,
        summary: "Read the packing slips of orders",
        description: "With the delivery addresses: the audit log has an entry for each slip.",
        body: SlipsInput,
        response: { 200: PackingSlips },
      },
    },
    (request) => {
      const { ids, prices = false } = request.body;
      return packingSlips(orders, { ids, prices }, languageOf(request), callerOf(request));
    },
  );
}
