import type { ModuleName } from "./module-names.ts";
import { cart } from "./modules/cart/contract.ts";
import { catalog } from "./modules/catalog/contract.ts";
import { imports } from "./modules/imports/contract.ts";
import { inventory } from "./modules/inventory/contract.ts";
import { members } from "./modules/members/contract.ts";
import { notifications } from "./modules/notifications/contract.ts";
import { orders } from "./modules/orders/contract.ts";
import { payments } from "./modules/payments/contract.ts";
import { promotions } from "./modules/promotions/contract.ts";
import { recommendations } from "./modules/recommendations/contract.ts";
import { reports } from "./modules/reports/contract.ts";
import { restock } from "./modules/restock/contract.ts";
import { reviews } from "./modules/reviews/contract.ts";
import { settings } from "./modules/settings/contract.ts";
import type { AnyContract } from "./platform/contract/contract.ts";

/** The contract of each module, also of those that run elsewhere: the gateway needs their public routes. */
export const contracts = {
  members,
  catalog,
  inventory,
  promotions,
  cart,
  payments,
  orders,
  reviews,
  settings,
  imports,
  restock,
  notifications,
  reports,
  recommendations,
} as const satisfies Readonly<Record<ModuleName, AnyContract>>;
