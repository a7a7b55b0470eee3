/** Prometheus and Alertmanager as programs of this machine, on loopback, with our rules and routes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stringify } from "yaml";
import { freePorts } from "../../../server/platform/processes/free-ports.ts";
import { type AlertmanagerValues, fillIn } from "../alertmanager/fill-in.ts";
import { hurriedRoutes, hurriedRules } from "./hurried.ts";

export interface Targets {
  readonly api: string;
  readonly worker: string;
}

export interface WatchersOptions {
  /** The tree with deploy/monitoring. */
  readonly root: string;
  readonly folder: string;
  readonly prometheus: string;
  readonly alertmanager: string;
  /** `host:port` of the ops ports. */
  readonly targets: Targets;
  readonly addresses: Omit<AlertmanagerValues, "templates">;
}

export interface Watchers {
  /** Resolves when Prometheus reaches both targets, and no page rings from the time before. */
  whenCalm(): Promise<void>;
  /** Follows programs that were started again on other ports. */
  moveTargets(targets: Targets): Promise<void>;
  stop(): Promise<void>;
}

const READY_LIMIT_MS = 30_000;

export async function startWatchers(options: WatchersOptions): Promise<Watchers> {
  const { root, folder, prometheus, alertmanager, targets, addresses } = options;
  const [prometheusPort = 0, alertmanagerPort = 0] = await freePorts(2);
  const monitoring = join(root, "deploy/monitoring");
  await mkdir(join(folder, "rules"), { recursive: true });
  for (const file of await readdir(join(monitoring, "rules"))) {
    const rules = await readFile(join(monitoring, "rules", file), "utf8");
    await writeFile(join(folder, "rules", file), hurriedRules(rules));
  }
  await cp(join(monitoring, "alertmanager/jangteo.tmpl"), join(folder, "jangteo.tmpl"));
  const routes = hurriedRoutes(await readFile(join(monitoring, "alertmanager/alertmanager.yaml"), "utf8"));
  await writeFile(
    join(folder, "alertmanager.yml"),
    fillIn(routes, { ...addresses, templates: join(folder, "*.tmpl") }),
  );
  const moveTargets = (moved: Targets): Promise<void> =>
    writeFile(join(folder, "targets.json"), JSON.stringify(targetGroups(moved)));
  await moveTargets(targets);
  await writeFile(join(folder, "prometheus.yml"), prometheusConfig(folder, alertmanagerPort));

  const programs = [
    run(
      ...withItsFiles(alertmanager, [
        `--config.file=${join(folder, "alertmanager.yml")}`,
        `--storage.path=${join(folder, "alertmanager")}`,
        `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
        "--cluster.listen-address=",
      ]),
    ),
    run(prometheus, [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "prometheus")}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
      "--rules.alert.resend-delay=1s",
    ]),
  ];
  const stop = async (): Promise<void> => {
    await Promise.all(programs.map((program) => program.stop()));
  };
  try {
    await whenReady(`http://127.0.0.1:${alertmanagerPort}/-/ready`, programs[0]);
    await whenReady(`http://127.0.0.1:${prometheusPort}/-/ready`, programs[1]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { whenCalm: () => whenCalm(`http://127.0.0.1:${prometheusPort}`), moveTargets, stop };
}

const targetGroups = ({ api, worker }: Targets): object[] => [
  { targets: [api], labels: { job: "api", namespace: "shop", pod: "api-1" } },
  { targets: [worker], labels: { job: "worker", namespace: "shop", pod: "worker-1" } },
];

const prometheusConfig = (folder: string, alertmanagerPort: number): string =>
  stringify({
    global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" },
    rule_files: [join(folder, "rules/*.yaml")],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanagerPort}`] }] }] },
    scrape_configs: [
      {
        job_name: "shop",
        file_sd_configs: [{ files: [join(folder, "targets.json")], refresh_interval: "1s" }],
      },
    ],
  });

/**
 * Debian's Alertmanager reads its own templates below /usr/share, where nothing is installed. It sees the
 * files of its package there, in a mount namespace of its own.
 */
function withItsFiles(program: string, args: readonly string[]): [program: string, args: string[]] {
  const share = join(dirname(dirname(program)), "share");
  const script = 'mount -t overlay overlay -o "lowerdir=$1:/usr/share" /usr/share && shift && exec "$@"';
  return ["unshare", ["--mount", "sh", "-c", script, "sh", share, program, ...args]];
}

interface Program {
  readonly child: ChildProcess;
  lastLines(): string;
  stop(): Promise<void>;
}

function run(program: string, args: readonly string[]): Program {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-4_000);
  });
  return {
    child,
    lastLines: () => output.trim().split("\n").slice(-5).join("\n"),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

const CALM = 'sum(up) == 2 unless on () count(ALERTS{severity="page"}) > 0';
const CALM_LIMIT_MS = 60_000;

async function whenCalm(prometheusUrl: string): Promise<void> {
  const until = performance.now() + CALM_LIMIT_MS;
  const query = `${prometheusUrl}/api/v1/query?query=${encodeURIComponent(CALM)}`;
  while (performance.now() < until) {
    const { data } = (await (await fetch(query)).json()) as { data: { result: readonly unknown[] } };
    if (data.result.length > 0) return;
    await wait(200);
  }
  throw new Error("Prometheus does not reach the shop, or pages before anything is broken");
}

async function whenReady(url: string, program: Program | undefined): Promise<void> {
  const until = performance.now() + READY_LIMIT_MS;
  while (performance.now() < until && program?.child.exitCode === null) {
    const [answer] = await Promise.allSettled([fetch(url)]);
    if (answer.status === "fulfilled" && answer.value.ok) return;
    await wait(100);
  }
  throw new Error(`${url} does not get ready:\n${program?.lastLines()}`);
}
