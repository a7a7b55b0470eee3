import type { Static } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import type { Idempotency } from "../../platform/http/idempotency.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { type Currency, money } from "../../platform/money.ts";
import { asMoney } from "../../platform/schema.ts";
import type { OrdersContext } from "./context.ts";
import { deskRoutes } from "./desk/routes.ts";
import { presentCancelQuote } from "./present.ts";
import { presentStaffSummary } from "./present-for-staff.ts";
import { withdrawRefund } from "./refunds/service/withdraw-refund.ts";
import { KeyHeaders, OrderRef, RefundRef } from "./request-schemas.ts";
import { Canceled, CancelQuote } from "./schemas.ts";
import { cancelOrder, quoteCancel } from "./service/cancel.ts";
import { addNote, deliver, prepare, ship } from "./service/fulfil.ts";
import { getOrder } from "./service/read-order.ts";
import { refundOrder, retryRefunds } from "./service/refund.ts";
import { listForStaff, readForStaff } from "./service/staff-orders.ts";
import {
  NoteInput,
  Refunded,
  RefundInput,
  ShipInput,
  Shipped,
  StaffCancelInput,
  StaffCancelQuoteInput,
  StaffListQuery,
  StaffOrder,
  StaffOrderList,
  WithdrawInput,
} from "./staff-schemas.ts";

const tags = ["orders"];
const params = OrderRef;
const LIST = "staff orders";
const fulfil = { access: can("order:fulfil") };

export function staffRoutes(
  app: App,
  orders: OrdersContext,
  idempotency: Idempotency,
  currency: Currency,
): void {
  reading(app, orders);
  deskRoutes(app, orders, idempotency);
  fulfilling(app, orders);
  sending(app, orders);
  canceling(app, orders, idempotency);
  quoting(app, orders);
  refunding(app, orders, idempotency, currency);
  retrying(app, orders);
  withdrawing(app, orders);
}

function reading(app: App, orders: OrdersContext): void {
  const config = { access: can("order:read") };

  app.get(
    "/api/v1/admin/orders",
    {
      config,
      schema: {
        tags,
        summary: "List all orders, the newest first",
        description:
          "`counts` has the orders of each status that the search and the days fit. It ends at 10,000 " +
          "where goods are to be prepared or sent, and at 1,000 elsewhere. It is absent in a search that " +
          "many orders fit: more than 1,000, or more than 100 by a part.",
        querystring: StaffListQuery,
        response: { 200: StaffOrderList },
      },
    },
    async (request) => {
      const { limit = 20, cursor, q, status, attention, from, to } = request.query;
      const beforeId = readIdCursor(LIST, cursor);
      const filter = { q, status, attention, from, to, beforeId, limit: limit + 1 };
      const { rows, counts } = await listForStaff(orders, filter);
      return {
        ...pageOf(LIST, rows, limit, presentStaffSummary(languageOf(request)), ({ id }) => [id]),
        ...(counts && { counts }),
      };
    },
  );

  app.get(
    "/api/v1/admin/orders/:id",
    {
      config,
      schema: {
        tags,
        summary: "Read an order with its payment, refunds, parcels and timeline",
        params,
        response: { 200: StaffOrder },
      },
    },
    (request) => readForStaff(orders, request.params.id, languageOf(request)),
  );
}

function fulfilling(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/orders/:id/prepare",
    {
      config: fulfil,
      schema: {
        tags,
        summary: "Begin to prepare the goods of a paid order",
        description: "From then on the buyer cannot cancel.",
        problems: ["WRONG_ORDER_STATUS", "ORDER_REFUNDED"],
        params,
        response: { 200: StaffOrder },
      },
    },
    async (request) => {
      await prepare(orders, request.params.id, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/admin/orders/:id/notes",
    {
      config: fulfil,
      schema: {
        tags,
        summary: "Write a note to the timeline",
        description: "The buyer does not see it.",
        problems: ["WRONG_ORDER_STATUS"],
        params,
        body: NoteInput,
        response: { 201: StaffOrder },
      },
    },
    async (request, reply) => {
      await addNote(orders, request.params.id, request.body.text, callerOf(request));
      return reply.code(201).send(await readForStaff(orders, request.params.id, languageOf(request)));
    },
  );
}

function sending(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/orders/:id/shipments",
    {
      config: fulfil,
      schema: {
        tags,
        summary: "Send a parcel",
        description: "A repeat with the same carrier and number is the same parcel.",
        problems: ["WRONG_ORDER_STATUS", "ORDER_REFUNDED", "TOO_MANY_PIECES"],
        params,
        body: ShipInput,
        response: { 201: Shipped },
      },
    },
    async (request, reply) => {
      const { carrier, trackingNumber, lines } = request.body;
      const parcel = { carrier, trackingNumber, pieces: lines };
      const id = await ship(orders, request.params.id, parcel, callerOf(request));
      const order = await readForStaff(orders, request.params.id, languageOf(request));
      const shipment = order.shipments.find((each) => each.id === id);
      if (!shipment) throw new Error(`order ${order.number} does not have the parcel that was sent`);
      return reply.code(201).send({ ...order, shipment });
    },
  );

  app.post(
    "/api/v1/admin/shipments/:id/delivered",
    {
      config: fulfil,
      schema: {
        tags,
        summary: "Mark a parcel delivered",
        description: "A repeat changes nothing.",
        params,
        response: { 200: StaffOrder },
      },
    },
    async (request) => {
      const orderId = await deliver(orders, request.params.id, callerOf(request));
      return readForStaff(orders, orderId, languageOf(request));
    },
  );
}

