import type { Clock } from "../../platform/clock.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { inventory as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import { applyRows, checkRows, exportLevels, forgetImport } from "./service/import-stock.ts";
import { availability, countLow } from "./service/levels.ts";
import { commit, extend, forgetReleased, release, sweepAll, takeBack } from "./service/reservations.ts";
import { createInventory } from "./service/reserve.ts";
import { sold } from "./service/sold.ts";
import type { UnpaidLimits } from "./unpaid-limits.ts";

export function inventoryModule(
  db: Db,
  clock: Clock,
  changes: Changes,
  limits: UnpaidLimits,
): Module<typeof contract> {
  const inventory = createInventory(db, clock, changes, limits);
  return {
    contract,
    port: {
      reserve: inventory.reserve,
      extend: ({ orderId, until }) => extend(inventory, orderId, new Date(until)),
      release: async ({ orderId }) => {
        await release(inventory, [orderId]);
        return nothing;
      },
      commit: async ({ orderId }) => {
        await commit(inventory, orderId);
        return nothing;
      },
      takeBack: async ({ orderId, lines, reason }) => {
        await takeBack(inventory, orderId, lines, reason);
        return nothing;
      },
      availability: ({ variantIds }) => availability(inventory, variantIds),
      openStock: async (opening) => {
        await inventory.openStock(opening);
        return nothing;
      },
      checkRows: ({ rows }) => checkRows(inventory, rows),
      applyRows: ({ importId, rows, by }) => applyRows(inventory, { importId, rows }, by),
      forgetImport: async ({ importId }) => {
        await forgetImport(inventory, importId);
        return nothing;
      },
      sold: ({ since, after }) => sold(db, new Date(since), after),
      countLow: () => countLow(inventory),
      exportLevels: ({ after }) => exportLevels(inventory, after),
    },
    consumers: {},
    jobs: [
      { name: "inventory.sweep", everyMs: 10_000, run: () => sweepAll(inventory) },
      { name: "inventory.forgetReleased", everyMs: 3_600_000, run: () => forgetReleased(inventory) },
    ],
    routes: (app) => routes(app, inventory),
    audit: () => audit(db),
  };
}
