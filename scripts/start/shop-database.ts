/**
 * Finds the database of the shop on this machine: the one of DATABASE_URL, or the open shop's, or the closed
 * shop's, which is started for the command.
 */
import { join } from "node:path";
import { inspectCluster } from "../../server/platform/embedded-postgres/cluster.ts";
import { clusterDirOf } from "../../server/platform/embedded-postgres/location.ts";
import { findRunningPostgres, startPostgres } from "../../server/platform/embedded-postgres/start.ts";
import { StartProblem } from "./problem.ts";
import type { StartSettings } from "./settings.ts";
import { text } from "./texts.ts";

export interface ShopDatabase {
  readonly url: string;
  /** Host and name, or the folder, for people. */
  readonly name: string;
  close(): Promise<void>;
}

export async function openDatabase({ databaseUrl, dataDir }: StartSettings): Promise<ShopDatabase> {
  const close = async (): Promise<void> => undefined;
  if (databaseUrl !== undefined) {
    if (!URL.canParse(databaseUrl)) throw new StartProblem(text("databaseUrlMalformed"));
    const { host, pathname } = new URL(databaseUrl);
    return { url: databaseUrl, name: `${host}${pathname}`, close };
  }
  const folder = join(dataDir, "postgres");
  const running = await findRunningPostgres(folder);
  if (running) return { url: running.url, name: folder, close };
  if ((await inspectCluster(await clusterDirOf(folder))) === "absent") {
    throw new StartProblem(text("noShopYet", { dataDir }));
  }
  const started = await startPostgres({ dataDir: folder });
  return { url: started.url, name: folder, close: started.stop };
}
