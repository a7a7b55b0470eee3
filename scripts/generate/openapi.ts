import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../server/compose.ts";
import { createApi } from "../../server/http-servers.ts";
import { migrateAll } from "../../server/migrations.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { createLog } from "../../server/platform/log.ts";
import { startTestCluster } from "../../server/platform/testing/cluster.ts";

/** What the whole shop's API says of itself. Needs a database, for the modules start as they always do. */
export async function openApiDocument(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-openapi-"));
  const cluster = await startTestCluster((url) => migrateAll(readConfig({ DATABASE_URL: url })));
  try {
    const log = createLog("fatal", {});
    const shop = await compose({
      config: readConfig({
        DATABASE_URL: cluster.url.replace(/[^/]*$/, "migrated"),
        KEYS_DIR: join(folder, "keys"),
        SANDBOX_URL: "http://localhost",
      }),
      clock: systemClock,
      log,
    });
    const app = await createApi(shop, { clock: systemClock, log, publicUrl: "http://localhost" });
    await app.ready();
    const document = app.swagger();
    await app.close();
    await shop.close();
    return document;
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
