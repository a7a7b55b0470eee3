import { after } from "../../../platform/clock.ts";
import { DomainError } from "../../../platform/errors.ts";
import { findDelivered, findOpenClaim, listRefunds } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import { findOrders, type StoredOrder } from "../queries.ts";
import { type ChangedBy, demandStatus, lock, move, read } from "./change-order.ts";

/** The buyer keeps the goods. Throws WRONG_ORDER_STATUS before the order is delivered, CLAIM_OPEN. */
export const confirmPurchase = (orders: OrdersContext, orderId: string): Promise<StoredOrder> =>
  complete(orders, orderId, "buyer");

async function complete(
  { db, clock, measures }: OrdersContext,
  orderId: string,
  by: ChangedBy,
): Promise<StoredOrder> {
  const { order, moved } = await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    demandStatus(order, ["delivered", "completed"]);
    if (order.status === "completed") return { order, moved: false };
    if (await trx.first(findOpenClaim, { orderId })) {
      // The claim was made after the job had read what is due.
      if (by === "shop") return { order, moved: false };
      throw new DomainError("CLAIM_OPEN");
    }
    await move(trx, order, "completed", by, clock.now());
    return { order: await read(trx, orderId), moved: true };
  });
  if (moved) measures.countMove("completed");
  return order;
}

/** What the purchase had earned when it was completed is credited, once. */
export async function earnPoints({ db, promotions }: OrdersContext, orderId: string): Promise<void> {
  const order = await db.first(findOrders, { ids: [orderId] });
  if (!order || order.memberId === null) return;
  // Refunds since then take back their part by themselves, and give it anew when they are withdrawn.
  const refunds = await db.rows(listRefunds, { orderIds: [orderId] });
  const points = refunds.reduce(
    (sum, { earnedBack, earnedAgain }) => sum + earnedBack - earnedAgain,
    order.pointsEarned,
  );
  if (points > 0) await promotions.earnPoints({ orderId, memberId: order.memberId, points });
}

const BATCH = 100;
/** Bounds one run of the job. */
const MAX_BATCHES = 50;

/** A job: completes orders some days after their delivery. Safe to run twice. */
export async function completeDelivered(orders: OrdersContext): Promise<void> {
  const before = after(orders.clock, -orders.completeMs);
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const due = await orders.db.rows(findDelivered, { before, limit: BATCH });
    for (const { id } of due) await complete(orders, id, "shop");
    if (due.length < BATCH) return;
  }
}
