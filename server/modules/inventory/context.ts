import type { Clock } from "../../platform/clock.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Reservation, ReserveInput } from "./contract.ts";
import type { StockOpening } from "./service/open-stock.ts";

/** What the use cases of this module need. */
export interface InventoryContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly reserve: (request: ReserveInput) => Promise<Reservation>;
  readonly openStock: (opening: StockOpening) => Promise<void>;
  /** Commits an order's reservation; false when it has none. */
  readonly commit: (orderId: string) => Promise<boolean>;
}
