import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";

/**
 * Whose idempotency keys a request without a sign-in uses: those of the guest who can read the order, or who
 * has the cart. Two guests with one key by chance, or a broken client with a constant one, are two callers.
 */
export function guestScope({ headers, body }: Pick<FastifyRequest, "headers" | "body">): string {
  const { cartId, orderId } = (body ?? {}) as { cartId?: unknown; orderId?: unknown };
  const known = [headers["x-guest-token"], cartId, orderId].find((each) => typeof each === "string");
  return `guest:${createHash("sha256").update(String(known)).digest("base64url").slice(0, 22)}`;
}
