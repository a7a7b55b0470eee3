/** The parts of a bundle, as staff read and set them. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { refuseStale } from "../../../platform/http/edit-version.ts";
import * as queries from "../bundle-queries.ts";
import type { InventoryContext } from "../context.ts";
import { availability } from "./levels.ts";
import { announce, withinLimits } from "./stock-change.ts";

export interface BundlePart {
  readonly sku: string;
  readonly quantity: number;
}

export interface Bundle {
  readonly variantId: string;
  readonly sku: string;
  /** Of the variant, as shoppers can buy it. */
  readonly available: number;
  readonly parts: readonly (queries.PartRow & { readonly available: number })[];
}

/** What an edit replaces, as its ETag carries it. */
export const partsContent = (parts: readonly BundlePart[]) => ({
  parts: parts.map(({ sku, quantity }) => ({ sku, quantity })),
});

/** Returns a variant with its parts, none unless it is a bundle. Throws UNKNOWN_SKU. */
export async function getBundle(inventory: InventoryContext, sku: string): Promise<Bundle> {
  const { db } = inventory;
  const [variant] = await db.rows(queries.findStocked, { skus: [sku] });
  if (!variant) throw new DomainError("UNKNOWN_SKU");
  const { variantId } = variant;
  const parts = await db.rows(queries.findParts, { variantId });
  const ids = [variantId, ...parts.map((part) => part.variantId)];
  const levels = new Map(
    (await availability(inventory, ids)).map((level) => [level.variantId, level.available]),
  );
  const availableOf = (id: string) => levels.get(id) ?? 0;
  return {
    variantId,
    sku,
    available: availableOf(variantId),
    parts: parts.map((part) => ({ ...part, available: availableOf(part.variantId) })),
  };
}

export interface PartsEdit {
  readonly sku: string;
  /** None: it is no bundle any more. */
  readonly parts: readonly BundlePart[];
  /** The ETag of what was edited. */
  readonly ifMatch: string;
}

/**
 * Replaces the parts of a variant; what orders have reserved stays. Throws UNKNOWN_SKU, STALE_EDIT,
 * NESTED_BUNDLE; BUNDLE_STOCK for a variant with stock of its own; INVALID_INPUT for parts.
 */
export async function setParts(
  inventory: InventoryContext,
  { sku, parts, ifMatch }: PartsEdit,
  by: ActingStaff,
): Promise<Bundle> {
  const { db, clock } = inventory;
  const variantId = await withinLimits(() =>
    db.transaction(async (trx) => {
      await trx.rows(queries.lockBundles, {});
      const stocked = await trx.rows(queries.findStocked, { skus: [sku, ...parts.map((part) => part.sku)] });
      const bundle = stocked.find((each) => each.sku === sku);
      if (!bundle) throw new DomainError("UNKNOWN_SKU");
      const before = partsContent(await trx.rows(queries.findParts, { variantId: bundle.variantId }));
      refuseStale(ifMatch, before);
      const chosen = judgeParts(bundle, parts, stocked);
      await trx.rows(queries.replaceParts, {
        variantId: bundle.variantId,
        partIds: chosen.map((part) => part.variantId),
        quantities: chosen.map(({ quantity }) => quantity),
      });
      await recordAction(trx, {
        ...by,
        action: "stock.parts",
        subject: `stock:${sku}`,
        before,
        after: partsContent(parts),
        now: clock.now(),
      });
      return bundle.variantId;
    }),
  );
  await announce(inventory, [variantId]);
  return getBundle(inventory, sku);
}

/** Returns the parts with their variants. */
function judgeParts(
  bundle: queries.StockedVariant,
  parts: readonly BundlePart[],
  stocked: readonly queries.StockedVariant[],
): (BundlePart & { readonly variantId: string })[] {
  const bySku = new Map(stocked.map((each) => [each.sku, each]));
  const problems = parts.flatMap(({ sku }, at) => {
    const pointer = `/parts/${at}/sku`;
    if (!bySku.has(sku)) return [inputProblem(pointer, "UNKNOWN")];
    const isRepeated = parts.findIndex((part) => part.sku === sku) < at;
    return isRepeated || sku === bundle.sku ? [inputProblem(pointer, "DUPLICATE")] : [];
  });
  if (problems.length > 0) throw inputError(problems);
  const nested = parts.filter(({ sku }) => bySku.get(sku)?.isBundle);
  if (nested.length > 0 || (bundle.isPart && parts.length > 0))
    throw new DomainError("NESTED_BUNDLE", { skus: nested.map(({ sku }) => sku) });
  return parts.map((part) => ({ ...part, variantId: bySku.get(part.sku)?.variantId ?? "" }));
}
