/** The part of Stripe's API that the shop uses, below /stripe: forms in, JSON out. */
import type { FastifyInstance } from "fastify";
import type { Run } from "../direct/calls.ts";
import type { DirectContext } from "../direct/context.ts";
import {
  balanceOf,
  close,
  type DirectPayment,
  DirectRefusal,
  openPayment,
  refund,
} from "../direct/payment.ts";
import { pageOfRefunds, registerStripeLists } from "./list-routes.ts";
import { newIntentId, newSecret, viewIntent, viewRefund } from "./protocol.ts";

const AMOUNT = "^[1-9][0-9]{0,7}$";
const IntentBody = {
  type: "object",
  required: ["amount", "currency"],
  properties: {
    amount: { type: "string", pattern: AMOUNT },
    currency: { type: "string", pattern: "^[a-z]{3}$" },
    description: { type: "string", maxLength: 1000 },
    "metadata[order_id]": { type: "string", minLength: 1, maxLength: 500 },
  },
} as const;
const RefundBody = {
  type: "object",
  required: ["payment_intent"],
  properties: {
    payment_intent: { type: "string" },
    amount: { type: "string", pattern: AMOUNT },
    "metadata[refund_id]": { type: "string", maxLength: 500 },
  },
} as const;
const RefundQuery = {
  type: "object",
  properties: {
    payment_intent: { type: "string" },
    limit: { type: "string", pattern: "^[1-9][0-9]?$|^100$" },
    starting_after: { type: "string" },
  },
} as const;
const DEFAULT_PAGE = 10;

type Form = Readonly<Record<string, string | undefined>>;

export function registerStripeRoutes(app: FastifyInstance, context: DirectContext, run: Run): void {
  intentRoutes(app, context, run);
  refundRoutes(app, context, run);
  registerStripeLists(app, context);
}

function intentRoutes(app: FastifyInstance, context: DirectContext, run: Run): void {
  const { store } = context;

  app.post<{ Body: Form }>("/stripe/v1/payment_intents", { schema: { body: IntentBody } }, (request, reply) =>
    run(request, reply, {
      operation: "open",
      paymentId: null,
      effect() {
        const payment = newIntent(request.body, context.clock.now().getTime());
        store.save(payment);
        return { body: viewIntent(payment, false) };
      },
    }),
  );

  app.get<{ Params: { id: string }; Querystring: Form }>(
    "/stripe/v1/payment_intents/:id",
    (request, reply) => {
      const { id } = request.params;
      const expand = request.query["expand[]"] === "latest_charge";
      return run(request, reply, {
        operation: "get",
        paymentId: id,
        effect: () => ({ body: viewIntent(store.get(id), expand) }),
      });
    },
  );

  app.post<{ Params: { id: string } }>("/stripe/v1/payment_intents/:id/cancel", (request, reply) => {
    const { id } = request.params;
    return run(request, reply, {
      operation: "close",
      paymentId: id,
      effect() {
        const payment = close(store.get(id));
        store.save(payment);
        return { body: viewIntent(payment, false), change: { payment, to: "closed" } };
      },
    });
  });
}

function refundRoutes(app: FastifyInstance, context: DirectContext, run: Run): void {
  const { store, protocol, clock } = context;

  app.post<{ Body: Form }>("/stripe/v1/refunds", { schema: { body: RefundBody } }, (request, reply) => {
    const { payment_intent: id = "", amount, "metadata[refund_id]": tag = null } = request.body;
    return run(request, reply, {
      operation: "cancel",
      paymentId: id,
      effect() {
        const before = store.get(id);
        const entry = {
          id: protocol.newRefundId(),
          amount: amount === undefined ? balanceOf(before) : Number(amount),
          reason: "requested_by_customer",
          at: clock.now().getTime(),
          tag,
        };
        const payment = refund(before, entry);
        store.save(payment);
        return { body: viewRefund(payment, entry), change: { payment, to: "refunded" } };
      },
    });
  });

  // Faults of reading are those of the payment: the list is read right after it.
  app.get<{ Querystring: Form }>(
    "/stripe/v1/refunds",
    { schema: { querystring: RefundQuery } },
    (request) => {
      if (request.query.payment_intent === undefined) return pageOfRefunds(context, request.query);
      const { payment_intent: id = "", limit = DEFAULT_PAGE, starting_after: after } = request.query;
      const payment = store.get(id);
      const newestFirst = payment.refunds.toReversed();
      const from = after === undefined ? 0 : newestFirst.findIndex((each) => each.id === after) + 1;
      if (after !== undefined && from === 0) throw new DirectRefusal("INVALID_REQUEST");
      const page = newestFirst.slice(from, from + Number(limit));
      const has_more = from + page.length < newestFirst.length;
      return { object: "list", has_more, data: page.map((each) => viewRefund(payment, each)) };
    },
  );
}

function newIntent(form: Form, now: number): DirectPayment {
  const id = newIntentId();
  return openPayment({
    id,
    orderId: form["metadata[order_id]"] ?? id,
    orderName: form.description ?? id,
    amount: Number(form.amount),
    currency: (form.currency ?? "").toUpperCase(),
    secret: newSecret(id),
    createdAt: now,
  });
}
