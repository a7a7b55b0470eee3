/** Starts the shop as `npm start` does, in a folder of its own, and stops it with SIGTERM at the end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts } from "../../server/platform/embedded-postgres/free-ports.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Public address of the running shop. */
    shopUrl: string;
  }
}

interface Project {
  provide(key: "shopUrl", value: string): void;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Initialising the database, drawing the demo shop and building the web, on two busy cores. */
const START_LIMIT_MS = 240_000;

export default async function setup({ provide }: Project): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "jangteo-e2e-"));
  // As root the database runs under another account, which must be able to enter the folder.
  await chmod(dataDir, 0o755);
  const [port = 0] = await freePorts(1);
  const url = `http://localhost:${port}`;
  const { DATABASE_URL: _ownDatabase, ...environment } = process.env;
  const shop = spawn(process.execPath, [join(root, "scripts/start.ts")], {
    cwd: root,
    env: { ...environment, PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(shop, "exit");
  let said = "";
  shop.stdout.on("data", (text) => {
    said += text;
    process.stdout.write(text);
  });
  await waitForShop(url, () => shop.exitCode !== null, () => said);
  provide("shopUrl", url);
  return async () => {
    shop.kill("SIGTERM");
    const [code] = await exited;
    await rm(dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the shop ended with code ${code} after SIGTERM`);
  };
}

async function waitForShop(url: string, ended: () => boolean, said: () => string): Promise<void> {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until) {
    if (ended()) throw new Error(`the shop did not start:\n${said()}`);
    // The summary is printed when everything is ready.
    const ready = said().includes(url) && (await fetch(url).then(({ ok }) => ok, () => false));
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the shop was not ready within ${START_LIMIT_MS / 1000} s:\n${said()}`);
}
