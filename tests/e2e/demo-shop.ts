/** The shop as `npm start` opens it, in a separate folder and on a free port: the demo, or an empty one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { removeCluster } from "../../server/platform/embedded-postgres/location.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { makeFolder } from "../../server/platform/testing/memory-folder.ts";
import { owner } from "./owner.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** For initialising the database, drawing the demo shop and building the web on two busy cores. */
const START_LIMIT_MS = 300_000;

export interface DemoShop {
  readonly url: string;
  /** Sends SIGTERM. Throws when the shop does not end cleanly. */
  stop(): Promise<void>;
}

interface DemoShopOptions {
  /** Where the shop keeps everything, and leaves it. Default: a folder that goes with the shop. */
  readonly dataDir?: string | undefined;
  readonly startLimitMs?: number;
}

export async function removeDemoData(dataDir: string): Promise<void> {
  await removeCluster(join(dataDir, "postgres"));
  await rm(dataDir, { recursive: true, force: true });
}

export async function startDemoShop(
  more: Readonly<Record<string, string>> = {},
  { dataDir: kept, startLimitMs = START_LIMIT_MS }: DemoShopOptions = {},
): Promise<DemoShop> {
  const dataDir = kept ?? (await makeFolder("demo"));
  const [port = 0] = await freePorts(1);
  const url = `http://localhost:${port}`;
  const { DATABASE_URL: _ownDatabase, ...environment } = process.env;
  const shop = spawn(process.execPath, [join(root, "scripts/start.ts")], {
    cwd: root,
    env: {
      ...environment,
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir,
      PUBLIC_URL: url,
      OWNER_PASSWORD: owner.password,
      ...more,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(shop, "exit");
  let output = "";
  shop.stdout.on("data", (text) => {
    output += text;
    process.stdout.write(text);
  });

  async function stop(): Promise<void> {
    shop.kill("SIGTERM");
    const [code] = await exited;
    if (kept === undefined) await removeDemoData(dataDir);
    if (code !== 0) throw new Error(`the shop ended with code ${code} after SIGTERM`);
  }

  // The summary with the address is printed when everything is ready.
  for (
    const until = Date.now() + startLimitMs;
    Date.now() < until && shop.exitCode === null;
    await wait(200)
  ) {
    if (output.includes(url)) return { url, stop };
  }
  if (shop.exitCode === null) await stop();
  throw new Error(`the shop did not start:\n${output}`);
}
