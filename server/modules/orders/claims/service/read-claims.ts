import type { Static } from "typebox";
import type { Db, Transaction } from "../../../../platform/db/db.ts";
import { DomainError } from "../../../../platform/errors.ts";
import { LAST_ID } from "../../../../platform/ids.ts";
import type { Language } from "../../../../platform/language.ts";
import type { OrdersContext } from "../../context.ts";
import { type ClaimKind, type ClaimStatus, claimStatuses } from "../../contract.ts";
import type { StoredOrder } from "../../queries.ts";
import { getOrder } from "../../service/read-order.ts";
import { presentClaim, presentForStaff } from "../present.ts";
import * as queries from "../queries.ts";
import type { ClaimList, StaffClaim } from "../schemas.ts";

/** Throws NOT_FOUND. */
export async function getClaim(db: Db | Transaction, id: string): Promise<queries.ClaimRow> {
  const claim = await db.first(queries.findClaim, { id });
  if (!claim) throw new DomainError("NOT_FOUND");
  return claim;
}

export async function claimsOf(
  { db }: OrdersContext,
  order: StoredOrder,
  language: Language,
): Promise<Static<typeof ClaimList>> {
  const rows = await db.rows(queries.listClaims, { orderIds: [order.id] });
  return { items: rows.map((row) => presentClaim(row, order, language)) };
}

/** Throws NOT_FOUND. */
export async function readForStaff(
  orders: OrdersContext,
  id: string,
  language: Language,
): Promise<Static<typeof StaffClaim>> {
  const claim = await getClaim(orders.db, id);
  return presentForStaff(claim, await getOrder(orders, claim.orderId), language);
}

export interface StaffClaimFilter {
  readonly q: string | undefined;
  readonly status: ClaimStatus | undefined;
  readonly kind: ClaimKind | undefined;
  readonly beforeId: string | null;
  readonly limit: number;
}

export async function listForStaff({ db }: OrdersContext, filter: StaffClaimFilter) {
  const { q = "", status = null, kind = null, beforeId, limit } = filter;
  const given = {
    pattern: `%${q.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`,
    sku: q.toUpperCase(),
    kind,
  };
  const [rows, counted] = await Promise.all([
    db.rows(queries.listForStaff, { ...given, status, beforeId: beforeId ?? LAST_ID, limit }),
    db.rows(queries.countForStaff, given),
  ]);
  const counts = Object.fromEntries(
    claimStatuses.map((each) => [each, counted.find((row) => row.status === each)?.count ?? 0]),
  ) as Record<ClaimStatus, number>;
  return { rows, counts };
}
