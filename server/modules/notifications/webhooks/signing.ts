/**
 * Signatures of outgoing webhooks, as Standard Webhooks 1.0 has them: HMAC-SHA256 of
 * `<id>.<timestamp>.<body>`, in base64 after `v1,`. Several secrets give several signatures. Pure.
 */
import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

/** 32 random bytes. */
export const newSigningSecret = (): string => PREFIX + randomBytes(32).toString("base64");

interface Message {
  /** The same in every attempt. */
  readonly id: string;
  readonly body: string;
}

/** The header fields of one attempt. */
export function signedHeaders(
  secrets: readonly string[],
  { id, body }: Message,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
