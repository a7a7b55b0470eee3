/** Begins to prepare many orders: each by itself, so that one that cannot be prepared stops no other. */
import type { ActingStaff } from "../../../../platform/audit-log/audit-log.ts";
import { isDomainError } from "../../../../platform/errors.ts";
import type { OrdersContext } from "../../context.ts";
import type { OrderStatus } from "../../contract.ts";
import { findStatuses } from "../../queries.ts";
import { prepare } from "../../service/fulfil.ts";

const refusals = ["NOT_FOUND", "WRONG_ORDER_STATUS", "ORDER_REFUNDED"] as const;

export interface PrepareResult {
  readonly id: string;
  readonly outcome: "prepared" | "refused";
  /** Why it was refused; null: it was prepared. */
  readonly code: (typeof refusals)[number] | null;
  /** Null: there is no such order. */
  readonly status: OrderStatus | null;
}

/** In the order of `ids`. After a crash a repeat prepares the others. */
export async function prepareMany(
  orders: OrdersContext,
  ids: readonly string[],
  by: ActingStaff,
): Promise<PrepareResult[]> {
  const refused = new Map<string, PrepareResult["code"]>();
  for (const id of ids) refused.set(id, await prepareOne(orders, id, by));
  const found = await orders.db.rows(findStatuses, { ids: [...ids] });
  const statuses = new Map(found.map(({ id, status }) => [id, status]));
  return ids.map((id) => {
    const code = refused.get(id) ?? null;
    return { id, outcome: code === null ? "prepared" : "refused", code, status: statuses.get(id) ?? null };
  });
}

async function prepareOne(
  orders: OrdersContext,
  id: string,
  by: ActingStaff,
): Promise<PrepareResult["code"]> {
  try {
    await prepare(orders, id, by);
    return null;
  } catch (error) {
    const code = refusals.find((each) => isDomainError(error, each));
    if (code) return code;
    throw error;
  }
}
