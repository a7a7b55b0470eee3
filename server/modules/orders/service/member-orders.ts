/** A member's orders: as a list, as what is still open, and as an export. */
import type { Language } from "../../../platform/http/problem.ts";
import { money } from "../../../platform/money.ts";
import type { AttemptView } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import type { ExportedOrder } from "../contract.ts";
import * as queries from "../member-queries.ts";
import { openStatuses } from "../order.ts";
import { type OrderSummary, presentSummary } from "../present.ts";
import type { OrderRow } from "../queries.ts";

/** Behind every id. */
const NEWEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export interface OrderPage {
  readonly items: OrderSummary[];
  readonly nextCursor: string | null;
}

/** `cursor` is what an earlier page answered. */
export async function listOrders(
  { db }: OrdersContext,
  memberId: string,
  { limit, cursor }: { limit: number; cursor: string | undefined },
  language: Language,
): Promise<OrderPage> {
  const beforeId = cursor === undefined ? NEWEST : readCursor(cursor);
  // One more than asked for: whether there is a next page.
  const rows = await db.rows(queries.listSummaries, { memberId, beforeId, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => presentSummary(row, language));
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? writeCursor(last.id) : null };
}

/** The 16 bytes of the id of the last order shown. Whoever makes one up sees no more than their own orders. */
const writeCursor = (id: string): string => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
const readCursor = (cursor: string): string => Buffer.from(cursor, "base64url").toString("hex");

const MAX_OPEN = 100;

export const openOrders = ({ db }: OrdersContext, memberId: string) =>
  db.rows(queries.listInStatus, { memberId, statuses: [...openStatuses], limit: MAX_OPEN });

const EXPORT_PAGE = 250;
/** Twenty pages: about 10 MB. */
const MAX_EXPORTED = 5_000;

export async function exportOrders(
  { db, payments }: OrdersContext,
  memberId: string,
): Promise<{ orders: ExportedOrder[]; complete: boolean }> {
  const exported: ExportedOrder[] = [];
  for (let beforeId = NEWEST; ; ) {
    const page = await db.rows(queries.listOrders, { memberId, beforeId, limit: EXPORT_PAGE });
    const last = page.at(-1);
    if (!last) return { orders: exported, complete: true };
    if (exported.length >= MAX_EXPORTED) return { orders: exported, complete: false };
    const attempts = await payments.latestAttempts({ orderIds: page.map(({ id }) => id) });
    const byOrder = new Map(attempts.map((attempt) => [attempt.orderId, attempt]));
    exported.push(...page.map((order) => exportOrder(order, byOrder.get(order.id))));
    beforeId = last.id;
  }
}

function exportOrder(row: OrderRow, attempt: AttemptView | undefined): ExportedOrder {
  const { id, number, status, language, contact, shippingAddress, currency } = row;
  return {
    id,
    number,
    status,
    language,
    placedAt: row.placedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    contact,
    shippingAddress,
    items: row.lines.map(({ sku, name, options, quantity, unitPrice }) => ({
      sku,
      name,
      options,
      quantity,
      unitPrice: money(unitPrice, currency),
    })),
    subtotal: money(row.subtotal, currency),
    discount: money(row.discount, currency),
    deliveryFee: money(row.deliveryFee, currency),
    total: money(row.total, currency),
    payment: attempt
      ? {
          provider: attempt.provider,
          status: attempt.status,
          method: attempt.method,
          approvedAt: attempt.approvedAt,
        }
      : null,
    events: row.events.map(({ type, at }) => ({ type, at: new Date(at).toISOString() })),
  };
}
