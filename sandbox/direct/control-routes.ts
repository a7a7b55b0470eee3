/** Routes that no provider has: faults, the ledger for audits, and what happens at the provider itself. */
import type { FastifyInstance } from "fastify";
import { modeNotation, NO_FAULT, parseFault } from "../faults.ts";
import { announce } from "./calls.ts";
import type { DirectContext, DirectOperation } from "./context.ts";
import { type DirectPayment, DirectRefusal, heldOf, refund } from "./payment.ts";

const FaultBody = {
  type: "object",
  required: ["operation", "mode"],
  additionalProperties: false,
  properties: {
    operation: { enum: ["open", "get", "close", "cancel"] },
    mode: { type: "string", maxLength: 100 },
    times: { type: "integer", minimum: 1, maximum: 1_000_000 },
  },
} as const;
const RefundBody = {
  type: "object",
  required: ["amount"],
  additionalProperties: false,
  properties: { amount: { type: "integer", minimum: 1 } },
} as const;

/** Paths begin with `/sandbox/<provider>`. The caller checks the secret key. */
export function registerDirectControl(app: FastifyInstance, context: DirectContext): void {
  const { store, faults, protocol, clock } = context;
  const base = `/sandbox/${protocol.name}`;

  /** `held` is the amount that the shop has now, in minor units. */
  const view = (payment: DirectPayment) => ({
    paymentKey: protocol.paymentKeyOf(payment),
    orderId: payment.orderId,
    status: payment.status,
    amount: payment.amount,
    held: heldOf(payment),
    ledger: payment.ledger,
    refunds: payment.refunds.map(({ id, amount }) => ({ id, amount })),
  });
  function change(payment: DirectPayment, to: "refunded" | "disputed") {
    store.save(payment);
    void announce(context, payment, to, NO_FAULT);
    return view(payment);
  }

  app.get(`${base}/payments`, () => ({ payments: Array.from(store.list(), view) }));

  app.post<{ Params: { id: string }; Body: { amount: number } }>(
    `${base}/payments/:id/refund`,
    { schema: { body: RefundBody } },
    ({ params, body }) => {
      const now = clock.now().getTime();
      const entry = {
        id: protocol.newRefundId(),
        amount: body.amount,
        reason: "console",
        at: now,
        tag: null,
      };
      return change(refund(store.get(params.id), entry), "refunded");
    },
  );

  app.post<{ Params: { id: string } }>(`${base}/payments/:id/dispute`, ({ params }) =>
    change({ ...store.get(params.id), disputed: true }, "disputed"),
  );

  app.post<{ Params: { id: string } }>(`${base}/payments/:id/dispute/won`, ({ params }) =>
    change({ ...store.get(params.id), disputeWon: true }, "disputed"),
  );

  app.get(`${base}/faults`, () => ({ faults: faults.list() }));

  app.post<{ Body: { operation: DirectOperation; mode: string; times?: number } }>(
    `${base}/faults`,
    { schema: { body: FaultBody } },
    (request, reply) => {
      const { operation, mode, times } = request.body;
      const fault = parseFault(mode);
      if (fault === null) throw new DirectRefusal(`mode is one of ${modeNotation.join(", ")}`);
      faults.set({ operation, mode, times: times ?? null }, fault);
      reply.code(201);
      return { faults: faults.list() };
    },
  );

  app.delete(`${base}/faults`, (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
