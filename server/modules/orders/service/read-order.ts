import { DomainError } from "../../../platform/errors.ts";
import { hashSecret } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { type CashReceipt, isCashMethod } from "../../payments/contract/cash-receipt.ts";
import type { AttemptView } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { type PresentedDetails, presentDetails } from "../present.ts";
import * as queries from "../queries.ts";

export async function findOrder(
  { db }: Pick<OrdersContext, "db">,
  id: string,
): Promise<queries.StoredOrder | undefined> {
  return (await db.lookUp(queries.findOrders, [id]))[0];
}

export async function getOrder(orders: Pick<OrdersContext, "db">, id: string): Promise<queries.StoredOrder> {
  const order = await findOrder(orders, id);
  if (!order) throw new DomainError("NOT_FOUND");
  return order;
}

/** The proof that a request may read an order. */
export interface OrderReader {
  /** The member that is signed in; null without a sign-in. */
  readonly memberId: string | null;
  readonly guestToken: string | undefined;
}

/**
 * Returns a member's order, or a guest's with its token. Another buyer's order and an unknown one are the
 * same NOT_FOUND, after the same work.
 */
export async function getOrderOf(
  { db, clock }: OrdersContext,
  id: string,
  reader: OrderReader,
): Promise<queries.StoredOrder> {
  const { memberId, guestToken } = reader;
  const tokenHash = guestToken ? hashSecret(guestToken) : null;
  const order = await db.first(queries.findOrderOf, { id, memberId, tokenHash, now: clock.now() });
  if (!order) throw new DomainError("NOT_FOUND");
  return order;
}

/** Returns the order as the API shows it, with its latest payment attempt. */
export async function showOrder(
  { payments }: OrdersContext,
  order: queries.StoredOrder,
  language: Language,
): Promise<PresentedDetails & CashFacts> {
  const [attempt = null] = await payments.latestAttempts({ orderIds: [order.id] });
  const details = presentDetails(order, attempt, language);
  return { ...details, ...(await readCashFacts(payments, order.id, attempt)) };
}

/** What only a payment by transfer has. */
interface CashFacts {
  readonly refundAccountNeeded?: boolean;
  readonly cashReceipt?: CashReceipt;
}

export async function readCashFacts(
  payments: OrdersContext["payments"],
  orderId: string,
  attempt: AttemptView | null,
): Promise<CashFacts> {
  const waits = attempt?.status === "awaiting_deposit";
  if (attempt === null || (!attempt.deposit && !isCashMethod(attempt.method))) return {};
  const { receipt } = await payments.receiptOf({ orderId });
  const facts = receipt ? { cashReceipt: receipt } : {};
  if (!attempt.deposit || waits) return facts;
  return { ...facts, refundAccountNeeded: (await payments.needsRefundAccount({ orderId })).needed };
}
