/** Calls to the payment provider that do not come from the shop's server. */
import type { ApprovedPayment } from "./client.ts";

const authorization = `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}`;

interface ApprovedOrder {
  readonly payment: { readonly orderId: string };
  readonly approved: ApprovedPayment;
}

export function sandboxDesk(url: string) {
  async function post(path: string, body: object): Promise<void> {
    const headers = { authorization, "content-type": "application/json" };
    const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return {
    confirm: (approved: ApprovedPayment) => post("/v1/payments/confirm", approved),
    /** The customer transfers the money to the virtual account. */
    deposit: (paymentKey: string) => post(`/sandbox/payments/${paymentKey}/deposit`, {}),
    /** The bank takes the deposit back. */
    reverse: (paymentKey: string) => post(`/sandbox/payments/${paymentKey}/reverse`, {}),
    /** In the console of PortOne or Stripe. */
    refund: (provider: string, { payment, approved }: ApprovedOrder, amount: number) => {
      const id = provider === "stripe" ? approved.paymentKey : payment.orderId;
      return post(`/sandbox/${provider}/payments/${id}/refund`, { amount });
    },
    /** At Stripe; `end`: nothing, or how it ends. */
    dispute: (paymentKey: string, end: "" | "/won") =>
      post(`/sandbox/stripe/payments/${paymentKey}/dispute${end}`, {}),
    cancel: (paymentKey: string, cancelAmount: number) =>
      post(`/v1/payments/${paymentKey}/cancel`, { cancelReason: "고객 요청", cancelAmount }),
  };
}
