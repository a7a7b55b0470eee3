import type { Clock } from "../../platform/clock.ts";
import type { KeyedSerializer } from "../../platform/concurrency.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Log } from "../../platform/log.ts";
import type { cart } from "../cart/contract.ts";
import type { catalog } from "../catalog/contract.ts";
import type { inventory } from "../inventory/contract.ts";
import type { payments } from "../payments/contract.ts";
import type { promotions } from "../promotions/contract.ts";
import type { ReturnRules } from "./claims/claim.ts";
import type { OrderMeasures } from "./metrics.ts";
import type { NewestWords } from "./newest-words.ts";

/** What the use cases of this module need. */
export interface OrdersContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalog: Port<typeof catalog>;
  readonly cart: Port<typeof cart>;
  readonly inventory: Port<typeof inventory>;
  readonly payments: Port<typeof payments>;
  readonly promotions: Port<typeof promotions>;
  /** Orders of one cart are placed one after the other in this process. */
  readonly oneByOne: KeyedSerializer;
  readonly measures: OrderMeasures;
  /** To weigh the searches of staff. */
  readonly newestWords: NewestWords;
  /** How long an order waits for its payment, milliseconds. */
  readonly paymentMs: number;
  /** How long a guest's order that was not paid is kept, milliseconds. */
  readonly unpaidMs: number;
  /** After this time a delivered order is completed, milliseconds. */
  readonly completeMs: number;
  readonly returnRules: ReturnRules;
  /** Of the money for an order, how much a member earns in points. */
  readonly pointsPercent: number;
}
