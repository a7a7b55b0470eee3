import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import type { CartContext } from "./context.ts";
import { cart as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import { addLines, openCart } from "./service/add-lines.ts";
import { exportCart, forgetMember, removePurchased } from "./service/member-cart.ts";
import { quote, showPrices } from "./service/read-cart.ts";
import { removeStaleCarts } from "./service/remove-stale-carts.ts";

export function cartModule(carts: CartContext): Module<typeof contract> {
  return {
    contract,
    port: {
      quote: ({ cartId, memberId = null, coupons, points }) =>
        quote(carts, cartId, memberId, { codes: coupons ?? [], points: points ?? null }),
      showPrices: async ({ cartId, prices }) => {
        await showPrices(carts, cartId, prices);
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
    routes: (app) => routes(app, carts),
    audit: async () => [],
  };
}
