import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { renderWidths, widthsOf } from "../../../platform/pictures/render.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./queries.ts";

/** Makes the AVIF files of new pictures. Safe to run twice: what is made already, or deleted, is skipped. */
export async function renderUploads(
  { db, storage, changes }: CatalogContext,
  productId: string,
  pictureIds: readonly string[],
): Promise<void> {
  const pictures = (await db.first(queries.findPictures, { productId }))?.pictures ?? [];
  for (const { id, key, width, widths } of pictures) {
    if (!pictureIds.includes(id) || widths.length > 0) continue;
    const source = await storage.find(`${key}/source.webp`);
    if (!source) throw new Error(`the storage has no ${key}/source.webp`);
    const wanted = widthsOf(width);
    for await (const { name, bytes } of renderWidths(await buffer(source.open() as Readable), wanted)) {
      await storage.put(`${key}/${name}`, bytes);
    }
    await db.rows(queries.updateWidths, { productId, key, widths: JSON.stringify(wanted) });
    await changes.publish(PRODUCTS_CHANGED, [productId]);
  }
}
