import type { App } from "../../platform/http/app.ts";
import { bundleRoutes } from "./bundle-routes.ts";
import type { InventoryContext } from "./context.ts";
import { locationRoutes } from "./location-routes.ts";
import { changingStock } from "./stock-change-routes.ts";
import { readingStock } from "./stock-read-routes.ts";

export function routes(app: App, inventory: InventoryContext): void {
  readingStock(app, inventory);
  changingStock(app, inventory);
  locationRoutes(app, inventory);
  bundleRoutes(app, inventory);
}
