/** What was bought together, and by whom, for recommendations. */

import { hashSecret } from "../../../platform/ids.ts";
import { type BasketRow, findBaskets, findRefundedBasket } from "../basket-queries.ts";
import type { OrdersContext } from "../context.ts";
import { findOrderOf } from "../queries.ts";

type Database = Pick<OrdersContext, "db">;

const present = ({ orderId, memberId, at, lines }: BasketRow) => ({
  ...{ orderId, memberId, lines },
  at: at.toISOString(),
});

export async function basketOf({ db }: Database, orderId: string) {
  const [row] = await db.lookUp(findBaskets, [orderId]);
  return row ? present(row) : null;
}

export async function refundedBasket({ db }: Database, refundId: string) {
  const row = await db.first(findRefundedBasket, { refundId });
  return row && present(row);
}

export async function opensOrder(
  { db, clock }: Pick<OrdersContext, "db" | "clock">,
  id: string,
  guestToken: string,
): Promise<{ opens: boolean }> {
  const proof = { memberId: null, tokenHash: hashSecret(guestToken), now: clock.now() };
  return { opens: (await db.first(findOrderOf, { id, ...proof })) !== null };
}
