/** What all changes of stock by staff have in common. */
import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import { withBundles } from "../bundle-queries.ts";
import type { InventoryContext } from "../context.ts";
import { STOCK_CHANGED } from "../contract.ts";
import { findLocation } from "../location-queries.ts";
import { findLevels } from "../stock-queries.ts";

/** As the ledger stores who changed the stock. */
export const ledgerActor = ({ actor: { kind, id } }: ActingStaff) => ({ actorKind: kind, actorId: id });

/** Runs a change; a constraint that it breaks becomes a refusal. */
export async function withinLimits<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (brokeConstraint(error, "stock_on_hand_limit"))
      throw new DomainError("STOCK_LIMIT", {}, { cause: error });
    if (brokeConstraint(error, "stock_covers_reserved"))
      throw new DomainError("STOCK_BELOW_RESERVED", {}, { cause: error });
    if (brokeConstraint(error, "stock_of_bundle"))
      throw new DomainError("BUNDLE_STOCK", {}, { cause: error });
    throw error;
  }
}

/** Throws UNKNOWN_SKU or UNKNOWN_LOCATION if the change named what does not exist. */
export async function refuseUnknown(
  { db }: InventoryContext,
  sku: string,
  locations: readonly string[],
): Promise<void> {
  if ((await db.rows(findLevels, { sku })).length === 0) throw new DomainError("UNKNOWN_SKU");
  for (const id of locations) {
    if (!(await db.first(findLocation, { id }))) throw new DomainError("UNKNOWN_LOCATION", { location: id });
  }
}

/** Tells every process that these variants, and the bundles of them, have other figures. */
export async function announce(
  { db, changes }: InventoryContext,
  variantIds: readonly string[],
): Promise<void> {
  const shown = await db.first(withBundles, { variantIds: [...new Set(variantIds)] });
  await changes.publish(STOCK_CHANGED, shown?.variantIds ?? []);
}
