/** The slips that go into parcels. They name buyers and their homes, so each print is in the audit log. */
import type { ActingStaff } from "../../../../platform/audit-log/audit-log.ts";
import type { Language } from "../../../../platform/language.ts";
import type { OrdersContext } from "../../context.ts";
import type { OrderStatus } from "../../contract.ts";
import { findOrders } from "../../queries.ts";
import { record } from "../../service/change-order.ts";
import { type PackingSlip, presentSlip } from "../present.ts";

const packed: readonly OrderStatus[] = ["paid", "preparing", "shipped", "delivered", "completed"];

export interface PackingSlips {
  readonly items: PackingSlip[];
  /** Orders without a slip: unknown, not paid, on hold, canceled, or sent back. */
  readonly left: string[];
}

/** In the order of `ids`. */
export async function packingSlips(
  { db, clock }: OrdersContext,
  { ids, prices }: { readonly ids: readonly string[]; readonly prices: boolean },
  language: Language,
  by: ActingStaff,
): Promise<PackingSlips> {
  const now = clock.now();
  return db.transaction(async (trx) => {
    const found = await trx.rows(findOrders, { ids: [...ids] });
    const printed = found.filter(({ status }) => packed.includes(status));
    const byId = new Map(printed.map((order) => [order.id, order]));
    const items: PackingSlip[] = [];
    for (const id of ids) {
      const order = byId.get(id);
      if (!order) continue;
      items.push(presentSlip(order, prices, language));
      await record(trx, "print_slip", order, by, now);
    }
    return { items, left: ids.filter((id) => !byId.has(id)) };
  });
}
