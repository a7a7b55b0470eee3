import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Currency } from "../../platform/money.ts";
import type { inventory } from "../inventory/contract.ts";
import type { notifications } from "../notifications/contract.ts";
import type { orders } from "../orders/contract.ts";
import type { payments } from "../payments/contract.ts";
import type { reviews } from "../reviews/contract.ts";

/** What the use cases of this module need. */
export interface ReportsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly orders: Pick<
    Port<typeof orders>,
    "findNumbers" | "findRefund" | "salesBetween" | "firstSale" | "waitingForStaff" | "dayForStaff"
  >;
  readonly payments: Pick<Port<typeof payments>, "countForStaff">;
  readonly inventory: Pick<Port<typeof inventory>, "countLow">;
  readonly notifications: Pick<Port<typeof notifications>, "countFailed">;
  readonly reviews: Pick<Port<typeof reviews>, "countWaiting">;
  /** The shop's currency. */
  readonly currency: Currency;
}
