import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { InventoryContext } from "../context.ts";
import { type LevelRow, transferStock } from "../stock-queries.ts";
import { announce, ledgerActor, refuseUnknown, withinLimits } from "./stock-change.ts";

export interface Transfer {
  readonly sku: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
  readonly reason: string;
}

/**
 * Moves pieces that no order has reserved to another location. Returns both levels, `from` first. Throws
 * UNKNOWN_SKU, UNKNOWN_LOCATION, STOCK_BELOW_RESERVED, STOCK_LIMIT, INVALID_INPUT.
 */
export async function transfer(
  inventory: InventoryContext,
  order: Transfer,
  by: ActingStaff,
): Promise<LevelRow[]> {
  const { db, clock } = inventory;
  const { sku, from, to, quantity, reason } = order;
  if (from === to) throw inputError([inputProblem("/to", "DUPLICATE")]);
  const now = clock.now();
  const transferId = newId(now);
  const levels = await withinLimits(() =>
    db.transaction(async (trx) => {
      const moved = await trx.rows(transferStock, { ...order, transferId, ...ledgerActor(by) });
      const [sent, received] = moved;
      if (!sent || !received) return null;
      await recordAction(trx, {
        ...by,
        action: "stock.transfer",
        subject: `stock:${sku}`,
        before: { [from]: sent.onHand + quantity, [to]: received.onHand - quantity },
        after: { [from]: sent.onHand, [to]: received.onHand },
        reason,
        now,
      });
      return moved;
    }),
  );
  if (!levels) {
    await refuseUnknown(inventory, sku, [from, to]);
    throw new DomainError("STOCK_BELOW_RESERVED");
  }
  await announce(
    inventory,
    levels.map(({ variantId }) => variantId),
  );
  return levels;
}
