import type { Static } from "typebox";
import { type Consumers, on } from "../../platform/contract/contract.ts";
import { inventory } from "../inventory/contract.ts";
import type { CatalogContext } from "./context.ts";
import { catalog as contract, PRODUCTS_CHANGED } from "./contract.ts";
import { renderUploads } from "./pictures/render-uploads.ts";
import { copyAvailability } from "./products/copy-availability.ts";

export const consumers = (catalog: CatalogContext): Consumers => ({
  ...on(inventory.events.availabilityChanged, ({ variantIds }) => copyAvailability(catalog, variantIds)),
  /**
   * Opens the stock of a new product and publishes the change to every process. Both repeat what the
   * request did, in case its process died in between.
   */
  ...on(contract.events.productCreated, (event) => openAndPublish(catalog, event)),
  /** The same for what an edit added. A variant that came back keeps its stock. */
  ...on(contract.events.productEdited, async (event) => {
    await openAndPublish(catalog, event);
    const variantIds = event.stock.map(({ variantId }) => variantId);
    if (variantIds.length > 0) await copyAvailability(catalog, variantIds);
  }),
  ...on(contract.events.picturesUploaded, ({ productId, pictureIds }) =>
    renderUploads(catalog, productId, pictureIds),
  ),
});

async function openAndPublish(
  { inventory: stockPort, changes }: CatalogContext,
  { productId, stock }: Static<typeof contract.events.productCreated.payload>,
): Promise<void> {
  await stockPort.openStock({ reference: productId, lines: stock });
  await changes.publish(PRODUCTS_CHANGED, [productId]);
}
