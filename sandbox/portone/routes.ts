/** The API of PortOne v2 below /portone, for the shop's server. */
import type { FastifyInstance } from "fastify";
import type { Run } from "../direct/calls.ts";
import type { DirectContext } from "../direct/context.ts";
import {
  balanceOf,
  type DirectPayment,
  DirectRefusal,
  openPayment,
  refund,
  taxFreeBalanceOf,
} from "../direct/payment.ts";
import { viewCancel, viewPayment } from "./protocol.ts";

const positiveAmount = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const PreRegisterBody = {
  type: "object",
  required: ["totalAmount", "currency"],
  properties: {
    storeId: { type: "string" },
    totalAmount: positiveAmount,
    taxFreeAmount: positiveAmount,
    currency: { type: "string", pattern: "^[A-Z]{3}$" },
  },
} as const;
const CancelBody = {
  type: "object",
  required: ["reason"],
  properties: {
    storeId: { type: "string" },
    reason: { type: "string", minLength: 1, maxLength: 1000 },
    amount: positiveAmount,
    taxFreeAmount: positiveAmount,
    currentCancellableAmount: positiveAmount,
  },
} as const;

const ListQuery = {
  type: "object",
  required: ["requestBody"],
  properties: { requestBody: { type: "string", maxLength: 2000 } },
} as const;
interface ListRequest {
  readonly page: { readonly number: number; readonly size: number };
  readonly filter: { readonly from: string };
}

const STORE = "store-sandbox";

interface Registration {
  readonly totalAmount: number;
  readonly taxFreeAmount?: number;
  readonly currency: string;
}
interface Cancellation {
  readonly reason: string;
  readonly amount?: number;
  readonly taxFreeAmount?: number;
  readonly currentCancellableAmount?: number;
}

interface PaymentParams {
  readonly Params: { readonly id: string };
}

export function registerPortoneRoutes(app: FastifyInstance, context: DirectContext, run: Run): void {
  const { store, protocol, clock } = context;

  app.post<PaymentParams & { Body: Registration }>(
    "/portone/payments/:id/pre-register",
    { schema: { body: PreRegisterBody } },
    (request, reply) =>
      run(request, reply, {
        operation: "open",
        paymentId: request.params.id,
        effect() {
          const { params, body } = request;
          register(context, params.id, body);
          return { body: {} };
        },
      }),
  );

  app.get<{ Querystring: { requestBody: string } }>(
    "/portone/payments",
    { schema: { querystring: ListQuery } },
    ({ query }) => {
      const { page, filter } = JSON.parse(query.requestBody) as ListRequest;
      const since = Date.parse(filter.from);
      const changed = [...store.list()].filter((each) => changedAt(each) >= since);
      const from = page.number * page.size;
      const items = changed.slice(from, from + page.size).map((each) => viewPayment(each, STORE));
      return { items, page: { ...page, totalCount: changed.length } };
    },
  );

  app.get<PaymentParams>("/portone/payments/:id", (request, reply) => {
    const { id } = request.params;
    return run(request, reply, {
      operation: "get",
      paymentId: id,
      effect: () => ({ body: viewPayment(store.get(id), STORE) }),
    });
  });

  app.post<PaymentParams & { Body: Cancellation }>(
    "/portone/payments/:id/cancel",
    { schema: { body: CancelBody } },
    (request, reply) => {
      const { id } = request.params;
      return run(request, reply, {
        operation: "cancel",
        paymentId: id,
        effect() {
          const payment = store.get(id);
          const balance = balanceOf(payment);
          const { reason, amount = balance, currentCancellableAmount = balance } = request.body;
          // A cancel of a part that names no tax-free one is of the taxed part.
          const rest = amount === balance ? taxFreeBalanceOf(payment) : 0;
          const { taxFreeAmount: taxFree = rest } = request.body;
          if (currentCancellableAmount !== balance)
            throw new DirectRefusal("CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN");
          const entry = {
            ...{ id: protocol.newRefundId(), amount, taxFree, reason },
            ...{ at: clock.now().getTime(), tag: null },
          };
          const changed = refund(payment, entry);
          store.save(changed);
          return { body: { cancellation: viewCancel(entry) }, change: { payment: changed, to: "refunded" } };
        },
      });
    },
  );
}

const changedAt = ({ createdAt, paidAt, refunds }: DirectPayment): number =>
  refunds.at(-1)?.at ?? paidAt ?? createdAt;

/** Fixes the sum. A payment that was paid is not registered again. */
function register({ store, clock }: DirectContext, id: string, body: Registration): void {
  const { totalAmount: amount, taxFreeAmount: taxFree = 0, currency } = body;
  const known = store.find(id);
  if (known && known.status !== "open" && known.status !== "failed") throw new DirectRefusal("ALREADY_PAID");
  store.save(
    openPayment({
      id,
      orderId: id,
      orderName: id,
      ...{ amount, taxFree, currency },
      secret: "",
      createdAt: clock.now().getTime(),
    }),
  );
}
