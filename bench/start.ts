/** What it costs to load the server: as sources, and as the bundle that serves (ADR 60). */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureServerBundle } from "../scripts/bundle/server-bundle.ts";
import { root } from "./programs.ts";

export interface Loading {
  readonly what: "sources" | "bundle";
  /** Processor time, the least of the runs. */
  readonly ms: number;
  /** Resident memory after a garbage collection, the least of the runs. */
  readonly megabytes: number;
}

const RUNS = 7;

/** The server ends once it has loaded everything, because it has no settings. */
const REPORT = `process.once("exit", () => {
  gc();
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ ms: (user + system) / 1e3, megabytes: process.memoryUsage.rss() / 2 ** 20 }));
});`;

/** Loads each in turn, so that a slow moment of the machine meets both. The first runs compile the code. */
export async function measureLoading(): Promise<Loading[]> {
  const compiled = mkdtempSync(join(tmpdir(), "jangteo-loading-"));
  const programs = [
    ["sources", join(root, "server/main.ts")],
    ["bundle", await ensureServerBundle(root)],
  ] as const;
  try {
    for (const [, program] of programs) load(program, compiled);
    const runs = Array.from({ length: RUNS }, () =>
      programs.map(([what, program]) => ({ what, ...load(program, compiled) })),
    ).flat();
    return programs.map(([what]) => {
      const own = runs.filter((run) => run.what === what);
      return {
        what,
        ms: Math.min(...own.map(({ ms }) => ms)),
        megabytes: Math.min(...own.map(({ megabytes }) => megabytes)),
      };
    });
  } finally {
    rmSync(compiled, { recursive: true });
  }
}

function load(program: string, compiled: string): { ms: number; megabytes: number } {
  const report = `data:text/javascript,${encodeURIComponent(REPORT)}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", "--import", report, program], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: compiled },
    encoding: "utf8",
  });
  if (!stderr.includes("DATABASE_URL is missing")) throw new Error(`the server does not load:\n${stderr}`);
  return JSON.parse(stdout);
}
