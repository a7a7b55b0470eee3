import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { cart as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import { type Carts, quote, removeStaleCarts, showPrices } from "./service.ts";

export function cartModule(carts: Carts): Module<typeof contract> {
  return {
    contract,
    port: {
      quote: ({ cartId }) => quote(carts, cartId),
      showPrices: async ({ cartId, prices }) => {
        await showPrices(carts, cartId, prices);
        return nothing;
      },
    },
    consumers: {},
    jobs: [{ name: "cart.removeStale", everyMs: 3_600_000, run: () => removeStaleCarts(carts) }],
    routes: (app) => routes(app, carts),
    audit: async () => [],
  };
}
