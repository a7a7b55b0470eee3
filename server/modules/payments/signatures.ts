/** Signatures of webhooks: HMAC-SHA256 over the raw body, a close time, constant-time comparison. Pure. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingWebhook } from "./provider.ts";

/** A webhook that is older, or from further ahead, was recorded and sent again. */
const TOLERANCE_S = 300;

type Encoding = "base64" | "hex";

/** Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64> …`. */
export function hasStandardSignature(webhook: IncomingWebhook, secret: string): boolean {
  const id = textOf(webhook, "webhook-id");
  const timestamp = textOf(webhook, "webhook-timestamp");
  if (id === "" || !isClose(timestamp, webhook.now)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const given = textOf(webhook, "webhook-signature").split(" ").map(valueAfter("v1,"));
  return matches(key, `${id}.${timestamp}.${webhook.rawBody}`, "base64", given);
}

/** Stripe: one header `t=<unix>,v1=<hex>[,v1=<hex>]`; the secret is used as text. */
export function hasStripeSignature(webhook: IncomingWebhook, secret: string): boolean {
  const parts = textOf(webhook, "stripe-signature").split(",");
  const timestamp = parts.map(valueAfter("t=")).find((value) => value !== "") ?? "";
  if (!isClose(timestamp, webhook.now)) return false;
  const given = parts.map(valueAfter("v1="));
  return matches(Buffer.from(secret), `${timestamp}.${webhook.rawBody}`, "hex", given);
}

const valueAfter =
  (prefix: string) =>
  (part: string): string =>
    part.startsWith(prefix) ? part.slice(prefix.length) : "";

/** A header that came twice is a list, and no text. */
function textOf({ headers }: IncomingWebhook, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

const isClose = (timestamp: string, now: Date): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_S;

function matches(key: Buffer, signed: string, encoding: Encoding, given: readonly string[]): boolean {
  const expected = Buffer.from(createHmac("sha256", key).update(signed).digest(encoding));
  return given.some((signature) => {
    const bytes = Buffer.from(signature);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

/** Compares in constant time. */
export function isSameSecret(known: string, given: string): boolean {
  const [expected, bytes] = [Buffer.from(known), Buffer.from(given)];
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
