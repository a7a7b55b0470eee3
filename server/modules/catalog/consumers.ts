import { type Consumers, on } from "../../platform/contract/contract.ts";
import { inventory } from "../inventory/contract.ts";
import type { CatalogContext } from "./context.ts";
import { catalog as contract, productsChanged } from "./contract.ts";
import { copyAvailability } from "./service/copy-availability.ts";

export const consumers = (catalog: CatalogContext): Consumers => ({
  ...on(inventory.events.availabilityChanged, ({ variantIds }) => copyAvailability(catalog, variantIds)),
  /** Begins the stock of a product whose process died before it could, and tells who has not heard of it. */
  ...on(contract.events.productCreated, async ({ productId, stock }) => {
    await catalog.inventory.openStock({ reference: productId, lines: stock });
    await catalog.changes.publish(productsChanged, [productId]);
  }),
});
