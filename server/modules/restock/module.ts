import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { consumers } from "./consumers.ts";
import type { RestockContext } from "./context.ts";
import { restock as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import { exportOf, forgetMember } from "./service/ask.ts";

export function restockModule(restock: RestockContext): Module<typeof contract> {
  return {
    contract,
    port: {
      exportOf: ({ memberId }) => exportOf(restock, memberId),
      forgetMember: async ({ memberId }) => {
        await forgetMember(restock, memberId);
        return nothing;
      },
    },
    consumers: consumers(restock),
    jobs: [],
    routes: (app) => routes(app, restock),
    audit: async () => [],
  };
}
