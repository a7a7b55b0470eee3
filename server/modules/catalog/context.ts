import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Currency } from "../../platform/money.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import type { inventory } from "../inventory/contract.ts";
import type { CurrentIndex } from "./product-index/refresh-index.ts";

/** What the use cases of this module need. */
export interface CatalogContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly inventory: Port<typeof inventory>;
  readonly storage: Storage;
  /** The active products, for lists and searches. */
  readonly index: CurrentIndex;
  /** The shop's currency. */
  readonly currency: Currency;
}
