/** A web of its own, from the build of the shop under test: the public port does not lead to it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePorts } from "../../server/platform/processes/free-ports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const START_LIMIT_MS = 180_000;

export interface OwnWeb {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startWeb(shopUrl: string): Promise<OwnWeb> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const args = ["start", "-H", "127.0.0.1", "-p", String(port)];
  const web = spawn(process.execPath, [`${root}node_modules/next/dist/bin/next`, ...args], {
    cwd: `${root}web`,
    env: { ...process.env, NODE_ENV: "production", API_URL: shopUrl, PUBLIC_URL: shopUrl },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = once(web, "exit");
  async function stop(): Promise<void> {
    web.kill("SIGTERM");
    await exited;
  }
  const isReady = () =>
    fetch(`${url}/icon.svg`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const until = Date.now() + START_LIMIT_MS; Date.now() < until; await wait(200)) {
    if (await isReady()) return { url, stop };
    if (web.exitCode !== null) throw new Error("the web ended before it was ready");
  }
  await stop();
  throw new Error("the web did not start");
}
