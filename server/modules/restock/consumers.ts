import { type Consumers, on } from "../../platform/contract/contract.ts";
import { catalog } from "../catalog/contract.ts";
import { inventory } from "../inventory/contract.ts";
import type { RestockContext } from "./context.ts";
import { restock as contract } from "./contract.ts";
import { notify, notifyOfProduct } from "./service/notify.ts";

export const consumers = (restock: RestockContext): Consumers => ({
  ...on(inventory.events.availabilityChanged, ({ variantIds }) => notify(restock, variantIds)),
  ...on(catalog.events.productEdited, ({ productId }) => notifyOfProduct(restock, productId)),
  ...on(contract.events.batchNotified, ({ variantIds }) => notify(restock, variantIds)),
});
