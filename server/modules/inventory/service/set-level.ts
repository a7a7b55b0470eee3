import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import { differencesBetween, refuseStale } from "../../../platform/http/edit-version.ts";
import type { InventoryContext } from "../context.ts";
import { editedContent, type LevelSettings, withSettings } from "../level-settings.ts";
import { type LevelRow, lockLevels, updateSettings } from "../stock-queries.ts";
import { getLevels } from "./levels.ts";
import { announce } from "./stock-change.ts";

export interface SettingsEdit {
  readonly sku: string;
  readonly location: string;
  /** The ETag of what was edited. */
  readonly ifMatch: string;
  readonly change: Partial<LevelSettings>;
}

/**
 * Sets how a SKU is kept at a location. Returns all its levels. Throws UNKNOWN_SKU, UNKNOWN_LOCATION,
 * STALE_EDIT, BACK_ORDERS_OPEN, INVALID_INPUT.
 */
export async function setLevel(
  inventory: InventoryContext,
  edit: SettingsEdit,
  by: ActingStaff,
): Promise<LevelRow[]> {
  const { db } = inventory;
  try {
    const variantId = await db.transaction(async (trx) => {
      const levels = await trx.rows(lockLevels, { sku: edit.sku });
      if (levels.length === 0) throw new DomainError("UNKNOWN_SKU");
      refuseStale(edit.ifMatch, editedContent(levels));
      const before = levels.find(({ location }) => location === edit.location);
      const next = withSettings(before, edit.change);
      const changed = await trx.first(updateSettings, { sku: edit.sku, location: edit.location, ...next });
      if (!changed) throw new DomainError("UNKNOWN_LOCATION", { location: edit.location });
      const differences = differencesBetween({ ...withSettings(before, {}) }, { ...next });
      const named = differences.map(({ pointer, ...values }) => ({ name: pointer.slice(1), ...values }));
      await recordAction(trx, {
        ...by,
        action: "stock.settings",
        subject: `stock:${edit.sku}@${edit.location}`,
        before: Object.fromEntries(named.map(({ name, was }) => [name, was])),
        after: Object.fromEntries(named.map(({ name, now }) => [name, now])),
        now: inventory.clock.now(),
      });
      return changed.variantId;
    });
    await announce(inventory, [variantId]);
  } catch (error) {
    if (brokeConstraint(error, "stock_of_bundle"))
      throw new DomainError("BUNDLE_STOCK", {}, { cause: error });
    if (brokeConstraint(error, "stock_covers_reserved"))
      throw new DomainError("BACK_ORDERS_OPEN", {}, { cause: error });
    throw error;
  }
  return getLevels(inventory, edit.sku);
}
