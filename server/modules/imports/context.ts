import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Log } from "../../platform/log.ts";
import type { Currency } from "../../platform/money.ts";
import type { catalog } from "../catalog/contract.ts";
import type { inventory } from "../inventory/contract.ts";
import type { orders } from "../orders/contract.ts";

/** What the use cases of this module need. */
export interface ImportsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalog: Port<typeof catalog>;
  readonly inventory: Port<typeof inventory>;
  readonly orders: Port<typeof orders>;
  /** The shop's currency: that of all amounts in files. */
  readonly currency: Currency;
}
