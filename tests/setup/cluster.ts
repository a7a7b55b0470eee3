import { migrateAll } from "../../server/migrations.ts";
import { readConfig } from "../../server/platform/config.ts";
import { startTestCluster } from "../../server/platform/testing/cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the run's PostgreSQL. `cloneDatabase` makes a separate database in it. */
    clusterUrl: string;
  }
}

interface Project {
  provide(key: "clusterUrl", value: string): void;
}

export default async function setup({ provide }: Project): Promise<() => Promise<void>> {
  const cluster = await startTestCluster((url) => migrateAll(readConfig({ DATABASE_URL: url })));
  provide("clusterUrl", cluster.url);
  return cluster.stop;
}
