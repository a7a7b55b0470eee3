import type { Clock } from "../../platform/clock.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { inventory as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import * as service from "./service.ts";

export function inventoryModule(db: Db, clock: Clock, changes: Changes): Module<typeof contract> {
  const inventory = service.createInventory(db, clock, changes);
  return {
    contract,
    port: {
      reserve: inventory.reserve,
      keep: ({ orderId, until }) => service.keep(inventory, orderId, new Date(until)),
      release: async ({ orderId }) => {
        await service.release(inventory, [orderId]);
        return nothing;
      },
      settle: async ({ orderId }) => {
        await service.settle(inventory, orderId);
        return nothing;
      },
      availability: ({ variantIds }) => service.availability(inventory, variantIds),
      open: async ({ reference, lines }) => {
        await service.open(inventory, reference, lines);
        return nothing;
      },
    },
    consumers: {},
    jobs: [{ name: "inventory.sweep", everyMs: 10_000, run: () => service.sweepAll(inventory) }],
    routes: (app) => routes(app, inventory),
    audit: () => audit(db),
  };
}
