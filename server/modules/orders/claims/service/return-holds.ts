/** What comes back to the stock, and to coupons. Safe to repeat. */
import type { OrdersContext } from "../../context.ts";
import { isPaid } from "../../order.ts";
import type { StoredLine, StoredOrder } from "../../queries.ts";
import { commitHolds } from "../../service/holds.ts";
import { getOrder } from "../../service/read-order.ts";
import { listClaims } from "../queries.ts";
import { replacementsBack } from "../replacements.ts";

/**
 * Puts the goods of pieces back that were canceled, or sent back and found in order, and gives back the
 * coupons of an order that keeps nothing. All is committed first, if the event of the payment has not done so
 * yet: only what counts as sold can come back. What the order keeps is read after that: another cancellation
 * may have found nothing sold meanwhile, and leaves its pieces to this one.
 */
export async function returnHolds(
  orders: OrdersContext,
  orderId: string,
  reason: "cancel" | "return" = "cancel",
): Promise<void> {
  const found = await getOrder(orders, orderId);
  if (isPaid(found.status)) await commitHolds(orders, found);
  const order = isPaid(found.status) ? await getOrder(orders, orderId) : found;
  const { status, lines, discounts } = order;
  await orders.inventory.takeBack({
    orderId,
    lines: lines.map(({ variantId, quantity, canceled, restocked }) => ({
      variantId,
      bought: quantity,
      kept: Math.max(0, quantity - canceled - restocked),
    })),
    reason,
  });
  await returnReplacements(orders, order, reason);
  if (status === "canceled" && discounts.length > 0) await orders.promotions.giveBack({ orderId });
}

/** More of a line is back than was bought: the rest are replacements, which claims took out of the stock. */
async function returnReplacements(
  { db, inventory }: OrdersContext,
  { id, lines }: StoredOrder,
  reason: "cancel" | "return",
): Promise<void> {
  const isOver = ({ quantity, canceled, restocked }: StoredLine) => restocked > quantity - canceled;
  if (!lines.some(isOver)) return;
  const claims = await db.rows(listClaims, { orderIds: [id] });
  for (const { claimId, pieces } of replacementsBack(lines, claims)) {
    const back = pieces.map(({ lineId, sent, kept }) => ({
      variantId: lines.find((line) => line.id === lineId)?.variantId ?? "",
      bought: sent,
      kept,
    }));
    await inventory.takeBack({ orderId: claimId, lines: back, reason });
  }
}
