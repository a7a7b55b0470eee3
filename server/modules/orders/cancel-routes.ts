import { type Static, Type } from "typebox";
import { accountIdOf, guestOrSignedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import type { Idempotency } from "../../platform/http/idempotency.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Closed, Line, Nullable, Uuid } from "../../platform/schema.ts";
import type { OrdersContext } from "./context.ts";
import { Pieces } from "./contract.ts";
import { presentCancelQuote } from "./present.ts";
import { GuestHeaders, KeyHeaders, OrderRef } from "./request-schemas.ts";
import { Canceled, CancelQuote, OrderDetails, RefilledCart } from "./schemas.ts";
import { cancelOrder, quoteCancel } from "./service/cancel.ts";
import { confirmPurchase } from "./service/complete.ts";
import { getOrderOf, showOrder } from "./service/read-order.ts";
import { reorder } from "./service/reorder.ts";

const tags = ["orders"];
const buyer = { access: guestOrSignedIn("session") };
const SomePieces = Type.Optional(
  Type.Array(Pieces, { minItems: 1, maxItems: 200, description: "absent: all that is left" }),
);

/** What a buyer does with an order after placing it. */
export function cancelRoutes(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  canceling(app, orders, idempotency);
  reordering(app, orders, idempotency);

  app.post(
    "/api/v1/orders/:id/confirm-purchase",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Confirm that the goods arrived and stay",
        description: "A repeat changes nothing.",
        problems: ["WRONG_ORDER_STATUS", "CLAIM_OPEN"],
        params: OrderRef,
        headers: GuestHeaders,
        response: { 200: OrderDetails },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const { id } = await getOrderOf(orders, request.params.id, reader);
      return showOrder(orders, await confirmPurchase(orders, id), languageOf(request));
    },
  );
}

function canceling(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  const problems = ["NOT_CANCELABLE", "TOO_MANY_PIECES"];

  app.post(
    "/api/v1/orders/:id/cancel",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Cancel an order, or pieces of it",
        description:
          "Until the shop prepares the goods. An order that is not paid is canceled as a whole. What the " +
          "rest costs more by itself is deducted, as the quote says.",
        problems,
        params: OrderRef,
        headers: Type.Object({ ...KeyHeaders.properties, ...GuestHeaders.properties }),
        body: Closed({ lines: SomePieces, reason: Line(200) }),
        response: { 200: Canceled },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const { id } = await getOrderOf(orders, request.params.id, reader);
      const { lines, reason } = request.body;
      const cancel = { orderId: id, pieces: lines, reason, by: "buyer", deduct: true } as const;
      return idempotency.run<Static<typeof Canceled>>(request, reply, async (claim) => ({
        status: 200,
        ...(await cancelOrder(orders, cancel, languageOf(request), { ...claim, status: 200 })),
      }));
    },
  );

  app.post(
    "/api/v1/orders/:id/cancel/quote",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Ask what a cancellation would give back",
        problems,
        params: OrderRef,
        headers: GuestHeaders,
        body: Nullable(Closed({ lines: SomePieces })),
        response: { 200: CancelQuote },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      const asked = { pieces: request.body?.lines, by: "buyer", deduct: true } as const;
      return presentCancelQuote(quoteCancel(order, asked), order.currency);
    },
  );
}

function reordering(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  app.post(
    "/api/v1/orders/:id/reorder",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Put what was ordered into the cart once more",
        description:
          "As much of it as can be bought now, at the prices of now; each line tells what could not. " +
          "A member's goods go into the member's cart.",
        problems: ["WRONG_ORDER_STATUS", "TOO_MANY_LINES"],
        params: OrderRef,
        headers: Type.Object({ ...KeyHeaders.properties, ...GuestHeaders.properties }),
        body: Nullable(
          Closed({
            cartId: Type.Optional({
              ...Uuid,
              description: "of a guest; a new one without it, or when it is gone",
            }),
          }),
        ),
        response: { 200: RefilledCart },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const memberId = accountIdOf(request);
      const reader = { memberId, guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      const shopper = { memberId, cartId: request.body?.cartId ?? null };
      return idempotency.run<Static<typeof RefilledCart>>(request, reply, async () => ({
        status: 200,
        body: await reorder(orders, order, shopper),
      }));
    },
  );
}
