/**
 * A payment window that a provider's own script opens. It opens from a page of its own, /checkout/pay, which
 * is loaded anew: that page alone may load scripts of providers and send them data (security-headers.ts).
 */
import type { Payment } from "../api/types.ts";
import { localeOf, localePath } from "../paths.ts";

const WAITING = "jangteo.window";

/** Leaves for the page that opens the window. */
export function leaveForWindow(payment: Payment): void {
  sessionStorage.setItem(WAITING, JSON.stringify(payment));
  window.location.assign(localePath(localeOf(window.location.pathname), "/checkout/pay"));
}

/** The payment that this tab left for; null: the page was opened in another way. */
export function waitingPayment(): Payment | null {
  const stored = sessionStorage.getItem(WAITING);
  return stored === null ? null : (JSON.parse(stored) as Payment);
}

/**
 * Leaves for the window of the payment's provider, which returns to the payment's addresses.
 * @throws when the script cannot be loaded, or the provider has no script here
 */
export async function openProviderWindow(payment: Payment): Promise<void> {
  const { provider, clientKey, customerKey, amount, taxFreeAmount, depositHours } = payment;
  const { orderId, orderName, successUrl, failUrl } = payment;
  if (provider !== "toss" || clientKey === undefined) throw new Error(`${provider} has no window here`);
  const { loadTossPayments } = await import("@tosspayments/tosspayments-sdk");
  const toss = await loadTossPayments(clientKey);
  const request = {
    // Won have no minor unit, and Toss takes won.
    amount: { currency: amount.currency, value: amount.amount },
    ...(taxFreeAmount !== undefined && { taxFreeAmount }),
    orderId,
    orderName,
    successUrl,
    failUrl,
    // A frame would need its own exception in the policy of the page, and phones have no frame.
    windowTarget: "self" as const,
  };
  const opened = toss.payment({ customerKey });
  if (depositHours === undefined) return opened.requestPayment({ ...request, method: "CARD" });
  return opened.requestPayment({
    ...request,
    method: "VIRTUAL_ACCOUNT",
    virtualAccount: { validHours: depositHours, useEscrow: false, cashReceipt: { type: "미발행" } },
  });
}
