import type { Static } from "typebox";
import { type Consumers, on } from "../../platform/contract/contract.ts";
import { inventory } from "../inventory/contract.ts";
import type { CatalogContext } from "./context.ts";
import { catalog as contract, PRODUCTS_CHANGED } from "./contract.ts";
import { renderUploads } from "./pictures/render-uploads.ts";
import { copyAvailability } from "./products/copy-availability.ts";
import { nameOfEdit } from "./products/edit-product.ts";
import { findVersion } from "./products/editing-queries.ts";

export const consumers = (catalog: CatalogContext): Consumers => ({
  ...on(inventory.events.availabilityChanged, ({ variantIds }) => copyAvailability(catalog, variantIds)),
  /**
   * Opens the stock of a new product and publishes the change to every process. Both repeat what the
   * request did, in case its process died in between.
   */
  ...on(contract.events.productCreated, async (event) => {
    await openStock(catalog, event);
    await catalog.changes.publish(PRODUCTS_CHANGED, [event.productId]);
  }),
  /**
   * The same for what an edit added. A variant that came back keeps its stock. Pages are not drawn a second
   * time for what `editProduct` has published.
   */
  ...on(contract.events.productEdited, async (event) => {
    await openStock(catalog, event);
    const edited = await catalog.db.first(findVersion, { id: event.productId });
    if (edited) await catalog.changes.repeat(PRODUCTS_CHANGED, [event.productId], nameOfEdit(edited.version));
    const variantIds = event.stock.map(({ variantId }) => variantId);
    if (variantIds.length > 0) await copyAvailability(catalog, variantIds);
  }),
  ...on(contract.events.picturesUploaded, ({ productId, pictureIds }) =>
    renderUploads(catalog, productId, pictureIds),
  ),
});

async function openStock(
  { inventory: stockPort }: CatalogContext,
  { productId, stock }: Static<typeof contract.events.productCreated.payload>,
): Promise<void> {
  await stockPort.openStock({ reference: productId, lines: stock });
}
