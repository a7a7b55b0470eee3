import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import type { catalog } from "../catalog/contract.ts";
import type { orders } from "../orders/contract.ts";

/** What the use cases of this module need. */
export interface ReviewsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly catalog: Pick<Port<typeof catalog>, "findProducts" | "storeRatings" | "ratings">;
  readonly orders: Pick<Port<typeof orders>, "boughtLines">;
  readonly storage: Storage;
}
