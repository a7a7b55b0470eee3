/** What staff do at the desk besides sending: holds, many orders at once, and slips. */
import type { Static } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { inputError, inputProblem } from "../../../platform/errors.ts";
import { can, type HasAccount } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import type { Idempotency } from "../../../platform/http/idempotency.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import type { OrdersContext } from "../context.ts";
import { KeyHeaders, OrderRef } from "../request-schemas.ts";
import { hold, release } from "../service/hold.ts";
import { readForStaff } from "../service/staff-orders.ts";
import { StaffOrder } from "../staff-schemas.ts";
import {
  HoldInput,
  PackingSlips,
  PhoneOrder,
  PhoneOrderInput,
  PreparedMany,
  PrepareManyInput,
  SlipsInput,
} from "./schemas.ts";
import { packingSlips } from "./service/packing-slips.ts";
import { placeForBuyer } from "./service/place-for-buyer.ts";
import { prepareMany } from "./service/prepare-many.ts";

const tags = ["orders"];
const params = OrderRef;
const config = { access: can("order:fulfil") };

export function deskRoutes(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  holding(app, orders);
  many(app, orders);
  placing(app, orders, idempotency);
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

function placing(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  app.post(
    "/api/v1/admin/orders",
    {
      config: { access: can("order:create") },
      schema: {
        tags,
        summary: "Place an order for a buyer",
        description:
          "For buyers on the phone: prices and delivery fee are the shop's, the goods are kept until the " +
          "order expires, and a mail asks the buyer to pay. No member's cart changes.",
        problems: [
          "LINES_REFUSED",
          "NOT_FOR_SALE",
          "PRICE_CHANGED",
          "BELOW_MINIMUM_AMOUNT",
          "AMOUNT_LIMIT",
          "QUANTITY_LIMIT",
          "MINIMUM_QUANTITY",
          "TOO_MANY_LINES",
          "OUT_OF_STOCK",
          "ORDER_TOO_LARGE",
          "PAYMENT_METHOD_UNAVAILABLE",
        ],
        headers: KeyHeaders,
        body: PhoneOrderInput,
        response: { 201: PhoneOrder },
      },
    },
    (request, reply) =>
      idempotency.run<Static<typeof PhoneOrder>>(request, reply, async (claim) => {
        const slot = { ...claim, status: 201 };
        const { memberId = null } = request.body;
        await demandAccount(app.hasAccount, memberId);
        const input = { ...request.body, memberId };
        const { order } = await placeForBuyer(orders, input, callerOf(request), slot);
        return { status: 201, body: { order }, stored: true };
      }),
  );
}

/**
 * Throws INVALID_INPUT for a member without an account that can be used: nothing would open the order. Of a
 * member who leaves right after, `tendArchive` finds the order later.
 */
async function demandAccount(hasAccount: HasAccount, memberId: string | null): Promise<void> {
  if (memberId !== null && !(await hasAccount(memberId)))
    throw inputError([inputProblem("/memberId", "UNKNOWN")]);
}
