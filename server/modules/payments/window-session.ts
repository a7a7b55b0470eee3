/** The data with which a browser opens the sandbox's window of a payment that was opened ahead. Pure. */
import type { PaymentSession } from "./contract.ts";
import type { OpenRequest } from "./provider.ts";
import { returnAddresses, shorten } from "./toss-session.ts";

export interface OpenedWindow {
  readonly provider: "portone" | "stripe";
  readonly publicUrl: string;
  /** The sandbox's window page. */
  readonly windowUrl: string;
}

/** `parameters` name the payment to the window. */
export function windowSession(
  { provider, publicUrl, windowUrl }: OpenedWindow,
  request: OpenRequest,
  parameters: Readonly<Record<string, string>>,
): PaymentSession {
  const { successUrl, failUrl } = returnAddresses(publicUrl, request.language);
  // Another browser than the one that ordered may come back, which does not know the provider.
  const addresses = { successUrl: `${successUrl}?provider=${provider}`, failUrl };
  const url = new URL(windowUrl);
  url.search = new URLSearchParams({ ...parameters, ...addresses, locale: request.language }).toString();
  return {
    provider,
    orderId: request.providerOrderId,
    orderName: shorten(request.orderName),
    amount: request.amount,
    ...(request.taxFree && { taxFreeAmount: request.taxFree }),
    customerKey: "",
    windowUrl: url.toString(),
    ...addresses,
    expiresAt: request.expiresAt,
  };
}
