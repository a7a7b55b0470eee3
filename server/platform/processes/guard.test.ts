import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { processIdentity } from "./identity.ts";

// Real programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** The shells that are `/bin/sh` on one system or another. */
const SHELLS = ["dash", "bash"];
const FOLDERS = ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

/** Says that it was asked to end. Goes on unless it is polite. */
const PROGRAM = `
  process.on("SIGTERM", () => {
    console.log("asked " + process.pid);
    if (process.argv[1] === "polite") process.exit();
  });
  setInterval(() => undefined, 1000);
  console.log("runs " + process.pid);`;

/** Starts programs under a guard, and ends the guard when its own input ends. */
const STARTER = `
  import { spawn } from "node:child_process";
  import { startGuard } from ${JSON.stringify(new URL("./guard.ts", import.meta.url).href)};
  const [shell, ...programs] = process.argv.slice(1);
  const guard = startGuard({ first: "TERM", last: "KILL", graceSeconds: 2, shell });
  for (const manners of programs) {
    const args = ["-e", ${JSON.stringify(PROGRAM)}, manners];
    const stdio = ["ignore", "inherit", "inherit"];
    const { pid } = spawn(process.execPath, args, { detached: true, stdio });
    guard.watch(pid);
    if (manners === "forgotten") guard.forget(pid);
  }
  process.stdin.resume().once("end", () => {
    guard.end();
    process.exit();
  });`;

const starters: ChildProcess[] = [];
const started: number[] = [];

afterEach(async () => {
  for (const starter of starters.splice(0)) starter.kill("SIGKILL");
  for (const pid of started.splice(0)) if (await isLiving(pid)) process.kill(pid, "SIGKILL");
});

const isLiving = async (pid: number): Promise<boolean> => (await processIdentity(pid)) !== undefined;

/** Starts the programs under a guard that runs in `shell`, and waits until all of them run. */
async function startPrograms(shell: string, ...programs: readonly string[]) {
  const starter = spawn(process.execPath, ["--input-type=module", "-e", STARTER, shell, ...programs], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  starters.push(starter);
  let output = "";
  starter.stdout.on("data", (text) => {
    output += text;
  });
  const said = (word: string): number[] =>
    [...output.matchAll(new RegExp(`${word} (\\d+)`, "g"))].map(([, pid]) => Number(pid));
  await expect.poll(() => said("runs").length).toBe(programs.length);
  started.push(...said("runs"));
  return { starter, pids: said("runs"), asked: () => said("asked") };
}

async function countLiving(pids: readonly number[]): Promise<number> {
  return (await Promise.all(pids.map(isLiving))).filter(Boolean).length;
}

for (const name of SHELLS) {
  const shell = FOLDERS.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));

  test(`under ${name}: programs of a killed starter are asked to end, and killed if they do not`, async ({
    skip,
  }) => {
    if (shell === undefined) return skip(`this machine has no ${name}`);
    const { starter, pids, asked } = await startPrograms(shell, "polite", "deaf");
    starter.kill("SIGKILL");
    await expect.poll(() => countLiving(pids)).toBe(0);
    await expect.poll(() => asked().sort()).toEqual([...pids].sort());
  });

  test(`under ${name}: a forgotten program is left alone, and so are all when the guard is ended`, async ({
    skip,
  }) => {
    if (shell === undefined) return skip(`this machine has no ${name}`);
    const forgotten = await startPrograms(shell, "polite", "forgotten");
    forgotten.starter.kill("SIGKILL");
    await expect.poll(() => countLiving(forgotten.pids)).toBe(1);
    await expect.poll(() => forgotten.asked().length).toBe(1);
    const ended = await startPrograms(shell, "polite");
    ended.starter.stdin?.end();
    await expect.poll(() => ended.starter.exitCode).toBe(0);
    expect(await countLiving(ended.pids)).toBe(1);
    expect(ended.asked()).toEqual([]);
  });
}
