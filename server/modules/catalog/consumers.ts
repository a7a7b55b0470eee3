import { type Consumers, on } from "../../platform/contract/contract.ts";
import { inventory } from "../inventory/contract.ts";
import type { CatalogContext } from "./context.ts";
import { catalog as contract, PRODUCTS_CHANGED } from "./contract.ts";
import { copyAvailability } from "./products/copy-availability.ts";

export const consumers = (catalog: CatalogContext): Consumers => ({
  ...on(inventory.events.availabilityChanged, ({ variantIds }) => copyAvailability(catalog, variantIds)),
  /**
   * Opens the stock of a new product and publishes the change to every process. Both repeat what the
   * request did, in case its process died in between.
   */
  ...on(contract.events.productCreated, async ({ productId, stock }) => {
    await catalog.inventory.openStock({ reference: productId, lines: stock });
    await catalog.changes.publish(PRODUCTS_CHANGED, [productId]);
  }),
});
