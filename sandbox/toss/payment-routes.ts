/** The REST API under /v1, for the shop's server. */
import type { FastifyInstance } from "fastify";
import { parseKst } from "../clock.ts";
import { createCalls } from "./calls.ts";
import type { CancelRequest } from "./cancels.ts";
import type { TossContext } from "./context.ts";
import { TossError } from "./errors.ts";
import { viewTransaction } from "./payment-view.ts";
import { cancelPayment, confirmPayment, getPayment, getPaymentOfOrder } from "./service.ts";

const amount = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const positiveAmount = { ...amount, minimum: 1 } as const;

const ConfirmBody = {
  type: "object",
  required: ["paymentKey", "orderId", "amount"],
  properties: {
    paymentKey: { type: "string", minLength: 1, maxLength: 200 },
    orderId: { type: "string", minLength: 1, maxLength: 64 },
    amount,
  },
} as const;

const CancelBody = {
  type: "object",
  required: ["cancelReason"],
  properties: {
    cancelReason: { type: "string", minLength: 1, maxLength: 200 },
    cancelAmount: positiveAmount,
    taxFreeAmount: amount,
    refundableAmount: amount,
    currency: { type: "string" },
    refundReceiveAccount: {
      type: "object",
      required: ["bank", "accountNumber", "holderName"],
      properties: {
        bank: { type: "string", minLength: 2, maxLength: 30 },
        accountNumber: { type: "string", maxLength: 40 },
        holderName: { type: "string", minLength: 1, maxLength: 60 },
      },
    },
  },
} as const;

const DEFAULT_TRANSACTIONS = 100;
const MAX_TRANSACTIONS = 10_000;

interface TransactionsQuery {
  startDate: string;
  endDate: string;
  startingAfter?: string;
  limit?: string;
}

const TransactionsQuerystring = {
  type: "object",
  required: ["startDate", "endDate"],
  properties: {
    startDate: { type: "string" },
    endDate: { type: "string" },
    startingAfter: { type: "string", maxLength: 64 },
    limit: { type: "string", pattern: "^[0-9]{1,5}$" },
  },
} as const;

export function registerPaymentRoutes(app: FastifyInstance, sandbox: TossContext): void {
  const calls = createCalls(sandbox);

  app.post<{ Body: { paymentKey: string; orderId: string; amount: number } }>(
    "/v1/payments/confirm",
    { schema: { body: ConfirmBody } },
    (request, reply) =>
      calls.run(request, reply, {
        operation: "confirm",
        paymentKey: request.body.paymentKey,
        effect: (fault) => confirmPayment(sandbox, request.body, fault),
      }),
  );

  app.post<{ Params: { paymentKey: string }; Body: CancelRequest }>(
    "/v1/payments/:paymentKey/cancel",
    { schema: { body: CancelBody } },
    (request, reply) =>
      calls.run(request, reply, {
        operation: "cancel",
        paymentKey: request.params.paymentKey,
        effect: (fault) => cancelPayment(sandbox, request.params.paymentKey, request.body, fault),
      }),
  );

  app.get<{ Params: { paymentKey: string } }>("/v1/payments/:paymentKey", (request, reply) =>
    calls.run(request, reply, {
      operation: "get",
      paymentKey: request.params.paymentKey,
      effect: () => ({ payment: getPayment(sandbox, request.params.paymentKey), refusal: null }),
    }),
  );

  app.get<{ Params: { orderId: string } }>("/v1/payments/orders/:orderId", (request, reply) =>
    calls.run(request, reply, {
      operation: "get",
      paymentKey: null,
      effect: () => ({ payment: getPaymentOfOrder(sandbox, request.params.orderId), refusal: null }),
    }),
  );

  app.get<{ Querystring: TransactionsQuery }>(
    "/v1/transactions",
    { schema: { querystring: TransactionsQuerystring } },
    (request) => {
      const { startDate, endDate, startingAfter, limit } = request.query;
      const from = parseKst(startDate);
      const to = parseKst(endDate);
      if (Number.isNaN(from) || Number.isNaN(to))
        throw new TossError("INVALID_REQUEST", "startDate or endDate");
      const count = Math.min(limit === undefined ? DEFAULT_TRANSACTIONS : Number(limit), MAX_TRANSACTIONS);
      return sandbox.store
        .movements(from, to, startingAfter ?? null, count)
        .map(({ payment, movement }) => viewTransaction(payment, movement, sandbox.publicUrl()));
    },
  );
}
