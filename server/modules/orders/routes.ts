import { type Static, Type } from "typebox";
import { everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import type { Idempotency } from "../../platform/http/idempotency.ts";
import { languageOf, problems } from "../../platform/http/problem.ts";
import { type Currency, Money } from "../../platform/money.ts";
import { asMoney, Closed, MoneyInput, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { shownVariantFields } from "../catalog/contract.ts";
import { AttemptView, PaymentSession, Provider } from "../payments/contract.ts";
import { Contact, PlaceOrder, ShippingAddress } from "./contract.ts";
import { orderStatuses } from "./order.ts";
import { confirmPayment } from "./service/confirm-payment.ts";
import type { Orders } from "./service/orders.ts";
import { payAgain } from "./service/pay-again.ts";
import { placeOrder } from "./service/place-order.ts";
import { getGuestOrder, showOrder } from "./service/read-order.ts";

export const Order = Closed({
  id: Uuid,
  number: Type.String(),
  status: Type.Enum([...orderStatuses]),
  placedAt: Timestamp,
  expiresAt: Nullable(Timestamp),
  paidAt: Nullable(Timestamp),
  contact: Contact,
  shippingAddress: ShippingAddress,
  items: Type.Array(
    Closed({
      id: Uuid,
      ...shownVariantFields,
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
    }),
  ),
  subtotal: Money,
  discount: Money,
  deliveryFee: Money,
  total: Money,
  payment: Nullable(
    Closed({
      status: AttemptView.properties.status,
      provider: Provider,
      method: Nullable(Type.String()),
      failure: Nullable(Closed({ code: Type.String(), message: Type.String() })),
    }),
  ),
  events: Type.Array(Closed({ type: Type.String(), at: Timestamp })),
});
const OrderRef = Closed({ id: Uuid });
const GuestHeaders = Type.Object({ "x-guest-token": Type.Optional(Type.String({ maxLength: 200 })) });
const KeyHeaders = Type.Object({
  "idempotency-key": Type.Optional(Type.String({ description: "required: 8–255 characters, a fresh one per intent" })),
});
const ReturnBody = Closed({
  provider: Provider,
  paymentKey: Type.String({ minLength: 1, maxLength: 200, pattern: "^[A-Za-z0-9_-]+$" }),
  orderId: Type.String({ pattern: "^[A-Za-z0-9_-]{6,64}$" }),
  amount: MoneyInput,
});

export function routes(app: App, orders: Orders, idempotency: Idempotency, currency: Currency): void {
  const config = { access: everyone };
  const Placed = Closed({ order: Order, payment: PaymentSession, guestToken: Type.String() });

  app.post(
    "/api/v1/orders",
    {
      config,
      schema: {
        tags: ["orders"],
        headers: KeyHeaders,
        body: PlaceOrder,
        response: { 201: Placed, ...problems(400, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return idempotency.run<Static<typeof Placed>>(request, reply, (claim) =>
        placeOrder(orders, request.body, languageOf(request), claim),
      );
    },
  );

  app.post(
    "/api/v1/payments/confirm",
    {
      config,
      schema: {
        tags: ["payments"],
        headers: KeyHeaders,
        body: ReturnBody,
        response: {
          200: Closed({ order: Order }),
          202: Closed({ status: Type.Literal("confirming") }),
          ...problems(400, 402, 404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const given = { ...request.body, amount: asMoney(request.body.amount, currency) };
      const body = await idempotency.run(request, reply, (claim) =>
        confirmPayment(orders, given, languageOf(request), claim),
      );
      return reply.send(body as never);
    },
  );

  app.get(
    "/api/v1/orders/:id",
    {
      config,
      schema: { tags: ["orders"], params: OrderRef, headers: GuestHeaders, response: { 200: Order, ...problems(404) } },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const order = await getGuestOrder(orders, request.params.id, request.headers["x-guest-token"]);
      return showOrder(orders, order, languageOf(request));
    },
  );

  app.post(
    "/api/v1/orders/:id/payments",
    {
      config,
      schema: {
        tags: ["payments"],
        params: OrderRef,
        headers: Type.Object({ ...KeyHeaders.properties, ...GuestHeaders.properties }),
        response: { 201: Closed({ payment: PaymentSession }), ...problems(400, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const order = await getGuestOrder(orders, request.params.id, request.headers["x-guest-token"]);
      return idempotency.run(request, reply, async () => ({
        status: 201,
        body: { payment: await payAgain(orders, order, languageOf(request)) },
      }));
    },
  );
}
