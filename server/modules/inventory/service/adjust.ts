import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { InventoryContext } from "../context.ts";
import { adjustStock, type LevelRow } from "../stock-queries.ts";
import { announce, ledgerActor, refuseUnknown, withinLimits } from "./stock-change.ts";

export interface Adjustment {
  readonly sku: string;
  readonly delta: number;
  readonly reason: string;
  readonly location: string;
}

/** Throws UNKNOWN_SKU, UNKNOWN_LOCATION, STOCK_BELOW_RESERVED, STOCK_LIMIT, BUNDLE_STOCK. */
export async function adjust(
  inventory: InventoryContext,
  adjustment: Adjustment,
  by: ActingStaff,
): Promise<LevelRow> {
  const { db, clock } = inventory;
  const { sku, location, delta, reason } = adjustment;
  const level = await withinLimits(() =>
    db.transaction(async (trx) => {
      const adjusted = await trx.first(adjustStock, { ...adjustment, ...ledgerActor(by) });
      if (!adjusted) return null;
      const { onHand } = adjusted;
      await recordAction(trx, {
        ...by,
        action: "stock.adjust",
        subject: `stock:${sku}@${location}`,
        before: { onHand: onHand - delta },
        after: { onHand },
        reason,
        now: clock.now(),
      });
      return adjusted;
    }),
  );
  if (!level) {
    await refuseUnknown(inventory, sku, [location]);
    throw new DomainError("UNKNOWN_LOCATION", { location });
  }
  await announce(inventory, [level.variantId]);
  return level;
}
