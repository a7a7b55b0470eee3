import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/http/problem.ts";
import { type PresentedOrder, presentOrder } from "../present.ts";
import * as queries from "../queries.ts";
import { hashToken } from "./guest-token.ts";
import type { Orders } from "./orders.ts";

export async function getOrder({ db }: Pick<Orders, "db">, id: string): Promise<queries.OrderRow> {
  const [order] = await db.lookUp(queries.findOrders, [id]);
  if (!order) throw new DomainError("NOT_FOUND");
  return order;
}

/** A guest's order. A wrong token and an unknown id are the same to the outside. */
export async function getGuestOrder({ db }: Orders, id: string, token: string | undefined): Promise<queries.OrderRow> {
  const order = token ? await db.first(queries.findGuestOrder, { id, tokenHash: hashToken(token) }) : null;
  if (!order) throw new DomainError("NOT_FOUND");
  return order;
}

/** The order as the API shows it, with how its payment stands. */
export async function showOrder(
  { payments }: Orders,
  order: queries.OrderRow,
  language: Language,
): Promise<PresentedOrder> {
  const [attempt = null] = await payments.latest({ orderIds: [order.id] });
  return presentOrder(order, attempt, language);
}
