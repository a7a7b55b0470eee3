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
 * @throws when the script cannot be loaded, or the provider has no window here
 */
export async function openProviderWindow(payment: Payment): Promise<void> {
  if (payment.stub) await loadStub(payment.provider);
  if (payment.provider === "toss") return openToss(payment);
  if (payment.provider === "portone") return openPortone(payment);
  throw new Error(`${payment.provider} has no window here`);
}

/** The sandbox's stub of a provider's script takes its place. */
export async function loadStub(provider: string): Promise<void> {
  const script = document.createElement("script");
  script.src = `/sandbox/${provider}/sdk.js`;
  await new Promise((loaded, failed) => {
    script.addEventListener("load", loaded, { once: true });
    script.addEventListener("error", failed, { once: true });
    document.head.append(script);
  });
}

async function openToss(payment: Payment): Promise<void> {
  const { clientKey, customerKey, amount, taxFreeAmount, depositHours, method } = payment;
  const { orderId, orderName, successUrl, failUrl } = payment;
  if (clientKey === undefined) throw new Error("Toss needs a client key");
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
  // The shop asks for cash receipts itself, when the money moves.
  const cashReceipt = { type: "미발행" } as const;
  if (method === "TRANSFER")
    return opened.requestPayment({ ...request, method, transfer: { useEscrow: false, cashReceipt } });
  if (depositHours === undefined) return opened.requestPayment({ ...request, method: "CARD" });
  return opened.requestPayment({
    ...request,
    method: "VIRTUAL_ACCOUNT",
    virtualAccount: { validHours: depositHours, useEscrow: false, cashReceipt },
  });
}

async function openPortone(payment: Payment): Promise<void> {
  const { clientKey, channelKey, customer, amount, taxFreeAmount, orderId, orderName, successUrl } = payment;
  if (clientKey === undefined || channelKey === undefined) throw new Error("PortOne needs its keys");
  const { requestPayment } = await import("@portone/browser-sdk/v2");
  const response = await requestPayment({
    storeId: clientKey,
    channelKey,
    paymentId: orderId,
    orderName,
    // Minor units, as PortOne counts them.
    totalAmount: amount.amount,
    currency: amount.currency,
    ...(taxFreeAmount !== undefined && { taxFreeAmount }),
    payMethod: payment.method ?? "CARD",
    // As at Toss: the shop asks for the cash receipt itself.
    ...(payment.method === "TRANSFER" && { transfer: { cashReceiptType: "ANONYMOUS" as const } }),
    ...(customer && { customer: { fullName: customer.name, email: customer.email } }),
    locale: localeOf(window.location.pathname) === "en" ? "EN_US" : "KO_KR",
    redirectUrl: successUrl,
    // Also on a computer: the page of the window is left, and its answer is on the address.
    forceRedirect: true,
  });
  // A payment company without redirects answers here.
  if (response === undefined) return;
  const back = new URL(successUrl);
  for (const name of ["paymentId", "txId", "code", "pgCode"] as const)
    if (response[name] !== undefined) back.searchParams.set(name, response[name]);
  window.location.assign(back);
}
