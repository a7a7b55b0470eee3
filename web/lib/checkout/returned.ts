/** What a payment window says on the address that it returns to, in the words of its provider. Pure. */
import { type FailureReason, failureReason } from "./failure.ts";

/** `provider`: as the address names it; the browser that opened the window knows it too. */
export type PaymentReturn = { provider: string | null; paymentKey: string; orderId: string; amount: number };

/** `refused`: nothing was paid, and the address says why. */
export type WindowReturn = PaymentReturn & { refused: FailureReason | null };

/**
 * Toss and the sandbox name the payment `paymentKey`, PortOne `txId`, Stripe `payment_intent`. Our own
 * address has the order and the sum where a script returns, because it adds neither.
 */
export function readReturn(params: { get(name: string): string | null }): WindowReturn {
  const key = params.get("paymentKey") ?? params.get("txId") ?? params.get("payment_intent");
  return {
    provider: params.get("provider"),
    paymentKey: key ?? "",
    orderId: params.get("orderId") ?? "",
    amount: Number(params.get("amount") ?? Number.NaN),
    refused: refusalIn(params),
  };
}

/** PortOne returns to one address, whatever happened. Of Stripe's, the server knows more than the address. */
function refusalIn(params: { get(name: string): string | null }): FailureReason | null {
  const code = params.get("code");
  if (params.get("provider") !== "portone" || code === null) return null;
  return failureReason(params.get("pgCode") ?? code);
}
