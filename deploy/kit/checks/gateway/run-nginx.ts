import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { lastLines } from "../../processes.ts";

export interface RunningNginx {
  /** The server with the shop's routes. */
  readonly shopUrl: string;
  /** The server of port 80. */
  readonly plainUrl: string;
  /** Puts a file where the challenges of certificates are answered. */
  answerChallenge(name: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

const READY_MS = 10_000;

/**
 * Starts NGINX with a copy of the folder, on free ports of the loopback address and without TLS. Throws an
 * Error with what NGINX says when it does not start.
 */
export async function runNginx(
  program: string,
  folder: string,
  shopPorts: readonly number[],
): Promise<RunningNginx> {
  const prefix = await mkdtemp(join(tmpdir(), "jangteo-gateway-"));
  await cp(folder, prefix, { recursive: true });
  for (const name of ["logs", "temp", "tls", "acme/.well-known/acme-challenge"]) {
    await mkdir(join(prefix, name), { recursive: true });
  }
  const [shopPort, plainPort] = [await freePort(), await freePort()];
  await edit(join(prefix, "nginx.conf"), (text) =>
    text
      .replace("worker_processes auto;", "worker_processes 1;\ndaemon off;\nmaster_process off;")
      .replace("listen 80 default_server;", `listen 127.0.0.1:${plainPort};`)
      .replace("listen [::]:80 default_server;", ""),
  );
  await writeFile(
    join(prefix, "tls/shop.conf"),
    `server { listen 127.0.0.1:${shopPort}; include shop/routes.conf; }\n`,
  );
  await edit(join(prefix, "shop/upstreams.conf"), (text) =>
    text.replace(/( *server )127\.0\.0\.1:\d+(.*\n)/g, "").replace("zone shop_api 64k;", servers(shopPorts)),
  );

  const child = spawn(program, ["-p", prefix, "-c", "nginx.conf", "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "exit");
  async function stop(): Promise<void> {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
    await rm(prefix, { recursive: true, force: true });
  }
  const plainUrl = `http://127.0.0.1:${plainPort}`;
  for (const until = Date.now() + READY_MS; ; await wait(20)) {
    if (await answers(plainUrl)) break;
    if (child.exitCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`NGINX does not start: ${lastLines(said)}`);
  }
  return {
    shopUrl: `http://127.0.0.1:${shopPort}`,
    plainUrl,
    answerChallenge: (name, text) => writeFile(join(prefix, "acme/.well-known/acme-challenge", name), text),
    stop,
  };
}

/** Failures are counted, but never for long enough that one test meets those of another. */
const servers = (ports: readonly number[]): string =>
  ["zone shop_api 64k;", ...ports.map((port) => `server 127.0.0.1:${port} max_fails=0;`)].join("\n    ");

const edit = async (path: string, change: (text: string) => string): Promise<void> =>
  writeFile(path, change(await readFile(path, "utf8")));

const answers = (url: string): Promise<boolean> =>
  fetch(url, { redirect: "manual" }).then(
    () => true,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
