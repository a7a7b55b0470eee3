import { type Consumers, on } from "../../platform/contract/contract.ts";
import type { PaymentsContext } from "./context.ts";
import { payments as contract } from "./contract.ts";
import { carryOutRefund } from "./service/refund.ts";
import { checkPayment } from "./service/webhook.ts";

/** The module consumes its own events: they are work that must continue after a crash. */
export const consumers = (payments: PaymentsContext): Consumers => ({
  ...on(contract.events.refundRequested, ({ refundId }) => carryOutRefund(payments, refundId)),
  ...on(contract.events.webhookReceived, ({ provider, providerOrderId }) =>
    checkPayment(payments, provider, providerOrderId),
  ),
});
