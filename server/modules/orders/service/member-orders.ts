/** A member's orders: the list, the open ones, and the export. */
import type { Static } from "typebox";
import { LAST_ID } from "../../../platform/ids.ts";
import { money } from "../../../platform/money.ts";
import type { AttemptView } from "../../payments/contract.ts";
import { type BookedRefund, listRefunds } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import type { BoughtLine, orders as contract, ExportedOrder } from "../contract.ts";
import * as queries from "../member-queries.ts";
import { openStatuses } from "../order.ts";
import { showPhone } from "../present.ts";
import type { StoredOrder } from "../queries.ts";

/** The member's orders before the one with the id `beforeId`, newest first. */
export const listOrders = (
  { db }: OrdersContext,
  memberId: string,
  { beforeId, limit }: { readonly beforeId: string; readonly limit: number },
): Promise<queries.SummaryRow[]> => db.rows(queries.listSummaries, { memberId, beforeId, limit });

const MAX_OPEN = 100;

/** Goods that were delivered can be returned, which needs the account, until the purchase is confirmed. */
export const openOrders = ({ db }: OrdersContext, memberId: string) =>
  db.rows(queries.listInStatus, { memberId, statuses: [...openStatuses, "delivered"], limit: MAX_OPEN });

export async function boughtLines(
  { db }: OrdersContext,
  { memberId, lineIds, beforeId = LAST_ID, limit }: Static<typeof contract.calls.boughtLines.input>,
): Promise<BoughtLine[]> {
  const rows = await db.rows(queries.listBoughtLines, {
    memberId,
    lineIds: lineIds ?? null,
    beforeId,
    limit,
  });
  return rows.map(({ placedAt, ...row }) => ({ ...row, placedAt: placedAt.toISOString() }));
}

const EXPORT_PAGE = 250;
/** Twenty pages: about 10 MB. */
const MAX_EXPORTED = 5_000;

export async function exportOrders(
  { db, payments }: OrdersContext,
  memberId: string,
): Promise<{ orders: ExportedOrder[]; complete: boolean }> {
  const exported: ExportedOrder[] = [];
  for (let beforeId = LAST_ID; ; ) {
    const page = await db.rows(queries.listOrders, { memberId, beforeId, limit: EXPORT_PAGE });
    const last = page.at(-1);
    if (!last) return { orders: exported, complete: true };
    if (exported.length >= MAX_EXPORTED) return { orders: exported, complete: false };
    const orderIds = page.map(({ id }) => id);
    const [attempts, refunds, claims] = await Promise.all([
      payments.latestAttempts({ orderIds }),
      db.rows(listRefunds, { orderIds }),
      db.rows(queries.listExportedClaims, { orderIds }),
    ]);
    exported.push(
      ...page.map((order) =>
        exportOrder(order, {
          attempt: attempts.find(({ orderId }) => orderId === order.id),
          refunds: refunds.filter(({ orderId, state }) => orderId === order.id && state !== "withdrawn"),
          claims: claims.filter(({ orderId }) => orderId === order.id),
        }),
      ),
    );
    beforeId = last.id;
  }
}

interface ExportedParts {
  readonly attempt: AttemptView | undefined;
  readonly refunds: readonly BookedRefund[];
  readonly claims: readonly queries.ExportedClaim[];
}

function exportOrder(row: StoredOrder, { attempt, refunds, claims }: ExportedParts): ExportedOrder {
  const { id, number, status, language, contact, shippingAddress, currency } = row;
  return {
    id,
    number,
    status,
    language,
    placedAt: row.placedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    contact: showPhone(contact),
    shippingAddress: showPhone(shippingAddress),
    items: row.lines.map(({ sku, name, options, quantity, canceled, returned, unitPrice }) => ({
      sku,
      name,
      options,
      quantity,
      canceled,
      returned,
      unitPrice: money(unitPrice, currency),
    })),
    refunds: refunds.map(({ amount, points, reason, at }) => ({
      amount: money(amount, currency),
      points,
      reason,
      at: at.toISOString(),
    })),
    claims: claims.map(({ kind, status, reason, requestedAt }) => ({
      kind,
      status,
      reason,
      requestedAt: requestedAt.toISOString(),
    })),
    shipments: row.shipments.map(({ carrier, trackingNumber, shippedAt, deliveredAt }) => ({
      carrier,
      trackingNumber,
      shippedAt: new Date(shippedAt).toISOString(),
      deliveredAt: deliveredAt && new Date(deliveredAt).toISOString(),
    })),
    subtotal: money(row.subtotal, currency),
    discount: money(row.discount, currency),
    deliveryFee: money(row.deliveryFee, currency),
    pointsSpent: row.pointsSpent,
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
