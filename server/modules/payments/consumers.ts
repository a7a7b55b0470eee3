import { type Consumers, on } from "../../platform/contract/contract.ts";
import { payments as contract } from "./contract.ts";
import { carryOutRefund, hearWebhook } from "./reconcile.ts";
import type { Payments } from "./service.ts";

/** The module's own events: work that must go on after a crash. */
export const consumers = (payments: Payments): Consumers => ({
  ...on(contract.events.refundRequested, ({ refundId }) => carryOutRefund(payments, refundId)),
  ...on(contract.events.webhookReceived, ({ provider, providerOrderId }) =>
    hearWebhook(payments, provider, providerOrderId),
  ),
});
