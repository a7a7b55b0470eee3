/** The worker of a running shop, whose job the tests run themselves: it may die in the middle. */
import { expect } from "vitest";
import { compose } from "../../compose.ts";
import { systemClock } from "../../platform/clock.ts";
import { readConfig } from "../../platform/config.ts";
import type { Port } from "../../platform/contract/contract.ts";
import { connect } from "../../platform/db/db.ts";
import { createLog } from "../../platform/log.ts";
import type { TestShop } from "../../testing.ts";
import type { inventory as inventoryContract } from "../inventory/contract.ts";
import type { orders as ordersContract } from "../orders/contract.ts";
import type { ImportsContext } from "./context.ts";
import type { ImportDesk } from "./imports.fixture.ts";
import { runImports } from "./service/run-imports.ts";

export class ProcessDeath extends Error {}

export async function importWorker(shop: Pick<TestShop, "environment" | "databaseUrl">, desk: ImportDesk) {
  const log = createLog("silent", {});
  const clock = systemClock;
  const config = readConfig({ ...shop.environment, ROLES: "worker" });
  const worker = await compose({ config, clock, log });
  const db = connect({ url: shop.databaseUrl });
  const inventory = worker.modules.get("inventory")?.port as Port<typeof inventoryContract>;
  const orders = worker.modules.get("orders")?.port as Port<typeof ordersContract>;
  const { catalog } = worker;
  const context: ImportsContext = { db, clock, log, catalog, inventory, orders, currency: "KRW" };
  const run = (of: ImportsContext = context) => runImports(of, Number.POSITIVE_INFINITY);
  return {
    db,
    context,
    /** Runs the job until nothing is left to do. */
    run,
    async close(): Promise<void> {
      await worker.close();
      await db.close();
    },
    count: async (sql: string) => (await db.pool.query<{ count: number }>(sql)).rows[0]?.count,
    /** The variants whose SKU begins so. */
    async pricesOf(prefix: string): Promise<Record<string, number>> {
      const found = await db.pool.query<{ sku: string; price: number }>(
        "SELECT sku, price::int FROM catalog.variants WHERE starts_with(sku, $1) ORDER BY sku",
        [prefix],
      );
      return Object.fromEntries(found.rows.map(({ sku, price }) => [sku, price]));
    },
    async results(id: string) {
      const { status, result, progress, errorCount } = await desk.read(id);
      return { status, ...result, done: progress.done, errorCount };
    },
    async committed(kind: string, content: string): Promise<string> {
      const { id } = (await desk.upload(kind, content)).body;
      const { token } = (await desk.dryRun(id)).body;
      expect((await desk.commit(id, token)).status).toBe(202);
      return id;
    },
    /** The next run of the job. */
    async again(id: string): Promise<void> {
      await db.pool.query(
        `UPDATE imports.imports SET next_try_at = next_try_at - interval '1 minute',
           awaiting_try_at = awaiting_try_at - interval '1 minute' WHERE id = $1`,
        [id],
      );
      await run();
    },
    /** The process dies `after` this number of batches were applied, before the last of them is counted. */
    dyingAfter(batches: number): ImportsContext {
      let left = batches;
      const dying =
        <Input, Output>(apply: (input: Input) => Promise<Output>) =>
        async (input: Input): Promise<Output> => {
          const output = await apply(input);
          left -= 1;
          if (left === 0) throw new ProcessDeath();
          return output;
        };
      return {
        ...context,
        catalog: { ...catalog, applyRows: dying(catalog.applyRows) },
        inventory: { ...inventory, applyRows: dying(inventory.applyRows) },
      };
    },
  };
}
