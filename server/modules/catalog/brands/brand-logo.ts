/** The mark of a brand. Nothing but the brand shows it, so the files of a former one go (files/). */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { UploadedPicture } from "../../../platform/pictures/uploads.ts";
import { LISTS } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import type { Picture } from "../contract/picture.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { dropFiles, keepFiles, putUnused } from "../files/unused-files.ts";
import { readBrand } from "./edit-brand.ts";
import * as queries from "./queries.ts";

/** Throws NOT_FOUND. */
export async function setLogo(
  catalog: CatalogContext,
  id: string,
  { shape, files }: UploadedPicture,
  by: ActingStaff,
): Promise<queries.StaffBrandRow> {
  await readBrand(catalog, id);
  const key = `brands/${newId(catalog.clock.now())}`;
  await putUnused(catalog, [{ folder: key, files }]);
  return replaceLogo(catalog, id, { key, ...shape }, by);
}

/** Throws NOT_FOUND. */
export const removeLogo = (catalog: CatalogContext, id: string, by: ActingStaff) =>
  replaceLogo(catalog, id, null, by);

async function replaceLogo(
  catalog: CatalogContext,
  id: string,
  logo: Picture | null,
  by: ActingStaff,
): Promise<queries.StaffBrandRow> {
  const { db, clock, changes } = catalog;
  const now = clock.now();
  await db.transaction(async (trx) => {
    const stored = await trx.first(queries.updateLogo, { id, logo: logo && JSON.stringify(logo) });
    if (!stored) throw new DomainError("NOT_FOUND");
    if (logo) await keepFiles(trx, [logo.key]);
    await dropFiles(trx, stored.former, clock);
    const action = logo ? "brand.logo.set" : "brand.logo.remove";
    const [before, after] = [{ logo: stored.former?.key ?? null }, { logo: logo?.key ?? null }];
    if (before.logo !== after.logo)
      await recordAction(trx, { ...by, action, subject: `brand:${id}`, before, after, now });
  });
  await changes.publish(PRODUCTS_CHANGED, [LISTS]);
  return readBrand(catalog, id);
}
