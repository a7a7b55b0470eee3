import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Currency } from "../../platform/money.ts";
import type { catalog } from "../catalog/contract.ts";
import type { inventory } from "../inventory/contract.ts";
import type { PromotionTerms } from "../promotions/contract/promotion.ts";
import type { promotions } from "../promotions/contract.ts";
import type { DeliveryRules } from "./contract/delivery-rules.ts";
import type { SpendingRule } from "./spendable-points.ts";

/** What the use cases of this module need. */
export interface CartContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly catalog: Port<typeof catalog>;
  readonly inventory: Port<typeof inventory>;
  readonly promotions: Pick<Port<typeof promotions>, "findCoupons" | "findPoints" | "findPromotions">;
  readonly currency: Currency;
  /** The automatic promotions that count now, or will. */
  readonly automatic: () => Promise<readonly PromotionTerms[]>;
  /** What delivery costs now. */
  readonly deliveryRules: () => Promise<DeliveryRules>;
  readonly spending: SpendingRule;
}

/** The id of the signed-in member; null for a guest, for whom the cart's id is the proof. */
export type Shopper = string | null;
