import { serializedByKey } from "../../platform/concurrency.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { consumers } from "./consumers.ts";
import { getProvider, type PaymentsContext } from "./context.ts";
import { payments as contract } from "./contract.ts";
import { measurePayments, timedProvider } from "./metrics.ts";
import { presentAttempt } from "./present.ts";
import { forgetNumbersOf, forgetReceiptNumbers, receiptOf, tendReceipts } from "./receipts/service.ts";
import { routes } from "./routes.ts";
import { closeAttempt } from "./service/close-attempt.ts";
import { comparePayments } from "./service/compare.ts";
import { beginConfirm, cancelConfirm, confirm } from "./service/confirm.ts";
import { withdrawRefund } from "./service/decide-refund.ts";
import { endAbandoned } from "./service/end-abandoned.ts";
import { figuresForStaff, paymentFigures } from "./service/figures.ts";
import { acceptLateMoney } from "./service/late-money.ts";
import { openAttempt } from "./service/open-attempt.ts";
import { settlePaidElsewhere } from "./service/paid-elsewhere.ts";
import { getAttempt, latestAttempts, sumTotals } from "./service/read-attempts.ts";
import { reconcile } from "./service/reconcile.ts";
import { refundsOf, requestRefund, retryRefunds } from "./service/refund.ts";
import { forgetRefundAccounts, needsRefundAccount, storeRefundAccount } from "./service/refund-account.ts";
import { forgetWebhooks } from "./service/webhook.ts";
import { staffRoutes } from "./staff-routes.ts";

export function paymentsModule(
  { providers, offered, ...given }: Omit<PaymentsContext, "measures" | "oneByOne">,
  metrics: Metrics,
): Module<typeof contract> {
  const timed = new Map([...providers].map(([name, provider]) => [name, timedProvider(provider, metrics)]));
  const payments: PaymentsContext = {
    ...given,
    providers: timed,
    offered: new Map([...offered].map(([method, { name }]) => [method, getProvider(timed, name)])),
    oneByOne: serializedByKey(),
    measures: measurePayments(metrics),
  };
  return {
    contract,
    port: {
      countForStaff: ({ since }) => figuresForStaff(payments.db, since),
      openAttempt: (input) => openAttempt(payments, input),
      beginConfirm: (input) => beginConfirm(payments, input),
      confirm: ({ attemptId }) => confirm(payments, attemptId),
      cancelConfirm: async ({ attemptId, code }) => {
        await cancelConfirm(payments, attemptId, code);
        return nothing;
      },
      getAttempt: async ({ attemptId }) => presentAttempt(await getAttempt(payments, attemptId)),
      latestAttempts: ({ orderIds }) => latestAttempts(payments, orderIds),
      closeAttempt: async ({ orderId, onlyDue }) => ({
        open: await closeAttempt(payments, orderId, onlyDue),
      }),
      acceptLateMoney: async ({ attemptId }) => {
        await acceptLateMoney(payments, attemptId);
        return nothing;
      },
      requestRefund: async ({ staffId: requestedBy = null, amount = null, taxFree = null, ...wish }) => {
        const { isBack } = await requestRefund(payments, { ...wish, amount, taxFree, requestedBy });
        return isBack ? { isBack } : nothing;
      },
      withdrawRefund: (withdrawal) => withdrawRefund(payments, withdrawal),
      retryRefunds: async ({ orderId, staffId = null, by = null }) => ({
        retried: await retryRefunds(payments, { orderId, staffId, by }),
      }),
      storeRefundAccount: async ({ orderId, account }) => {
        await storeRefundAccount(payments, orderId, account);
        return nothing;
      },
      needsRefundAccount: async ({ orderId }) => ({ needed: await needsRefundAccount(payments, orderId) }),
      receiptOf: async ({ orderId }) => ({ receipt: await receiptOf(payments, orderId) }),
      forgetReceiptNumbers: async ({ orderIds }) => {
        await forgetNumbersOf(payments, orderIds);
        return nothing;
      },
      refundsOf: ({ orderId }) => refundsOf(payments, orderId),
      totals: ({ orderIds }) => sumTotals(payments, orderIds),
    },
    consumers: consumers(payments),
    jobs: [
      { name: "payments.reconcile", everyMs: 15_000, run: () => reconcile(payments) },
      { name: "payments.receipts", everyMs: 60_000, run: () => tendReceipts(payments) },
      { name: "payments.settlePaidElsewhere", everyMs: 60_000, run: () => settlePaidElsewhere(payments) },
      {
        name: "payments.forgetReceiptNumbers",
        everyMs: 3_600_000,
        run: () => forgetReceiptNumbers(payments),
      },
      { name: "payments.endAbandoned", everyMs: 3_600_000, run: () => endAbandoned(payments) },
      { name: "payments.forgetWebhooks", everyMs: 3_600_000, run: () => forgetWebhooks(payments) },
      { name: "payments.compare", everyMs: 3_600_000, run: () => comparePayments(payments) },
      {
        name: "payments.forgetRefundAccounts",
        everyMs: 3_600_000,
        run: () => forgetRefundAccounts(payments),
      },
    ],
    routes: (app) => {
      routes(app, payments);
      staffRoutes(app, payments);
    },
    audit: () => audit(payments.db, payments.clock),
    figures: paymentFigures(payments.db, payments.clock, metrics, providers.keys()),
  };
}
