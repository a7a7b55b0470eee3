import { databaseUp, poolInUse, poolMax, poolWaiting } from "../metric-names.ts";
import type { Metrics } from "../metrics.ts";
import type { Db } from "./db.ts";
import { reachable } from "./reachable.ts";

/** Measures the pools of a process's databases, and whether each database answers, when metrics are read. */
export function measurePools(metrics: Metrics, databases: readonly Db[]): void {
  const pools = () => databases.flatMap((db) => db.usage().map((usage) => ({ ...usage, database: db.name })));
  metrics.gauge(databaseUp, async (gauge) => {
    await Promise.all(
      databases.map(async (db) => gauge.set({ database: db.name }, (await reachable(db)) ? 1 : 0)),
    );
  });
  metrics.gauge(poolInUse, (gauge) => {
    for (const { database, pool, inUse } of pools()) gauge.set({ database, pool }, inUse);
  });
  metrics.gauge(poolMax, (gauge) => {
    for (const { database, pool, max } of pools()) gauge.set({ database, pool }, max);
  });
  metrics.gauge(poolWaiting, (gauge) => {
    for (const { database, pool, waiting } of pools()) gauge.set({ database, pool }, waiting);
  });
}
