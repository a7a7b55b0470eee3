/**
 * Routes that Toss does not have: faults, deposits, the whole ledger for audits. They need the secret key.
 */
import type { FastifyInstance } from "fastify";
import { modeNotation, type Operation, parseFault } from "../faults.ts";
import type { TossContext } from "./context.ts";
import { TossError } from "./errors.ts";
import { viewPayment } from "./payment-view.ts";
import type { Payment } from "./payments.ts";
import { expirePayments, receiveDeposit, returnDeposit } from "./service.ts";

const FaultBody = {
  type: "object",
  required: ["operation", "mode"],
  additionalProperties: false,
  properties: {
    operation: { enum: ["confirm", "cancel", "get", "receipt", "receiptCancel"] },
    mode: { type: "string", maxLength: 100 },
    times: { type: "integer", minimum: 1, maximum: 1_000_000 },
  },
} as const;

/** A payment with every movement of its money. `held` is the amount that the shop has now, in minor units. */
function auditPayment(payment: Payment, publicUrl: string) {
  const held = payment.ledger.reduce((sum, movement) => sum + movement.amount, 0);
  return { ...viewPayment(payment, publicUrl), held, ledger: payment.ledger };
}

export function registerControlRoutes(app: FastifyInstance, sandbox: TossContext): void {
  const { store, faults, publicUrl } = sandbox;

  app.get("/sandbox/payments", () => {
    expirePayments(sandbox);
    return { payments: Array.from(store.list(), (payment) => auditPayment(payment, publicUrl())) };
  });

  app.post<{ Params: { paymentKey: string } }>("/sandbox/payments/:paymentKey/deposit", async (request) =>
    auditPayment(await receiveDeposit(sandbox, request.params.paymentKey), publicUrl()),
  );

  app.post<{ Params: { paymentKey: string } }>("/sandbox/payments/:paymentKey/reverse", (request) =>
    auditPayment(returnDeposit(sandbox, request.params.paymentKey), publicUrl()),
  );

  app.get("/sandbox/faults", () => ({ faults: faults.list() }));

  app.post<{ Body: { operation: Operation; mode: string; times?: number } }>(
    "/sandbox/faults",
    { schema: { body: FaultBody } },
    (request, reply) => {
      const { operation, mode, times } = request.body;
      const fault = parseFault(mode);
      if (fault === null) throw new TossError("INVALID_REQUEST", `mode is one of ${modeNotation.join(", ")}`);
      faults.set({ operation, mode, times: times ?? null }, fault);
      reply.code(201);
      return { faults: faults.list() };
    },
  );

  app.delete("/sandbox/faults", (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
