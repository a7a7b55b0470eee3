/** What was bought together, and by whom, for recommendations. */

import { hashSecret } from "../../../platform/ids.ts";
import { type BasketRow, findBasket, findRefundedBasket } from "../basket-queries.ts";
import type { OrdersContext } from "../context.ts";
import { findOrderOf } from "../queries.ts";

type Database = Pick<OrdersContext, "db">;

const present = (row: BasketRow | null) => row && { ...row, at: row.at.toISOString() };

export const basketOf = async ({ db }: Database, orderId: string) =>
  present(await db.first(findBasket, { orderId }));

export const refundedBasket = async ({ db }: Database, refundId: string) =>
  present(await db.first(findRefundedBasket, { refundId }));

export async function opensOrder(
  { db, clock }: Pick<OrdersContext, "db" | "clock">,
  id: string,
  guestToken: string,
): Promise<{ opens: boolean }> {
  const proof = { memberId: null, tokenHash: hashSecret(guestToken), now: clock.now() };
  return { opens: (await db.first(findOrderOf, { id, ...proof })) !== null };
}
