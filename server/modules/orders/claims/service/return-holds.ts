/** What comes back to the stock, and to coupons. Safe to repeat. */
import type { OrdersContext } from "../../context.ts";
import { isPaid } from "../../order.ts";
import { commitHolds } from "../../service/holds.ts";
import { getOrder } from "../../service/read-order.ts";
import { listClaims } from "../queries.ts";
import { boughtBack, replacementsBack } from "../replacements.ts";

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
  const cameBack = lines.some(({ restocked }) => restocked > 0);
  const claims = cameBack ? await orders.db.rows(listClaims, { orderIds: [orderId] }) : [];
  await orders.inventory.takeBack({ orderId, lines: boughtBack(lines, claims), reason });
  // Claims took them out of the stock.
  for (const { holdId, pieces } of replacementsBack(lines, claims))
    await orders.inventory.takeBack({ orderId: holdId, lines: pieces, reason });
  if (status === "canceled" && discounts.length > 0) await orders.promotions.giveBack({ orderId });
}
