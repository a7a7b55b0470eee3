import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { cart as contract } from "./contract.ts";
import { exportCart, forgetMember, removePurchased } from "./member-cart.ts";
import { routes } from "./routes.ts";
import { type Carts, quote, showPrices } from "./service.ts";
import { removeStaleCarts } from "./sweep.ts";

export function cartModule(carts: Carts): Module<typeof contract> {
  return {
    contract,
    port: {
      quote: ({ cartId, memberId = null }) => quote(carts, cartId, memberId),
      showPrices: async ({ cartId, prices }) => {
        await showPrices(carts, cartId, prices);
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
    routes: (app) => routes(app, carts),
    audit: async () => [],
  };
}
