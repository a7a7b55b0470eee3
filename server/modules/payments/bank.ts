/**
 * Bank transfer to the shop's own account. There is no provider: the order waits for its deposit as soon as
 * the shopper has come back, staff confirm the deposit, and they pay refunds by hand.
 *
 * Always: the payment key is the attempt's id, which only the shopper's browser gets. What staff confirm
 * passes the reducer like a provider's snapshot. `find` knows nothing, so it never decides.
 */
import { after, type Clock } from "../../platform/clock.ts";
import type { Currency } from "../../platform/money.ts";
import type { Snapshot } from "./attempt.ts";
import type { OpenRequest, PaymentProvider } from "./provider.ts";
import { returnAddresses, shorten } from "./toss-session.ts";

export interface BankAccount {
  readonly bank: string;
  readonly accountNumber: string;
  readonly holder: string;
}

export interface BankSettings {
  readonly publicUrl: string;
  readonly currency: Currency;
  readonly clock: Clock;
  /** How long a deposit is waited for, milliseconds. */
  readonly depositMs: number;
  /** Null: the shop takes no transfers now. */
  readonly account: () => Promise<BankAccount | null>;
}

const METHOD = "BANK_TRANSFER";
const keyOf = (attemptId: string): string => `bank_${attemptId}`;
const nothingKnown = { kind: "absent", code: "NO_PROVIDER", message: "" } as const;

export function bankProvider(settings: BankSettings): PaymentProvider {
  const { clock, currency, depositMs } = settings;
  const view = { currency, method: METHOD, approvedAt: null, refunds: [], failure: null };
  return {
    name: "bank",
    capturesAlone: false,
    refundKeyMs: Number.POSITIVE_INFINITY,
    isByHand: true,
    open: async (request) => ({
      kind: "opened",
      session: bankSession(settings.publicUrl, request),
      openedKey: null,
    }),
    async confirm({ attemptId, paymentKey, providerOrderId, amount }) {
      if (paymentKey !== keyOf(attemptId)) return { kind: "absent", code: "PAYMENT_KEY", message: "" };
      const account = await settings.account();
      if (!account) return { kind: "refused", code: "PAYMENT_METHOD_UNAVAILABLE", message: "" };
      const deposit = { ...account, dueAt: after(clock, depositMs).toISOString(), secret: null };
      const snapshot = { ...view, paymentKey, providerOrderId, amount, deposit };
      return { kind: "snapshot", snapshot: { ...snapshot, status: "awaiting_deposit" } };
    },
    find: async () => nothingKnown,
    async endDeposit({ paymentKey, providerOrderId, amount }) {
      const snapshot = { ...view, paymentKey: paymentKey ?? "", providerOrderId, amount };
      return { kind: "snapshot", snapshot: { ...snapshot, status: "canceled" } };
    },
    cancel: async () => nothingKnown,
    readWebhook: () => ({ kind: "unused" }),
  };
}

/** The snapshot of a deposit that staff have seen on the account. */
export const depositSeen = (
  attempt: { readonly id: string; readonly providerOrderId: string },
  amount: number,
  currency: string,
  at: Date,
): Snapshot => ({
  paymentKey: keyOf(attempt.id),
  providerOrderId: attempt.providerOrderId,
  status: "captured",
  amount,
  currency,
  method: METHOD,
  approvedAt: at.toISOString(),
  refunds: [],
  failure: null,
});

/** The window is the page to which every window returns: there is nothing to agree to elsewhere. */
function bankSession(publicUrl: string, request: OpenRequest) {
  const { attemptId, providerOrderId, orderName, amount, language, expiresAt } = request;
  const { successUrl, failUrl } = returnAddresses(publicUrl, language);
  const url = new URL(successUrl);
  url.search = new URLSearchParams({
    provider: "bank",
    paymentKey: keyOf(attemptId),
    orderId: providerOrderId,
    amount: String(amount.amount),
  }).toString();
  return {
    provider: "bank" as const,
    orderId: providerOrderId,
    orderName: shorten(orderName),
    amount,
    customerKey: "",
    windowUrl: url.toString(),
    successUrl,
    failUrl,
    expiresAt,
  };
}
