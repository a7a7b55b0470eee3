import { DomainError } from "../../../platform/errors.ts";
import { hashSecret } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import type { OrdersContext } from "../context.ts";
import { type PresentedOrder, presentOrder } from "../present.ts";
import * as queries from "../queries.ts";

export async function getOrder({ db }: Pick<OrdersContext, "db">, id: string): Promise<queries.OrderRow> {
  const [order] = await db.lookUp(queries.findOrders, [id]);
  if (!order) throw new DomainError("NOT_FOUND");
  return order;
}

/** Who asks for an order. */
export interface OrderReader {
  /** Null for somebody who is not signed in. */
  readonly memberId: string | null;
  readonly guestToken: string | undefined;
}

/** The order of a member, or of a guest with its token. Somebody else's and an unknown one are the same, also in work. */
export async function getOrderOf(
  { db }: OrdersContext,
  id: string,
  reader: OrderReader,
): Promise<queries.OrderRow> {
  const { memberId, guestToken } = reader;
  const tokenHash = guestToken ? hashSecret(guestToken) : null;
  const order = await db.first(queries.findOrderOf, { id, memberId, tokenHash });
  if (!order) throw new DomainError("NOT_FOUND");
  return order;
}

/** The order as the API shows it, with how its payment stands. */
export async function showOrder(
  { payments }: OrdersContext,
  order: queries.OrderRow,
  language: Language,
): Promise<PresentedOrder> {
  const [attempt = null] = await payments.latestAttempts({ orderIds: [order.id] });
  return presentOrder(order, attempt, language);
}
