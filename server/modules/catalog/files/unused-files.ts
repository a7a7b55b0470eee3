/** Files that nothing shows yet, or any more: a job removes them. */
import { after } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import type { UploadedPicture } from "../../../platform/pictures/uploads.ts";
import type { CatalogContext } from "../context.ts";
import type { Picture } from "../contract/picture.ts";
import * as queries from "./queries.ts";

const HOUR_MS = 3_600_000;
/** No request lasts so long between its upload and its commit. */
const UNUSED_MS = 24 * HOUR_MS;
/** Pages of caches and open browsers show what was dropped a little longer. */
const SHOWN_MS = HOUR_MS;
const FOLDERS_PER_RUN = 100;

type FileStore = Pick<CatalogContext, "db" | "clock" | "storage">;

interface UploadedFolder {
  readonly folder: string;
  readonly files: UploadedPicture["files"];
}

/** Stores files that `keepFiles` has to keep. */
export async function putUnused(
  { db, clock, storage }: FileStore,
  uploads: readonly UploadedFolder[],
  unusedMs = UNUSED_MS,
): Promise<void> {
  const folders = uploads.map(({ folder, files }) => ({ folder, files: files.map(({ name }) => name) }));
  await db.rows(queries.insertRemovals, {
    folders: JSON.stringify(folders),
    dueAt: after(clock, unusedMs),
  });
  for (const { folder, files } of uploads) {
    for (const { name, bytes } of files) await storage.put(`${folder}/${name}`, bytes);
  }
}

/** The transaction shows the files of these folders from now on. */
export async function keepFiles(trx: Transaction, folders: readonly string[]): Promise<void> {
  if ((await keepFound(trx, folders)).length < folders.length)
    throw new Error("files were removed before they were used");
}

/** The same of folders that may be gone, or in use already. Returns those that were unused. */
export const keepFound = (trx: Transaction, folders: readonly string[]) =>
  trx.rows(queries.keepUnclaimed, { folders: [...folders] });

/** The transaction shows the picture of a logo no more. */
export async function dropFiles(
  trx: Transaction,
  picture: Picture | null,
  clock: CatalogContext["clock"],
): Promise<void> {
  if (picture === null) return;
  const files = ["source.webp", `${picture.fallback ?? picture.width}.webp`];
  const folders = JSON.stringify([{ folder: picture.key, files }]);
  await trx.rows(queries.insertRemovals, { folders, dueAt: after(clock, SHOWN_MS) });
}

export async function removeDueFiles({ db, clock, storage }: FileStore): Promise<void> {
  const due = await db.rows(queries.findDueRemovals, { now: clock.now(), limit: FOLDERS_PER_RUN });
  for (const { folder, files } of due) {
    if (!(await db.first(queries.claimRemoval, { folder, now: clock.now() }))) continue;
    for (const name of files) await storage.remove(`${folder}/${name}`);
    await db.rows(queries.deleteRemovals, { folders: [folder] });
  }
}
