/** Webhooks as PortOne and Stripe sign them, for tests that send their own. */
import { createHash, createHmac } from "node:crypto";
import { newKey } from "../support/client.ts";

/** The sandbox signs with a key of its API key. */
const SECRET = `whsec_${createHash("sha256").update("test_sk_sandbox").digest("base64")}`;

export type SigningProvider = "portone" | "stripe";

export interface SignedWebhook {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** A webhook about a payment, as the provider would sign it at `at`. */
export function sign(
  provider: SigningProvider,
  about: string,
  { at = Date.now(), secret = SECRET, id = newKey() } = {},
): SignedWebhook {
  const seconds = String(Math.floor(at / 1000));
  if (provider === "portone") {
    const body = JSON.stringify({ type: "Transaction.Paid", data: { paymentId: about } });
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
    const headers = {
      "webhook-id": id,
      "webhook-timestamp": seconds,
      "webhook-signature": `v1,${signature}`,
    };
    return { body, headers };
  }
  const object = { object: "payment_intent", id: about };
  const body = JSON.stringify({ id: `evt_${id}`, type: "payment_intent.succeeded", data: { object } });
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return { body, headers: { "stripe-signature": `t=${seconds},v1=${signature}` } };
}
