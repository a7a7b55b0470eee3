/**
 * What was bought and given back, by the orders themselves. The ids are hashes of the lines, so that an event
 * that comes twice is stored once. Without consent the pieces of an order share a hash of it and name no
 * person.
 */
import { createHash } from "node:crypto";
import type { RecommendationsContext } from "../context.ts";
import type { StoredEvent } from "../interactions.ts";
import { wantsPersonal } from "./persons.ts";

type Basket = NonNullable<Awaited<ReturnType<RecommendationsContext["orders"]["basketOf"]>>>;

/** A UUID (version 8) that is the same for the same text. */
export function hashedId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

export async function recordPurchase(context: RecommendationsContext, orderId: string): Promise<void> {
  const basket = await context.orders.basketOf({ orderId });
  if (basket) await recordBasket(context, basket, "purchase", "purchase");
}

export async function recordRefund(context: RecommendationsContext, refundId: string): Promise<void> {
  const basket = await context.orders.refundedBasket({ refundId });
  if (basket) await recordBasket(context, basket, "refund", `refund:${refundId}`);
}

async function recordBasket(
  context: RecommendationsContext,
  { orderId, memberId, at, lines }: Basket,
  type: "purchase" | "refund",
  cause: string,
): Promise<void> {
  const named = memberId !== null && (await wantsPersonal(context, memberId));
  const basketId = hashedId(`basket:${orderId}`);
  await context.record(
    lines.map(
      ({ lineId, productId, quantity, amount }): StoredEvent => ({
        id: hashedId(`${cause}:${lineId}`),
        at,
        type,
        productId,
        memberId: named ? memberId : null,
        visitorId: null,
        sessionId: null,
        basketId,
        quantity,
        placement: null,
        position: null,
        requestId: null,
        amount,
      }),
    ),
  );
}
