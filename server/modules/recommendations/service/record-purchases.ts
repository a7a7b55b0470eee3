/**
 * What was bought and given back, by the orders themselves. The ids are hashes of the lines, so that an event
 * that comes twice is stored once. Without consent the pieces of an order share a hash of it and name no
 * person. A guest who agreed to be known tells by the browser which order it is: the order itself knows of no
 * visitor.
 */
import { DomainError } from "../../../platform/errors.ts";
import type { RecommendationsContext } from "../context.ts";
import { hashedId } from "../hashed-id.ts";
import type { StoredEvent } from "../interactions.ts";
import { findOrderPersons, insertOrderPerson } from "../person-queries.ts";
import { wantsPersonal } from "./persons.ts";

type Basket = NonNullable<Awaited<ReturnType<RecommendationsContext["orders"]["basketOf"]>>>;

export async function recordPurchase(context: RecommendationsContext, orderId: string): Promise<void> {
  const basket = await context.orders.basketOf({ orderId });
  if (basket) await recordBasket(context, basket, "purchase", "purchase");
}

export async function recordRefund(context: RecommendationsContext, refundId: string): Promise<void> {
  const basket = await context.orders.refundedBasket({ refundId });
  if (basket) await recordBasket(context, basket, "refund", `refund:${refundId}`);
}

const basketOf = (orderId: string): string => hashedId(`basket:${orderId}`);

/** Notes that the visitor placed the order. Throws NOT_FOUND unless the token opens it. */
export async function noteOrderOf(
  { db, clock, orders }: RecommendationsContext,
  { orderId, guestToken, visitorId }: { orderId: string; guestToken: string; visitorId: string | null },
): Promise<void> {
  const { opens } = await orders.opensOrder({ orderId, guestToken });
  if (!opens) throw new DomainError("NOT_FOUND");
  if (visitorId === null) return;
  await db.rows(insertOrderPerson, { basketId: basketOf(orderId), visitorId, now: clock.now() });
}

/** Neither: the buyer did not agree to be known. */
async function buyerOf(
  context: Pick<RecommendationsContext, "db">,
  memberId: string | null,
  basketId: string,
): Promise<Pick<StoredEvent, "memberId" | "visitorId">> {
  if (memberId === null) {
    const [guest] = await context.db.lookUp(findOrderPersons, [basketId]);
    return { memberId: guest?.memberId ?? null, visitorId: guest?.visitorId ?? null };
  }
  return { memberId: (await wantsPersonal(context, memberId)) ? memberId : null, visitorId: null };
}

async function recordBasket(
  context: RecommendationsContext,
  { orderId, memberId, at, lines }: Basket,
  type: "purchase" | "refund",
  cause: string,
): Promise<void> {
  const basketId = basketOf(orderId);
  const person = await buyerOf(context, memberId, basketId);
  await context.record(
    lines.map(
      ({ lineId, productId, quantity, amount }): StoredEvent => ({
        id: hashedId(`${cause}:${lineId}`),
        at,
        type,
        productId,
        ...person,
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
