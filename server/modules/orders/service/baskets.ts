/** What was bought together, for recommendations. */

import { type BasketRow, findBasket, findRefundedBasket } from "../basket-queries.ts";
import type { OrdersContext } from "../context.ts";

type Database = Pick<OrdersContext, "db">;

const present = (row: BasketRow | null) => row && { ...row, at: row.at.toISOString() };

export const basketOf = async ({ db }: Database, orderId: string) =>
  present(await db.first(findBasket, { orderId }));

export const refundedBasket = async ({ db }: Database, refundId: string) =>
  present(await db.first(findRefundedBasket, { refundId }));
