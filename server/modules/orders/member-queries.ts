import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { Currency } from "../../platform/money.ts";
import { openClaim } from "./change-queries.ts";
import type { BoughtLine, ClaimKind, ClaimStatus, OrderStatus } from "./contract.ts";
import { type LineRow, orderColumns, type StoredOrder } from "./queries.ts";

export interface SummaryRow {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly currency: Currency;
  readonly total: number;
  /** Counts lines, not pieces. */
  readonly itemCount: number;
  readonly firstLine: Omit<LineRow, "id" | "quantity" | "unitPrice">;
}

/** A page of a member's orders, newest first: ids carry the time of placing. */
export const listSummaries = prepared<{ memberId: string; beforeId: string; limit: number }, SummaryRow>(
  (p) => sql`
    SELECT page.id, page.number, page.status, page.placed_at AS "placedAt", page.currency, page.total,
      (SELECT count(*)::int FROM orders.lines WHERE order_id = page.id) AS "itemCount",
      (SELECT json_build_object('variantId', variant_id, 'productId', product_id,
          'productSlug', product_slug, 'sku', sku, 'name', name, 'options', options,
          'translations', translations, 'picture', picture)
        FROM orders.lines WHERE order_id = page.id ORDER BY position LIMIT 1) AS "firstLine"
    FROM (
      SELECT id, number, status, placed_at, currency, total FROM orders.orders
      WHERE member_id = ${p.memberId} AND id < ${p.beforeId}::uuid ORDER BY id DESC LIMIT ${p.limit}
    ) AS page ORDER BY page.id DESC`,
);

/** A page of a member's orders with their lines and events, newest first. */
export const listOrders = prepared<{ memberId: string; beforeId: string; limit: number }, StoredOrder>(
  (p) => sql`
    SELECT ${orderColumns} FROM orders.orders
    WHERE member_id = ${p.memberId} AND id < ${p.beforeId}::uuid ORDER BY id DESC LIMIT ${p.limit}`,
);

/** A member's orders in certain statuses or with an open claim, the oldest first. */
export const listInStatus = prepared<
  { memberId: string; statuses: OrderStatus[]; limit: number },
  { id: string; number: string; status: OrderStatus }
>(
  (p) => sql`
    SELECT id, number, status FROM orders.orders
    WHERE member_id = ${p.memberId} AND (status = ANY (${p.statuses}::text[])
      OR EXISTS (SELECT FROM orders.claims WHERE order_id = orders.id AND ${openClaim}))
    ORDER BY id LIMIT ${p.limit}`,
);

export interface ExportedClaim {
  readonly orderId: string;
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly reason: string | null;
  readonly requestedAt: Date;
}

/** The claims of orders for an export, the oldest first. */
export const listExportedClaims = prepared<{ orderIds: string[] }, ExportedClaim>(
  (p) => sql`
    SELECT order_id AS "orderId", kind, status, reason, requested_at AS "requestedAt" FROM orders.claims
    WHERE order_id = ANY (${p.orderIds}::uuid[]) ORDER BY id LIMIT 5000`,
);

export type BoughtRow = Omit<BoughtLine, "placedAt"> & { readonly placedAt: Date };

/**
 * Lines of a member's orders that are not canceled or returned, the newest first: ids carry the time of
 * placing. All lines of the member are read and sorted; the orders of one person are few.
 */
export const listBoughtLines = prepared<
  { memberId: string; lineIds: string[] | null; beforeId: string; limit: number },
  BoughtRow
>(
  (p) => sql`
    SELECT line.id AS "lineId", order_id AS "orderId", number AS "orderNumber", status,
      placed_at AS "placedAt", quantity - canceled - returned AS quantity,
      variant_id AS "variantId", product_id AS "productId",
      product_slug AS "productSlug", sku, name, options, translations, picture
    FROM orders.orders JOIN orders.lines AS line ON line.order_id = orders.id
    WHERE member_id = ${p.memberId} AND line.id < ${p.beforeId}::uuid AND canceled + returned < quantity
      AND (${p.lineIds}::uuid[] IS NULL OR line.id = ANY (${p.lineIds}::uuid[]))
    ORDER BY line.id DESC LIMIT ${p.limit}`,
);
