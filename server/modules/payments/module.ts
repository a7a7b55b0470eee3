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
      openAttempt: (input) => service.openAttempt(payments, input),
      beginConfirm: (given) => service.beginConfirm(payments, given),
      confirm: ({ attemptId }) => service.confirm(payments, attemptId),
      cancelConfirm: async ({ attemptId, code }) => {
        await service.cancelConfirm(payments, attemptId, code);
        return nothing;
      },
      getAttempt: async ({ attemptId }) => service.viewOf(await service.getAttempt(payments, attemptId)),
      latestAttempts: ({ orderIds }) => service.latest(payments, orderIds),
      closeAttempt: async ({ orderId }) => ({ open: await service.closeAttempt(payments, orderId) }),
      acceptLateMoney: async ({ attemptId }) => {
        await service.acceptLateMoney(payments, attemptId);
        return nothing;
      },
      requestRefund: async ({ attemptId, reason }) => {
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
