/** Changes of a product's pictures by staff. The files of a deleted picture stay: orders may show them. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { UploadedPicture } from "../../../platform/pictures/uploads.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { keepFiles, putUnused } from "../files/unused-files.ts";
import {
  MOST_PICTURES,
  type PictureChange,
  type ProductPicture,
  pictureAlone,
  withChange,
} from "./product-picture.ts";
import * as queries from "./queries.ts";

/** A picture of a product, with the variants that show it. */
export interface EditedPicture {
  readonly picture: ProductPicture;
  readonly productName: string;
  readonly skus: string[];
}

/**
 * Stores uploaded pictures after those that the product has, all or none. Pages show them at once; a job
 * makes their other files.
 */
export async function addPictures(
  catalog: CatalogContext,
  productId: string,
  uploads: readonly UploadedPicture[],
  by: ActingStaff,
): Promise<EditedPicture[]> {
  const { clock } = catalog;
  if (!(await catalog.db.first(queries.findPictures, { productId }))) throw new DomainError("NOT_FOUND");
  const added = uploads.map(({ shape, files, fileName }) => {
    const id = newId(clock.now());
    return { picture: { id, key: `uploads/${id}`, ...shape, fileName }, files };
  });
  await putUnused(
    catalog,
    added.map(({ picture, files }) => ({ folder: picture.key, files })),
  );
  const pictures = added.map(({ picture }) => picture);
  return edit(catalog, productId, by, "picture.add", async (trx, current) => {
    if (current.pictures.length + pictures.length > MOST_PICTURES)
      throw new DomainError("PICTURE_LIMIT", { most: MOST_PICTURES });
    await keepFiles(
      trx,
      pictures.map(({ key }) => key),
    );
    await trx.rows(queries.publishUploaded, { productId, pictureIds: pictures.map(({ id }) => id) });
    return { pictures: [...current.pictures, ...pictures], touched: pictures.map(({ id }) => id) };
  });
}

/** `skus`: the variants that show the picture from now on. */
export async function changePicture(
  catalog: CatalogContext,
  productId: string,
  pictureId: string,
  { skus, ...change }: PictureChange & { readonly skus?: readonly string[] },
  by: ActingStaff,
): Promise<EditedPicture> {
  const [changed] = await edit(catalog, productId, by, "picture.change", async (trx, current) => {
    const picture = requirePicture(current, pictureId);
    if (skus) await showAt(trx, productId, picture, skus, current);
    return { pictures: withChange(current.pictures, pictureId, change), touched: [pictureId] };
  });
  if (!changed) throw new Error("a changed picture is returned");
  return changed;
}

export async function deletePicture(
  catalog: CatalogContext,
  productId: string,
  pictureId: string,
  by: ActingStaff,
): Promise<void> {
  await edit(catalog, productId, by, "picture.delete", async (trx, current) => {
    await showAt(trx, productId, requirePicture(current, pictureId), [], current);
    return { pictures: current.pictures.filter(({ id }) => id !== pictureId), touched: [] };
  });
}

function requirePicture({ pictures }: queries.PicturesRow, id: string): ProductPicture {
  const picture = pictures.find((each) => each.id === id);
  if (!picture) throw new DomainError("NOT_FOUND");
  return picture;
}

async function showAt(
  trx: Transaction,
  productId: string,
  picture: ProductPicture,
  skus: readonly string[],
  { variants }: queries.PicturesRow,
): Promise<void> {
  const known = new Set(variants.map(({ sku }) => sku));
  const problems = skus.flatMap((sku, at) =>
    known.has(sku) ? [] : [inputProblem(`/skus/${at}`, "UNKNOWN")],
  );
  if (problems.length > 0) throw inputError(problems);
  const alone = JSON.stringify(pictureAlone(picture));
  await trx.rows(queries.updateVariantPictures, { productId, picture: alone, skus });
}

interface Outcome {
  readonly pictures: readonly ProductPicture[];
  /** Ids of the pictures that are returned. */
  readonly touched: readonly string[];
}

async function edit(
  { db, clock, changes }: CatalogContext,
  productId: string,
  by: ActingStaff,
  action: string,
  change: (trx: Transaction, current: queries.PicturesRow) => Promise<Outcome>,
): Promise<EditedPicture[]> {
  const now = clock.now();
  const edited = await db.transaction(async (trx) => {
    const current = await lock(trx, productId);
    const { pictures, touched } = await change(trx, current);
    await trx.rows(queries.updatePictures, { productId, pictures: JSON.stringify(pictures), now });
    const after = await lock(trx, productId);
    const subject = `product:${productId}`;
    await recordAction(trx, { ...by, action, subject, before: record(current), after: record(after), now });
    return describe(after).filter(({ picture }) => touched.includes(picture.id));
  });
  await changes.publish(PRODUCTS_CHANGED, [productId]);
  return edited;
}

async function lock(trx: Transaction, productId: string): Promise<queries.PicturesRow> {
  const row = await trx.first(queries.lockPictures, { productId });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

const describe = ({ name, pictures, variants }: queries.PicturesRow): EditedPicture[] =>
  pictures.map((picture) => ({
    picture,
    productName: name,
    skus: variants.filter(({ key }) => key === picture.key).map(({ sku }) => sku),
  }));

/** What the audit log keeps. */
const record = (row: queries.PicturesRow) => ({
  pictures: describe(row).map(({ picture: { id, alt }, skus }) => ({ id, alt: alt ?? {}, skus })),
});
