/**
 * `npm start`, `npm test` and the others begin here, on whatever Node the machine has. Installs the packages of
 * package-lock.json when they are not there, then runs the command on the Node that the project pins.
 * Only Node's own modules may be imported: this file runs before anything is installed.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const commands = {
  start: "scripts/start.ts",
  test: "scripts/test.ts",
  verify: "scripts/verify.ts",
  audit: "scripts/audit.ts",
  bench: "bench/run.ts",
  reset: "scripts/reset.ts",
  generate: "scripts/generate.ts",
  screenshots: "scripts/screenshots.ts",
  "keys:rotate": "scripts/rotate-keys.ts",
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".jangteo-installed");
const lockFile = join(root, ".data", "install.lock");
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const [command, ...rest] = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(
    `Jangteo needs Node 20 or newer to begin; this is Node ${process.versions.node}. See https://nodejs.org`,
  );
}
if (!Object.hasOwn(commands, command ?? "")) {
  fail(`Usage: node scripts/bootstrap.mjs <${Object.keys(commands).join("|")}> [arguments]`);
}
const script = join(root, commands[command]);
if (!existsSync(script)) fail(`${commands[command]} is missing from this copy of Jangteo.`);

if (!isInstalled()) await withInstallLock(install);
run(await pinnedNode(), [script, ...rest]);

/** Reports a problem that a person has to solve, and ends. */
function fail(message) {
  console.error(message);
  process.exit(1);
}

function say(message) {
  console.log(`jangteo: ${message}`);
}

/** What the folder node_modules must have been made from. Another system or processor needs other packages. */
function wantedStamp() {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}`;
}

function isInstalled() {
  const wanted = wantedStamp();
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, "utf8").trim() : undefined;
  if (stamp === wanted) return true;
  const otherSystem = stamp !== undefined && stamp.split(" ")[1] !== wanted.split(" ")[1];
  if (otherSystem || !agreesWithLock()) return false;
  writeFileSync(stampFile, `${wanted}\n`);
  return true;
}

/** Whether npm, run by hand, has already installed what the lock file names; npm's own list tells. */
function agreesWithLock() {
  const list = join(modules, ".package-lock.json");
  if (!existsSync(list)) return false;
  const installed = JSON.parse(readFileSync(list, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith("node_modules/")) return true;
    const found = installed[path];
    return found === undefined
      ? entry.optional === true || entry.peer === true
      : found.version === entry.version;
  });
}

async function install() {
  if (isInstalled()) return;
  const flags = ["--include=dev", "--no-audit", "--no-fund"];
  const done =
    (await step("installing packages (npm ci)", npmCommand(["ci", ...flags]), { cwd: root })) ||
    // A registry without the packages of other systems makes npm ci refuse the lock file; this keeps to its versions.
    (await step("installing packages (npm install)", npmCommand(["install", "--no-save", ...flags]), {
      cwd: root,
    }));
  if (!done) fail("The installation failed; npm says why above. Then start again.");
  writeFileSync(stampFile, `${wantedStamp()}\n`);
}

/** npm as it was started, or the one on PATH when this was started by something else. */
function npmCommand(args) {
  const own = process.env.npm_execpath ?? "";
  if (own.endsWith("npm-cli.js")) return [process.execPath, [own, ...args]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

/** Runs one long step with its output shown and a sign of life every ten seconds. Gives whether it succeeded. */
async function step(title, [program, args], options) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  say(`${title} …`);
  const alive = setInterval(() => say(`${title}: ${seconds()} s`), 10_000);
  const child = spawn(program, args, { ...options, stdio: "inherit", shell: process.platform === "win32" });
  const stop = (signal) => {
    child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, stop);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => fail(`${program} could not be run (${error.message}). Is npm installed?`));
    child.once("close", (code) => resolve(code ?? 1));
  });
  clearInterval(alive);
  for (const signal of signals) process.off(signal, stop);
  say(`${title}: ${code === 0 ? "done" : "failed"} after ${seconds()} s`);
  return code === 0;
}

/**
 * Two commands that start together must not install at once. The lock file holds its owner's pid, and its time is
 * renewed while the owner lives; one that is neither alive nor renewed is stale.
 */
async function withInstallLock(work) {
  mkdirSync(dirname(lockFile), { recursive: true });
  let waiting = false;
  while (!tryLock()) {
    removeIfStale();
    if (!waiting) say("another command is installing the packages: waiting for it …");
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const renewal = setInterval(() => utimesSync(lockFile, new Date(), new Date()), 2_000);
  const release = () => rmSync(lockFile, { force: true });
  process.on("exit", release);
  await work();
  clearInterval(renewal);
  process.off("exit", release);
  release();
}

function tryLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function removeIfStale() {
  try {
    const { mtimeMs } = statSync(lockFile);
    const renewed = Date.now() - mtimeMs < 60_000;
    const owner = Number(readFileSync(lockFile, "utf8"));
    if (renewed && (owner === 0 || isAlive(owner))) return; // 0: made, and about to be filled
    // Moved aside first: of several who find it stale, one gets it.
    const aside = `${lockFile}.stale.${process.pid}`;
    renameSync(lockFile, aside);
    rmSync(aside);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The Node that package.json pins. npm may have been told to run no install scripts; then its script runs here. */
async function pinnedNode() {
  const home = join(modules, "node");
  const binary = join(home, "bin", process.platform === "win32" ? "node.exe" : "node");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const runs = () => spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${version}`;
  if (runs()) return binary;
  const otherwise = `Node ${version} could not be installed into ${home}. Does the npm registry answer?`;
  await withInstallLock(async () => {
    if (runs()) return;
    // npm hands its project folder down to its scripts; the package's own folder is meant here.
    const { npm_config_local_prefix: _, ...env } = process.env;
    const install = [process.execPath, ["installArchSpecificPackage"]];
    await step(`installing Node ${version}`, install, { cwd: home, env });
  });
  if (runs()) return binary;
  const major = (text) => text.split(".")[0];
  if (major(process.versions.node) === major(version)) return process.execPath;
  return fail(
    `${otherwise} Another way out: use Node ${major(version)} yourself (this is ${process.versions.node}).`,
  );
}

/** Runs the command, hands signals on to it, and ends as it ends. */
function run(node, args) {
  const path = [dirname(node), join(modules, ".bin"), process.env.PATH ?? ""].join(delimiter);
  // The fourth channel tells the command when this process is gone, however it went.
  const child = spawn(node, args, {
    env: { ...process.env, PATH: path },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) endWithNpm(child);
  child.once("error", (error) => fail(`${node} could not be run: ${error.message}`));
  child.once("close", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** npm that is killed tells nobody: notice that another parent took over its child, which is us or a shell between. */
function endWithNpm(child) {
  const viaShell = commandOf(process.ppid).startsWith("sh -c ");
  const parent = () => (viaShell ? parentOf(process.ppid) : process.ppid);
  const npm = parent();
  const watch = setInterval(() => {
    if (parent() === npm) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 500);
  watch.unref();
}

function commandOf(pid) {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, "utf8").replaceAll("\0", " ") : "";
}

/** The parent's pid (proc(5): the second field after the bracketed name); undefined when the process is gone. */
function parentOf(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const stat = readFileSync(file, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
