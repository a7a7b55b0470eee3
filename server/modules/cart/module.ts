import { createResponseCache } from "../../platform/http/response-cache.ts";
import type { Module } from "../../platform/module.ts";
import { remembered } from "../../platform/remembered.ts";
import { nothing } from "../../platform/schema.ts";
import type { CartContext } from "./context.ts";
import { cart as contract, DELIVERY_CHANGED } from "./contract.ts";
import { deliveryRoutes } from "./delivery/routes.ts";
import { type DeliveryContext, readRules } from "./delivery/service.ts";
import { routes } from "./routes.ts";
import { exportCart, forgetMember, removePurchased } from "./service/member-cart.ts";
import { quote, showPrices } from "./service/read-cart.ts";
import { removeStaleCarts } from "./service/remove-stale-carts.ts";

/** Room for one response in each language. */
const CACHE_BYTES = 64 * 1024;
/** A process that missed a change shows the former fee for so long. */
const RULES_MAX_AGE_MS = 10_000;

type Options = Omit<CartContext, "deliveryRules"> & DeliveryContext;

export function cartModule(options: Options): Module<typeof contract> {
  const { clock, changes, currency } = options;
  const cache = createResponseCache(CACHE_BYTES);
  const rules = remembered(clock, RULES_MAX_AGE_MS, async () => (await readRules(options)).rules);
  changes.subscribe(DELIVERY_CHANGED, (keys) => {
    cache.drop(keys);
    rules.drop();
  });
  const carts: CartContext = { ...options, deliveryRules: rules.get };
  return {
    contract,
    port: {
      quote: ({ cartId, memberId = null, coupons = [], points = null, postcode = null }) =>
        quote(carts, cartId, memberId, { codes: coupons, points, postcode }),
      showPrices: async (shown) => {
        await showPrices(carts, shown);
        return nothing;
      },
      removePurchased: async (bought) => {
        await removePurchased(carts, bought);
        return nothing;
      },
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
      deliveryRoutes(app, options, cache, currency);
    },
    audit: async () => [],
  };
}
