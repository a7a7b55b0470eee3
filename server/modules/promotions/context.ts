import type { Clock } from "../../platform/clock.ts";
import type { KeyedSerializer } from "../../platform/concurrency.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Log } from "../../platform/log.ts";
import type { Currency } from "../../platform/money.ts";
import type { KnownGoods } from "./contract/unknown-goods.ts";

/** What the use cases of this module need. */
export interface PromotionsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly changes: Changes;
  readonly catalog: KnownGoods;
  /** The shop's currency. */
  readonly currency: Currency;
  /** How long earned and granted points can be spent, milliseconds. */
  readonly pointsMs: number;
  /** Guesses of one shopper or network, one after the other. */
  readonly oneByOne: KeyedSerializer;
}
