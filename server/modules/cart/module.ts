import type { Changes } from "../../platform/db/changes.ts";
import { createResponseCache } from "../../platform/http/response-cache.ts";
import type { Module } from "../../platform/module.ts";
import { remembered } from "../../platform/remembered.ts";
import { nothing } from "../../platform/schema.ts";
import { PROMOTIONS_CHANGED } from "../promotions/contract.ts";
import type { CartContext } from "./context.ts";
import { cart as contract, DELIVERY_CHANGED } from "./contract.ts";
import { defaultDeliveryRules } from "./delivery/delivery-fee.ts";
import { deliveryRoutes } from "./delivery/routes.ts";
import { type DeliveryContext, readRules } from "./delivery/service.ts";
import { routes } from "./routes.ts";
import { savedRoutes } from "./saved-routes.ts";
import { addLines, openCart } from "./service/add-lines.ts";
import { exportCart, forgetMember, removePurchased } from "./service/member-cart.ts";
import { quote, showPrices } from "./service/read-cart.ts";
import { removeStaleCarts } from "./service/remove-stale-carts.ts";

/** Room for one response in each language. */
const CACHE_BYTES = 64 * 1024;
/** A process that missed a change shows the former fee or promotions for so long. */
const MAX_AGE_MS = 10_000;

interface Options extends Omit<CartContext, "deliveryRules" | "automatic"> {
  readonly changes: Changes;
  /** Of the configuration; minor units. It counts until staff set rules. */
  readonly delivery: { readonly fee: number; readonly freeFrom: number };
}

export function cartModule({ delivery, ...options }: Options): Module<typeof contract> {
  const { db, clock, changes, currency } = options;
  const defaultRules = defaultDeliveryRules(delivery.fee, delivery.freeFrom);
  const context: DeliveryContext = { db, clock, changes, defaultRules };
  const cache = createResponseCache(CACHE_BYTES);
  const rules = remembered(clock, MAX_AGE_MS, async () => (await readRules(context)).rules);
  changes.subscribe(DELIVERY_CHANGED, (keys) => {
    cache.drop(keys);
    rules.drop();
  });
  const automatic = remembered(clock, MAX_AGE_MS, () => options.promotions.findPromotions({}));
  changes.subscribe(PROMOTIONS_CHANGED, () => automatic.drop());
  const carts: CartContext = { ...options, deliveryRules: rules.get, automatic: automatic.get };
  return {
    contract,
    port: {
      quote: ({ cartId, memberId = null, coupons = [], points = null, postcode = null, network = null }) =>
        quote(carts, cartId, memberId, { codes: coupons, points, postcode, network }),
      showPrices: async (shown) => {
        await showPrices(carts, shown);
        return nothing;
      },
      removePurchased: async (bought) => {
        await removePurchased(carts, bought);
        return nothing;
      },
      addLines: ({ memberId, cartId, lines }) => addLines(carts, memberId, cartId, lines),
      openCart: ({ memberId, lines }) => openCart(carts, memberId, lines),
      exportOf: ({ memberId }) => exportCart(carts, memberId),
      forgetMember: async ({ memberId }) => {
        await forgetMember(carts, memberId);
        return nothing;
      },
    },
    consumers: {},
    jobs: [{ name: "cart.removeStale", everyMs: 3_600_000, run: () => removeStaleCarts(carts) }],
    routes(app) {
      routes(app, carts);
      savedRoutes(app, carts);
      deliveryRoutes(app, context, cache, currency);
    },
    audit: async () => [],
  };
}
