import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { consumers } from "./consumers.ts";
import { payments as contract } from "./contract.ts";
import { sumTotals } from "./queries.ts";
import { reconcile, requestRefund } from "./reconcile.ts";
import { routes } from "./routes.ts";
import * as service from "./service.ts";

export function paymentsModule(payments: service.Payments): Module<typeof contract> {
  return {
    contract,
    port: {
      start: (input) => service.start(payments, input),
      begin: (given) => service.begin(payments, given),
      complete: ({ attemptId }) => service.complete(payments, attemptId),
      abandon: async ({ attemptId, code }) => {
        await service.abandon(payments, attemptId, code);
        return nothing;
      },
      get: async ({ attemptId }) => service.viewOf(await service.getAttempt(payments, attemptId)),
      latest: ({ orderIds }) => service.latest(payments, orderIds),
      close: async ({ orderId }) => ({ open: await service.close(payments, orderId) }),
      accept: async ({ attemptId }) => {
        await service.accept(payments, attemptId);
        return nothing;
      },
      refund: async ({ attemptId, reason }) => {
        await requestRefund(payments, attemptId, reason);
        return nothing;
      },
      totals: ({ orderIds }) => payments.db.rows(sumTotals, { orderIds }),
    },
    consumers: consumers(payments),
    jobs: [{ name: "payments.reconcile", everyMs: 15_000, run: () => reconcile(payments) }],
    routes: (app) => routes(app, payments),
    audit: () => audit(payments.db),
  };
}
