/** A shop that the real start has opened, without the web, and what a test breaks of the machine beneath. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";
import { removeCluster } from "../../server/platform/embedded-postgres/location.ts";
import { findRunningPostgres } from "../../server/platform/embedded-postgres/start.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { processIdentity } from "../../server/platform/processes/identity.ts";
import { copyCluster } from "../../server/platform/testing/cluster.ts";
import { makeFolder } from "../../server/platform/testing/memory-folder.ts";
import { OWNER } from "../../server/platform/testing/owner.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";

/** For two cores that are busy with other programs. */
const PATIENT = { timeout: 240_000, interval: 50 };
const program = fileURLToPath(new URL("./whole-shop.ts", import.meta.url));

/** A program that the start begins, and begins again when it died. */
export type MachineProgram = "postgres" | "api" | "worker" | "sandbox";

export interface Machine {
  readonly url: string;
  /** Opens the shop, and again after an end. Resolves when it is open. */
  open(): Promise<void>;
  /** What the start has printed since it was opened last. */
  output(): string;
  /** Resolves when the start has printed these words so many times. */
  says(words: string, times?: number): Promise<void>;
  /** How many times the start has printed these words. */
  count(words: string): number;
  /** Ends the start. Resolves to its exit code, null after SIGKILL. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
  /** Kills these programs at the same moment. Resolves when the start has them back. */
  kill(names: readonly MachineProgram[]): Promise<void>;
  /** Resolves to the process of a program as soon as it runs. */
  pidOf(program: "api" | "worker" | "sandbox"): Promise<number>;
  postgres(): Promise<{ readonly pid: number; readonly url: string }>;
  sandboxUrl(): Promise<string>;
  backstage(): Promise<Backstage>;
  /** Command lines of living programs of this shop. */
  processes(): Promise<string[]>;
  /** Ends what is left and deletes the folder. */
  close(): Promise<void>;
}

/**
 * `folder` is where the shop keeps everything; default: a temporary one. `settings` are added to the
 * environment of its programs.
 */
export async function prepareMachine(
  folder?: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Machine> {
  const root = folder ?? (await makeFolder("machine"));
  await chmod(root, 0o755); // the account of the database must be able to enter
  const dataDir = join(root, ".data");
  const [port = 0] = await freePorts(1);
  const backstages: Backstage[] = [];
  let start: ChildProcess | undefined;
  let output = "";

  await copyCluster(inject("newClusterDir"), join(dataDir, "postgres"));
  // The provider's books can then be read with the key that tests know.
  await mkdir(join(dataDir, "secrets"), { recursive: true });
  await writeFile(join(dataDir, "secrets", "sandbox-secret-key"), "test_sk_sandbox\n");

  async function lastLogged(name: string, message: string): Promise<Record<string, unknown>> {
    const lines = (await readFile(join(dataDir, "logs", `${name}.log`), "utf8")).split("\n");
    const line = lines.findLast((each) => each.includes(`"msg":"${message}"`));
    if (line === undefined) throw new Error(`${name} did not log "${message}"`);
    return JSON.parse(line);
  }

  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    for (const each of backstages.splice(0)) await each.close();
    if (!start || start.exitCode !== null || start.signalCode !== null) return start?.exitCode ?? null;
    const ended = once(start, "exit");
    start.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  const count = (words: string): number => output.split(words).length - 1;
  const says = async (words: string, times = 1): Promise<void> => {
    try {
      await expect.poll(() => count(words), PATIENT).toBeGreaterThanOrEqual(times);
    } catch (cause) {
      throw new Error(`the start did not print "${words}" ${times} times, but:\n${output}`, { cause });
    }
  };

  const self: Machine = {
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    count,
    says,
    end,
    async open() {
      output = "";
      start = spawn(process.execPath, [program], {
        env: {
          PATH: process.env.PATH,
          NODE_COMPILE_CACHE: join(tmpdir(), "jangteo-compile-cache"),
          ROOT: root,
          PORT: String(port),
          DEMO: "off",
          OWNER_PASSWORD: OWNER.password,
          ...settings,
        },
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const stream of [start.stdout, start.stderr]) {
        stream?.on("data", (text) => {
          output += text;
        });
      }
      start.once("exit", (code) => {
        output += `\nThe start ended with ${code}. Jangteo is open no more`;
      });
      await says("Jangteo is open");
      if (start.exitCode !== null) throw new Error(output);
    },
    async kill(names) {
      const pids = await Promise.all(
        names.map(async (name) =>
          name === "postgres" ? (await self.postgres()).pid : await self.pidOf(name),
        ),
      );
      const returns = names.map((name) => ({
        words: `${name} is back`,
        times: 1 + count(`${name} is back`),
      }));
      for (const pid of pids) process.kill(pid, "SIGKILL");
      for (const { words, times } of returns) await says(words, times);
    },
    async pidOf(name) {
      let found: number | undefined;
      const find = async (): Promise<number | undefined> => {
        const living = await livingWith(root);
        found = living.find(({ command, environment }) =>
          name === "sandbox"
            ? command.includes("sandbox/main.ts")
            : command.includes("/jangteo-server/") && environment.includes(`\0ROLES=${name}\0`),
        )?.pid;
        return found;
      };
      await expect.poll(find, PATIENT).toBeDefined();
      return Number(found);
    },
    async postgres() {
      const running = await findRunningPostgres(join(dataDir, "postgres"));
      if (!running) throw new Error("the database does not run");
      return running;
    },
    async sandboxUrl() {
      return String((await lastLogged("sandbox", "sandbox ready")).url);
    },
    async backstage() {
      const { url } = await self.postgres();
      const sandboxUrl = await self.sandboxUrl();
      const opened = await openBackstage({
        databaseUrl: url,
        sandboxUrl,
        environment: { SANDBOX_URL: sandboxUrl },
      });
      backstages.push(opened);
      return opened;
    },
    processes: async () => (await livingWith(root)).map(({ command }) => command),
    async close() {
      await end("SIGTERM");
      await removeCluster(join(dataDir, "postgres"));
      await rm(folder === undefined ? root : dataDir, { recursive: true, force: true });
    },
  };
  return self;
}

interface Living {
  readonly pid: number;
  readonly command: string;
  readonly environment: string;
}

/** Programs with this folder in their environment or their arguments. Linux only. */
async function livingWith(root: string): Promise<Living[]> {
  const found: Living[] = [];
  for (const entry of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const pid = Number(entry);
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const command = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
    const belongs = environment.includes(`ROOT=${root}\0`) || command.includes(root);
    if (belongs && (await processIdentity(pid)) !== undefined) found.push({ pid, command, environment });
  }
  return found;
}
