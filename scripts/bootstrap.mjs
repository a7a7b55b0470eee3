/**
 * The first program of every npm command, on the Node that the machine has. It installs the packages of
 * package-lock.json when they are missing, then runs the command on the Node that the project pins. It
 * imports only Node's own modules, because it runs before anything is installed. Its texts are in texts.json.
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
  chaos: "scripts/chaos.ts",
  bench: "bench/run.ts",
  kit: "deploy/kit/run.ts",
  demo: "scripts/demo.ts",
  reset: "scripts/reset.ts",
  generate: "scripts/generate.ts",
  fuzz: "scripts/fuzz.ts",
  recs: "scripts/recs.ts",
  screenshots: "scripts/screenshots.ts",
  "keys:rotate": "scripts/rotate-keys.ts",
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".jangteo-installed");
/** Code that a start has compiled and the next one finds: a second of a core, and 18 MB for each program. */
const compiled = join(modules, ".cache", "jangteo-compiled");
const lockFile = join(root, ".data", "install.lock");
const texts = JSON.parse(readFileSync(join(root, "scripts", "texts.json"), "utf8"));
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const isTerminal = process.stdout.isTTY === true && process.env.TERM !== "dumb";
/** Characters of a step's output that are shown when it fails. */
const OUTPUT_LIMIT = 20_000;
const [command, ...rest] = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail("nodeTooOld", { version: process.versions.node });
}
if (!Object.hasOwn(commands, command ?? "")) fail("usage", { commands: Object.keys(commands).join("|") });
const script = join(root, commands[command]);
if (!existsSync(script)) fail("scriptMissing", { script: commands[command] });

if (!isInstalled()) await withInstallLock(install);
run(await pinnedNode(), [script, ...rest]);

/** Reports a problem that the person at the terminal has to solve, and exits. */
function fail(key, values) {
  console.error(inBothLanguages(key, values).join("\n"));
  process.exit(1);
}

/**
 * The text with its `{placeholders}` filled in, Korean first. `start/texts.ts` does the same for the other
 * programs.
 */
function inBothLanguages(key, values = {}) {
  const { ko, en } = texts[key];
  return [ko, en].map((template) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]));
}

function oneLine(key, values) {
  return inBothLanguages(key, values).join(" · ");
}

/** The lock file's hash and the machine's kind: another system or processor needs other packages. */
function expectedStamp() {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}`;
}

function isInstalled() {
  const expected = expectedStamp();
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, "utf8").trim() : undefined;
  if (stamp === expected) return true;
  const otherSystem = stamp !== undefined && stamp.split(" ")[1] !== expected.split(" ")[1];
  if (otherSystem || !agreesWithLock()) return false;
  writeFileSync(stampFile, `${expected}\n`);
  return true;
}

/** Compares npm's own list of installed packages with the lock file: npm may have been run by hand. */
function agreesWithLock() {
  const list = join(modules, ".package-lock.json");
  if (!existsSync(list)) return false;
  const installed = JSON.parse(readFileSync(list, "utf8")).packages;
  const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.startsWith("node_modules/")) return true;
    const found = installed[path];
    return found === undefined
      ? entry.optional === true || entry.peer === true
      : found.version === entry.version;
  });
}

async function install() {
  if (isInstalled()) return;
  const outputs = [];
  // A registry without the packages of other systems makes `npm ci` refuse the lock file. `npm install`
  // accepts that and still installs the locked versions.
  for (const args of [["ci"], ["install", "--no-save"]]) {
    const npm = npmCommand([...args, "--include=dev", "--no-audit", "--no-fund", "--no-progress"]);
    const title = `${oneLine("installingPackages")} (npm ${args[0]})`;
    const { passed, output } = await step(title, npm, { cwd: root });
    if (passed) return writeFileSync(stampFile, `${expectedStamp()}\n`);
    outputs.push(output);
  }
  console.error(outputs.join("\n"));
  fail("installFailed");
}

/** The npm that started this process, or the one on PATH. */
function npmCommand(args) {
  const own = process.env.npm_execpath ?? "";
  if (own.endsWith("npm-cli.js")) return [process.execPath, [own, ...args]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

/** Runs one long step. Returns whether it passed, and the end of its output. */
async function step(title, [program, args], options) {
  const endLine = showStep(title);
  const stdio = ["ignore", "pipe", "pipe"];
  const child = spawn(program, args, { ...options, stdio, shell: process.platform === "win32" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part) => {
      output = (output + part).slice(-OUTPUT_LIMIT);
    });
  }
  const stop = (signal) => {
    child.kill(signal);
    endLine(false);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, stop);
  const code = await new Promise((resolve) => {
    child.once("error", ({ message }) => {
      endLine(false);
      fail("programNotRun", { program, message });
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
  for (const signal of signals) process.off(signal, stop);
  endLine(code === 0);
  return { passed: code === 0, output };
}

/**
 * Shows a step as `start/line-writer.ts` does: one line that is rewritten on a terminal, else a line at the
 * beginning and one at the end. Returns the function that ends it.
 */
function showStep(title) {
  const begun = Date.now();
  const line = (mark, digits) =>
    `${mark} ${((Date.now() - begun) / 1000).toFixed(digits).padStart(5)} s  ${title}`;
  const end = (passed) => line(passed ? "✓" : "✗", 1);
  if (!isTerminal) {
    console.log(`${title} …`);
    return (passed) => console.log(end(passed));
  }
  let drawnColumns = 0;
  const erase = () => {
    // A terminal that has become narrower has wrapped the line into this many rows.
    const rows = Math.ceil(drawnColumns / process.stdout.columns);
    return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ""}\u001b[J`;
  };
  const draw = () => {
    const text = line("·", 0);
    // Without automatic wrapping (DECAWM) the terminal itself cuts a line that is too long for it.
    process.stdout.write(`${erase()}\u001b[?7l${text}\u001b[?7h`);
    const hangulColumns = text.match(/[가-힣]/g)?.length ?? 0;
    drawnColumns = Math.min(text.length + hangulColumns, process.stdout.columns);
  };
  draw();
  const timer = setInterval(draw, 1_000);
  return (passed) => {
    clearInterval(timer);
    process.stdout.write(`${erase()}${end(passed)}\n`);
  };
}

