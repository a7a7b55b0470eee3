import type { Clock } from "../../platform/clock.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { inventory as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import * as service from "./service.ts";
import type { UnpaidLimits } from "./unpaid-limits.ts";

export function inventoryModule(
  db: Db,
  clock: Clock,
  changes: Changes,
  limits: UnpaidLimits,
): Module<typeof contract> {
  const inventory = service.createInventory(db, clock, changes, limits);
  return {
    contract,
    port: {
      reserve: inventory.reserve,
      extend: ({ orderId, until }) => service.extend(inventory, orderId, new Date(until)),
      release: async ({ orderId }) => {
        await service.release(inventory, [orderId]);
        return nothing;
      },
      commit: async ({ orderId }) => {
        await service.commit(inventory, orderId);
        return nothing;
      },
      availability: ({ variantIds }) => service.availability(inventory, variantIds),
      openStock: async ({ reference, lines }) => {
        await service.openStock(inventory, reference, lines);
        return nothing;
      },
    },
    consumers: {},
    jobs: [
      { name: "inventory.sweep", everyMs: 10_000, run: () => service.sweepAll(inventory) },
      { name: "inventory.forgetReleased", everyMs: 3_600_000, run: () => service.forgetReleased(inventory) },
    ],
    routes: (app) => routes(app, inventory),
    audit: () => audit(db),
  };
}
