import { type Static, Type } from "typebox";
import { accountIdOf, accountOf, guestOrSignedIn, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import type { Idempotency } from "../../platform/http/idempotency.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { LAST_ID } from "../../platform/ids.ts";
import type { Currency } from "../../platform/money.ts";
import { networkOf, publicNetworkOf } from "../../platform/network.ts";
import { asMoney, Closed, MoneyInput } from "../../platform/schema.ts";
import { PaymentSession, Provider } from "../payments/contract.ts";
import { cancelRoutes } from "./cancel-routes.ts";
import { claimRoutes } from "./claims/routes.ts";
import type { OrdersContext } from "./context.ts";
import { PlaceOrder } from "./contract.ts";
import { lookupRoutes } from "./lookup-routes.ts";
import { presentSummary } from "./present.ts";
import { refundAccountRoutes } from "./refund-account-routes.ts";
import { GuestHeaders, KeyHeaders, OrderRef } from "./request-schemas.ts";
import { ConfirmedOrder, OrderDetails, OrderPage, Placed } from "./schemas.ts";
import { confirmPayment } from "./service/confirm-payment.ts";
import { listOrders } from "./service/member-orders.ts";
import { placeOrder } from "./service/place-order.ts";
import { getOrderOf, showOrder } from "./service/read-order.ts";
import { retryPayment } from "./service/retry-payment.ts";
import { staffRoutes } from "./staff-routes.ts";

const ReturnBody = Closed({
  provider: Provider,
  paymentKey: Type.String({ minLength: 1, maxLength: 200, pattern: "^[A-Za-z0-9_-]+$" }),
  orderId: Type.String({ pattern: "^[A-Za-z0-9_-]{6,64}$" }),
  amount: MoneyInput,
});
const PageQuery = Closed({ limit: Limit, cursor: Cursor });
/** The name of the list of orders in its cursors. */
const LIST = "orders";

/** Buying and paying check the session, so that after a sign-out nothing is bought in the member's name. */
const buyer = { access: guestOrSignedIn("session") };

export function routes(app: App, orders: OrdersContext, idempotency: Idempotency, currency: Currency): void {
  placing(app, orders, idempotency);
  paying(app, orders, idempotency, currency);
  reading(app, orders);
  cancelRoutes(app, orders, idempotency);
  claimRoutes(app, orders, idempotency, currency);
  refundAccountRoutes(app, orders);
  lookupRoutes(app, orders);
  staffRoutes(app, orders, idempotency, currency);
}

function placing(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  app.post(
    "/api/v1/orders",
    {
      config: buyer,
      schema: {
        tags: ["orders"],
        summary: "Place an order",
        description: "One with nothing to pay, by coupons and points, is paid by being placed.",
        problems: [
          "NOT_FOUND",
          "CART_EMPTY",
          "NOT_FOR_SALE",
          "PAYMENT_METHOD_UNAVAILABLE",
          "PRICE_CHANGED",
          "BELOW_MINIMUM_AMOUNT",
          "COUPON_REFUSED",
          "POINTS_REFUSED",
          "AMOUNT_LIMIT",
          "QUANTITY_LIMIT",
          "MINIMUM_QUANTITY",
          "OUT_OF_STOCK",
          "ORDER_TOO_LARGE",
          "CART_BEING_PAID",
          "UNPAID_LIMIT",
          "TOO_MANY_REQUESTS",
        ],
        headers: KeyHeaders,
        body: PlaceOrder,
        response: { 201: Placed },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return idempotency.run<Static<typeof Placed>>(request, reply, async (claim) => {
        const slot = { ...claim, status: 201 };
        const network = publicNetworkOf(request.ip);
        const buyer = { memberId: accountIdOf(request), network, guessing: networkOf(request.ip) };
        const body = await placeOrder(orders, request.body, buyer, languageOf(request), slot);
        return { status: 201, body, stored: true };
      });
    },
  );
}

function paying(app: App, orders: OrdersContext, idempotency: Idempotency, currency: Currency): void {
  const tags = ["payments"];

  app.post(
    "/api/v1/payments/confirm",
    {
      config: { ...buyer, neverRefusedForLoad: true },
      schema: {
        tags,
        summary: "Confirm a payment",
        problems: [
          "NOT_FOUND",
          "PAYMENT_NOT_FOUND",
          "PAYMENT_REFUSED",
          "PAYMENT_MISMATCH",
          "AMOUNT_MISMATCH",
          "ORDER_CLOSED",
          "OUT_OF_STOCK",
          "COUPON_REFUSED",
          "POINTS_REFUSED",
          "UNKNOWN_HOLD",
        ],
        headers: KeyHeaders,
        body: ReturnBody,
        response: {
          200: Closed({ order: ConfirmedOrder }),
          202: Closed({ status: Type.Literal("confirming") }),
        },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { amount, ...rest } = request.body;
      const input = { ...rest, amount: asMoney(amount, currency), memberId: accountIdOf(request) };
      const body = await idempotency.run<object>(request, reply, async (claim) => {
        const result = await confirmPayment(orders, input, languageOf(request), { ...claim, status: 200 });
        if (result.kind === "confirming")
          return { status: 202, body: { status: "confirming" }, final: false };
        return { status: 200, body: { order: result.order }, stored: result.stored };
      });
      return reply.send(body as never);
    },
  );

  app.post(
    "/api/v1/orders/:id/payments",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Pay for an order again",
        description:
          "Coupons and points that a declined payment let go are taken back first; while others have them, " +
          "the order cannot be paid.",
        problems: ["ORDER_CLOSED", "COUPON_REFUSED", "POINTS_REFUSED"],
        params: OrderRef,
        headers: Type.Object({ ...KeyHeaders.properties, ...GuestHeaders.properties }),
        response: { 201: Closed({ payment: PaymentSession }) },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      return idempotency.run(request, reply, async () => ({
        status: 201,
        body: { payment: await retryPayment(orders, order, languageOf(request)) },
      }));
    },
  );
}

function reading(app: App, orders: OrdersContext): void {
  const tags = ["orders"];

  app.get(
    "/api/v1/orders",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: {
        tags,
        summary: "List the member's orders",
        description: "One's own, newest first.",
        querystring: PageQuery,
        response: { 200: OrderPage },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { limit = 20, cursor } = request.query;
      const beforeId = readIdCursor(LIST, cursor) ?? LAST_ID;
      const rows = await listOrders(orders, accountOf(request).id, { beforeId, limit: limit + 1 });
      const language = languageOf(request);
      return pageOf(
        LIST,
        rows,
        limit,
        (row) => presentSummary(row, language),
        ({ id }) => [id],
      );
    },
  );

  app.get(
    "/api/v1/orders/:id",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "Read an order",
        params: OrderRef,
        headers: GuestHeaders,
        response: { 200: OrderDetails },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      return showOrder(orders, order, languageOf(request));
    },
  );
}
