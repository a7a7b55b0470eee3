import { migrateAll } from "../../server/migrations.ts";
import { readConfig } from "../../server/platform/config.ts";
import { startTestCluster } from "../../server/platform/testing/cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the run's PostgreSQL. `cloneDatabase` makes a separate database in it. */
    clusterUrl: string;
    /** A cluster that was made and never started, for `copyCluster`. */
    newClusterDir: string;
  }
}

interface Project {
  provide(key: "clusterUrl" | "newClusterDir", value: string): void;
}

export default async function setup({ provide }: Project): Promise<() => Promise<void>> {
  const cluster = await startTestCluster((url) => migrateAll(readConfig({ DATABASE_URL: url })));
  provide("clusterUrl", cluster.url);
  provide("newClusterDir", cluster.newClusterDir);
  return cluster.stop;
}
