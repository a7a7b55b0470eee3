/**
 * The data with which a browser opens the window of a payment that was opened ahead: the address of the
 * sandbox's page, or what a script opens it with. Pure.
 */
import type { PaymentSession } from "./contract.ts";
import type { OpenRequest } from "./provider.ts";
import { returnAddresses, shorten } from "./toss-session.ts";

/** What opens the window: a page of the sandbox, the provider's script, or the sandbox's stub of that. */
export type WindowOpener =
  | { readonly by: "page"; readonly url: string }
  | { readonly by: "script" }
  | { readonly by: "stub" };

export interface OpenedWindow {
  readonly provider: "portone" | "stripe";
  readonly publicUrl: string;
  readonly opener: WindowOpener;
}

/** What names the payment to the provider's script. None of it is a secret of the shop. */
export type ScriptKeys = Pick<PaymentSession, "clientKey" | "clientSecret" | "channelKey" | "customer">;

/** `parameters` name the payment to the sandbox's page, and `keys` to the script. */
export function windowSession(
  { provider, publicUrl, opener }: OpenedWindow,
  request: OpenRequest,
  parameters: Readonly<Record<string, string>>,
  keys: ScriptKeys,
): PaymentSession {
  const { successUrl, failUrl } = returnAddresses(publicUrl, request.language);
  const session = {
    provider,
    orderId: request.providerOrderId,
    orderName: shorten(request.orderName),
    amount: request.amount,
    ...(request.taxFree && { taxFreeAmount: request.taxFree }),
    customerKey: "",
    ...(request.method === "TRANSFER" && { method: request.method }),
    expiresAt: request.expiresAt,
  };
  if (opener.by === "page") {
    // Another browser than the one that ordered may come back, which does not know the provider.
    const addresses = { successUrl: `${successUrl}?provider=${provider}`, failUrl };
    const url = new URL(opener.url);
    url.search = new URLSearchParams({ ...parameters, ...addresses, locale: request.language }).toString();
    return { ...session, windowUrl: url.toString(), ...addresses };
  }
  // The script adds its own names for the payment, and never the sum, so the address has it before.
  const returned = new URLSearchParams({
    provider,
    orderId: request.providerOrderId,
    amount: String(request.amount.amount),
  });
  return {
    ...session,
    ...keys,
    ...(opener.by === "stub" && { stub: true }),
    successUrl: `${successUrl}?${returned}`,
    failUrl,
  };
}

/** Hosts that the page of the script may talk to, show, and send the shopper to; the stub is of this shop. */
export const hostsOf = (opener: WindowOpener, hosts: readonly string[]) =>
  opener.by === "script" ? { windowHosts: hosts } : {};