/**
 * Prevents two commands from installing at the same time. The lock file holds its owner's pid, and the owner
 * renews the file's time. The lock is stale when its owner has ended or no longer renews it.
 */
async function withInstallLock(work) {
  mkdirSync(dirname(lockFile), { recursive: true });
  let waiting = false;
  while (!tryLock()) {
    removeIfStale();
    if (!waiting) console.log(`${oneLine("installWaiting")} …`);
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
    if (renewed && (owner === 0 || isAlive(owner))) return; // 0: the file is new and still empty
    // Only one of several processes that find the lock stale can rename it.
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

/**
 * The Node that package.json pins. If npm may run no install scripts, this function runs the package's
 * script.
 */
async function pinnedNode() {
  const home = join(modules, "node");
  const binary = join(home, "bin", process.platform === "win32" ? "node.exe" : "node");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const runs = () => spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${version}`;
  if (runs()) return binary;
  await withInstallLock(async () => {
    if (runs()) return;
    // npm passes its project folder to its scripts; this script needs the package's own folder.
    const { npm_config_local_prefix: _, ...env } = process.env;
    const install = [process.execPath, ["installArchSpecificPackage"]];
    const { passed, output } = await step(oneLine("installingNode", { version }), install, {
      cwd: home,
      env,
    });
    if (!passed) console.error(output);
  });
  if (runs()) return binary;
  const major = (text) => text.split(".")[0];
  const current = process.versions.node;
  if (major(current) === major(version)) return process.execPath;
  return fail("nodeNotInstalled", { version, home, major: major(version), current });
}

/** Runs the command, passes signals to it, and exits with its exit code. */
function run(node, args) {
  const path = [dirname(node), join(modules, ".bin"), process.env.PATH ?? ""].join(delimiter);
  // The fourth channel closes when this process ends for any reason, and the command notices.
  const child = spawn(node, args, {
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: path },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) endWithNpm(child);
  child.once("error", ({ message }) => fail("programNotRun", { program: node, message }));
  child.once("close", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/**
 * Ends the command when npm was killed. Another parent then has npm's child: this process, or a shell in
 * between.
 */
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

/**
 * The parent's pid (proc(5): the second field after the bracketed name), or undefined when the process has
 * ended.
 */
function parentOf(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const stat = readFileSync(file, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
