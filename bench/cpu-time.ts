/** How much processor time the programs of a measured shop have used, from /proc (proc(5)). Linux alone. */
import { readdirSync, readFileSync } from "node:fs";
import type { BenchShop } from "./shop.ts";

/** Milliseconds of one tick: every Linux that Node runs on counts a hundred a second. */
const TICK_MS = 10;

interface Times {
  readonly parent: number;
  readonly ms: number;
  /** Of its children that have ended. */
  readonly endedMs: number;
}

/** Null: it has ended. */
function timesOf(pid: string | number): Times | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [, parent, ...rest] = fields.map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = rest.slice(9);
    return {
      parent: parent ?? 0,
      ms: (user + system) * TICK_MS,
      endedMs: (endedUser + endedSystem) * TICK_MS,
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return null;
    throw error;
  }
}

export type CpuTime = Readonly<Record<"api" | "worker" | "postgres", number>>;

/** Milliseconds since each has started. Null where there is no /proc. */
export function cpuTime({ pids }: Pick<BenchShop, "pids">): CpuTime | null {
  if (process.platform !== "linux") return null;
  const backends = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => timesOf(name) ?? [])
    .filter(({ parent }) => parent === pids.postgres);
  const postgres = timesOf(pids.postgres);
  return {
    api: timesOf(pids.api)?.ms ?? 0,
    worker: timesOf(pids.worker)?.ms ?? 0,
    postgres: (postgres ? postgres.ms + postgres.endedMs : 0) + backends.reduce((sum, { ms }) => sum + ms, 0),
  };
}
