/** Pictures in descriptions: uploaded by the editor, and used once a product names them. */
import type { Transaction } from "../../../platform/db/db.ts";
import type { InputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { UploadedPicture } from "../../../platform/pictures/uploads.ts";
import type { CatalogContext } from "../context.ts";
import { keepFound, putUnused } from "../files/unused-files.ts";
import { addedPictures, type Descriptions, unknownPictures } from "./added-pictures.ts";
import { addressOf, folderOf } from "./description-picture.ts";
import * as queries from "./queries.ts";

/** An editor may be open for some days before it is saved. */
const UNUSED_MS = 7 * 24 * 3_600_000;

/** Stores pictures that a description may name from now on. */
export async function addDescriptionPictures(catalog: CatalogContext, uploads: readonly UploadedPicture[]) {
  const { db, clock } = catalog;
  const now = clock.now();
  const added = uploads.map((upload) => ({ ...upload, folder: folderOf(newId(now), upload.shape) }));
  await putUnused(catalog, added, UNUSED_MS);
  await db.rows(queries.insertPictures, { folders: added.map(({ folder }) => folder), now });
  return added.map(({ folder, fileName, shape: { width, height } }) => ({
    src: addressOf(folder, width),
    width,
    height,
    fileName,
  }));
}

/** Keeps the pictures that an edit adds to the descriptions. */
export async function keepPictures(
  trx: Transaction,
  before: Descriptions | null,
  content: Descriptions,
): Promise<InputProblem[]> {
  const added = addedPictures(before, content);
  const folders = [...new Set(added.flatMap((each) => each.folders))];
  if (folders.length === 0) return [];
  await keepFound(trx, folders);
  const found = new Set((await trx.rows(queries.findPictures, { folders })).map(({ folder }) => folder));
  return unknownPictures(added, found);
}
