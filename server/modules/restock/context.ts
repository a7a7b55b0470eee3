import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import type { catalog } from "../catalog/contract.ts";
import type { inventory } from "../inventory/contract.ts";

/** What the use cases of this module need. */
export interface RestockContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly catalog: Pick<Port<typeof catalog>, "findProducts" | "describe">;
  readonly inventory: Pick<Port<typeof inventory>, "availability">;
}
