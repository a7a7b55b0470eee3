/**
 * Makes load with `wrk`, or with autocannon where `wrk` is not installed. Both keep their connections alive.
 * Loopback only, bounded in time.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";

export interface Load {
  readonly url: string;
  /** Asked in turn, of the host of `url`, in place of its own path. */
  readonly paths?: readonly string[];
  readonly method?: "GET" | "POST";
  readonly connections: number;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const hasWrk = spawnSync("wrk", ["--version"]).error === undefined;
export const loadTool = hasWrk ? "wrk" : "autocannon";

const WARM_UP_SECONDS = 1;

/**
 * Returns the responses per second, after a second that is not counted, in which the code gets compiled;
 * `began` is called after it. Throws when a response is not 2xx, because a fast error is no result.
 */
export async function requestsPerSecond(load: Load, began: () => void = () => undefined): Promise<number> {
  const measure = hasWrk ? byWrk : byAutocannon;
  await measure({ ...load, seconds: WARM_UP_SECONDS });
  began();
  return measure(load);
}

async function byWrk({
  url,
  paths = [],
  method = "GET",
  connections,
  seconds,
  headers = {},
}: Load): Promise<number> {
  const script = join(mkdtempSync(join(tmpdir(), "jangteo-wrk-")), "load.lua");
  const lines = Object.entries(headers).map(([name, value]) => `wrk.headers["${name}"] = "${value}"`);
  writeFileSync(script, [`wrk.method = "${method}"`, ...lines, ...inTurn(paths)].join("\n"));
  // A slow response is a slow response, and no error.
  const child = spawn("wrk", [
    "-t1",
    "--timeout",
    "30s",
    `-c${connections}`,
    `-d${seconds}s`,
    "-s",
    script,
    url,
  ]);
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  await new Promise((resolve) => child.once("close", resolve));
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`wrk saw errors at ${url}:\n${text}`);
  const found = /Requests\/sec:\s+([\d.]+)/.exec(text);
  if (!found) throw new Error(`wrk printed no rate:\n${text}`);
  return Number(found[1]);
}

/** Lua that asks for each path in turn. */
const inTurn = (paths: readonly string[]): string[] =>
  paths.length === 0
    ? []
    : [
        `local paths = { ${paths.map((path) => JSON.stringify(path)).join(", ")} }`,
        "local at = 0",
        "request = function() at = at % #paths + 1; return wrk.format(nil, paths[at]) end",
      ];

async function byAutocannon({
  url,
  paths = [],
  method = "GET",
  connections,
  seconds,
  headers = {},
}: Load): Promise<number> {
  const requests = paths.map((path) => ({ path }));
  let clients = 0;
  const result = await autocannon({
    url,
    method,
    connections,
    duration: seconds,
    headers,
    ...(requests.length > 0 ? { requests } : {}),
    // Connections that ask for one path at a time would share its one look-up.
    setupClient(client) {
      const from = Math.floor((clients++ * requests.length) / connections);
      if (requests.length > 0) client.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`autocannon saw ${result.non2xx + result.errors} errors at ${url}`);
  return result.requests.average;
}
