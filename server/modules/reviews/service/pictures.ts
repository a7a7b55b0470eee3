/** Pictures of reviews: uploaded by the form, taken over by the review, removed when nothing needs them. */
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { newId } from "../../../platform/ids.ts";
import { renderWidths, widthsOf } from "../../../platform/pictures/render.ts";
import type { UploadedPicture } from "../../../platform/pictures/uploads.ts";
import type { Picture } from "../../catalog/contract/picture.ts";
import type { ReviewsContext } from "../context.ts";
import { REVIEWS_CHANGED } from "../contract.ts";
import * as queries from "../picture-queries.ts";
import { deleteOldQuotas } from "../quota-queries.ts";
import type { PictureRow } from "../review-queries.ts";

/** Stores the pictures of a form. Their addresses cannot be guessed: an id has 74 random bits. */
export async function storePictures(
  { db, clock, storage }: ReviewsContext,
  memberId: string,
  uploads: readonly UploadedPicture[],
): Promise<PictureRow[]> {
  const now = clock.now();
  const stored = uploads.map(({ shape, files }) => {
    const id = newId(now);
    return { id, shape: { key: `reviews/${id}`, ...shape }, files };
  });
  const pictures = stored.map(({ id, shape }) => ({ id, shape }));
  // The rows come first: a job removes the files of those that no review takes.
  await db.rows(queries.insertPictures, { memberId, pictures: JSON.stringify(pictures), now });
  for (const { shape, files } of stored) {
    for (const { name, bytes } of files) await storage.put(`${shape.key}/${name}`, bytes);
  }
  return pictures;
}

/** Makes the AVIF files of a review's new pictures. Safe to run twice. */
export async function renderPictures(
  { db, storage, changes }: ReviewsContext,
  reviewId: string,
): Promise<void> {
  for (const { id, shape, productId } of await db.rows(queries.listPictures, { reviewId })) {
    if (shape.widths.length > 0) continue;
    const source = await storage.find(`${shape.key}/source.webp`);
    if (!source) throw new Error(`the storage has no ${shape.key}/source.webp`);
    const widths = widthsOf(shape.width);
    for await (const { name, bytes } of renderWidths(await buffer(source.open() as Readable), widths)) {
      await storage.put(`${shape.key}/${name}`, bytes);
    }
    const complete = { ...shape, widths };
    // The picture may have been dropped and swept while its files were made.
    if (!(await db.first(queries.updateShape, { id, shape: JSON.stringify(complete) })))
      await removeFiles(storage, complete);
    else await changes.publish(REVIEWS_CHANGED, [productId]);
  }
}

const DAY_MS = 24 * 3_600_000;
const SWEEP_BATCH = 100;

/** Removes the files of pictures that no review has: dropped ones at once, others after a day. */
export async function sweepPictures({ db, clock, storage }: ReviewsContext): Promise<void> {
  const now = clock.now();
  const before = new Date(now.getTime() - DAY_MS);
  for (const { id, shape } of await db.rows(queries.listUnused, { before, limit: SWEEP_BATCH })) {
    if (!(await db.first(queries.dropPicture, { id, now }))) continue;
    await removeFiles(storage, { ...shape, widths: widthsOf(shape.width) });
    await db.rows(queries.deletePicture, { id });
  }
  await db.rows(deleteOldQuotas, { before });
}

async function removeFiles(storage: ReviewsContext["storage"], { key, widths, fallback }: Picture) {
  const names = [...widths.map((width) => `${width}.avif`), `${fallback}.webp`, "source.webp"];
  for (const name of names) await storage.remove(`${key}/${name}`);
}