function canceling(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  app.post(
    "/api/v1/admin/orders/:id/cancel",
    {
      config: { access: can("order:refund") },
      schema: {
        tags,
        summary: "Cancel an order, or pieces of it, for the shop",
        description:
          "What is in no parcel yet. The goods return to the stock. `deduct`: what the rest costs more by " +
          "itself is deducted, as when its buyer cancels.",
        problems: ["NOT_CANCELABLE", "TOO_MANY_PIECES"],
        params,
        headers: KeyHeaders,
        body: StaffCancelInput,
        response: { 200: Canceled },
      },
    },
    (request, reply) => {
      const { lines, reason, deduct = false } = request.body;
      const cancel = { orderId: request.params.id, pieces: lines, reason, by: callerOf(request), deduct };
      return idempotency.run<Static<typeof Canceled>>(request, reply, async (claim) => ({
        status: 200,
        ...(await cancelOrder(orders, cancel, languageOf(request), { ...claim, status: 200 })),
      }));
    },
  );
}

function quoting(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/orders/:id/cancel/quote",
    {
      config: { access: can("order:refund") },
      schema: {
        tags,
        summary: "Ask what a cancellation for the shop would give back",
        description: "With `deduct` and without it. Nothing changes.",
        problems: ["NOT_CANCELABLE", "TOO_MANY_PIECES"],
        params,
        body: StaffCancelQuoteInput,
        response: { 200: CancelQuote },
      },
    },
    async (request) => {
      const { lines: pieces, deduct = false } = request.body ?? {};
      const order = await getOrder(orders, request.params.id);
      return presentCancelQuote(quoteCancel(order, { pieces, by: "shop", deduct }), order.currency);
    },
  );
}

function retrying(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/orders/:id/refunds/retry",
    {
      config: { access: can("order:refund", { stepUp: true }) },
      schema: {
        tags,
        summary: "Ask the payment provider again for refunds that it refused",
        description: "Refunds of the order with the status `failed`. Without one nothing changes.",
        params,
        response: { 200: StaffOrder },
      },
    },
    async (request) => {
      await retryRefunds(orders, request.params.id, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}

function withdrawing(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/orders/:id/refunds/:refundId/withdraw",
    {
      config: { access: can("order:refund", { stepUp: true }) },
      schema: {
        tags,
        summary: "Give up a refund of staff that was refused or waits",
        description: "Its amount can be refunded anew. A repeat changes nothing.",
        problems: ["REFUND_NOT_WITHDRAWABLE"],
        params: RefundRef,
        body: WithdrawInput,
        response: { 200: StaffOrder },
      },
    },
    async (request) => {
      const { id: orderId, refundId } = request.params;
      await withdrawRefund(orders, { orderId, refundId, why: request.body.reason }, callerOf(request));
      return readForStaff(orders, orderId, languageOf(request));
    },
  );
}

function refunding(app: App, orders: OrdersContext, idempotency: Idempotency, currency: Currency): void {
  app.post(
    "/api/v1/admin/orders/:id/refunds",
    {
      config: { access: can("order:refund", { stepUp: true }) },
      schema: {
        tags,
        summary: "Refund an amount without canceling pieces",
        problems: ["WRONG_ORDER_STATUS", "REFUND_TOO_LARGE", "TOO_MANY_PIECES", "AMOUNT_MISMATCH"],
        params,
        headers: KeyHeaders,
        body: RefundInput,
        response: { 201: Refunded },
      },
    },
    (request, reply) => {
      const { reason, lines = [] } = request.body;
      const amount = asMoney(request.body.amount, currency);
      const refund = {
        orderId: request.params.id,
        amount: amount.amount,
        currency: amount.currency,
        reason,
        lines,
      };
      return idempotency.run<Static<typeof Refunded>>(request, reply, async (claim) => {
        const booked = await refundOrder(orders, refund, callerOf(request), claim);
        const order = await readForStaff(orders, refund.orderId, languageOf(request));
        return {
          status: 201,
          body: { refund: { id: booked.id, amount: money(booked.amount, currency) }, order },
        };
      });
    },
  );
}
