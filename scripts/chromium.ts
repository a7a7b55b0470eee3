/**
 * Finds a Chromium for the browser tests, and installs one when the machine has none. The tests are never
 * skipped.
 */
import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "playwright-core";

type Environment = Readonly<Record<string, string | undefined>>;

const programs = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
/** The same engine without a window. A new visitor costs 0.25 s of a core, not 1.1 s. */
const windowless = ["chromium-headless-shell", "chrome-headless-shell"] as const;

const REMEDY =
  "The browser tests need Chromium. Install it (as root: apt-get install chromium), " +
  "or set CHROMIUM_PATH to the program of one that is installed elsewhere.";

/** Returns the path of the Chromium for the browser tests: one without a window, if the machine has it. */
export async function findTestChromium(environment: Environment = process.env): Promise<string> {
  const found = environment.CHROMIUM_PATH ? undefined : await searchPath(windowless, environment);
  return found ?? findChromium(environment);
}

/** Installs one without a window where a package of it is known, or where there is no Chromium at all. */
export async function installTestChromium(environment: Environment = process.env): Promise<void> {
  if (environment.CHROMIUM_PATH || (await searchPath(windowless, environment)) !== undefined) return;
  const [name] = windowless;
  const isKnown = (await run("apt-cache", ["show", name], "ignore")) === 0;
  if (isKnown || (await searchChromium(environment)) === undefined) await installWithApt(name);
}

/** Returns the path of a Chromium that runs. Throws when none is found and none can be installed. */
export async function findChromium(environment: Environment = process.env): Promise<string> {
  const found = await searchChromium(environment);
  if (found !== undefined) return found;
  for (const install of [() => installWithApt("chromium"), installWithPlaywright]) {
    if (!(await install())) continue;
    const installed = await searchChromium(environment);
    if (installed !== undefined) return installed;
  }
  throw new Error(REMEDY);
}

/** Returns the first Chromium that runs: that of CHROMIUM_PATH, one on PATH, or Playwright's own. */
export async function searchChromium(environment: Environment): Promise<string | undefined> {
  const named = environment.CHROMIUM_PATH;
  if (named !== undefined && named !== "") {
    if (await runs(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not run. ${REMEDY}`);
  }
  const found = await searchPath(programs, environment);
  if (found !== undefined) return found;
  const own = chromium.executablePath();
  return (await runs(own)) ? own : undefined;
}

/** Returns the first of these programs on PATH that runs. */
async function searchPath(names: readonly string[], environment: Environment): Promise<string | undefined> {
  const dirs = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  for (const candidate of names.flatMap((name) => dirs.map((dir) => join(dir, name)))) {
    if (await runs(candidate)) return candidate;
  }
  return undefined;
}

/** Existence is not enough: Ubuntu's `chromium-browser` is a script that asks for a snap. */
async function runs(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
  } catch {
    return false;
  }
  return (await run(program, ["--version"], "ignore")) === 0;
}

async function installWithApt(name: string): Promise<boolean> {
  if (process.getuid?.() !== 0 || (await run("apt-get", ["--version"], "ignore")) !== 0) return false;
  console.log(`installing Chromium (apt-get install ${name}) …`);
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  if ((await run("apt-get", ["update", ...wait])) !== 0) return false;
  const packages = [name, "fonts-noto-cjk"];
  return (await run("apt-get", ["install", "-y", "--no-install-recommends", ...wait, ...packages])) === 0;
}

async function installWithPlaywright(): Promise<boolean> {
  console.log("installing Chromium (playwright-core install chromium) …");
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  return (await run(process.execPath, [cli, "install", "chromium"])) === 0;
}

/** Returns the exit code, or `null` when the program could not be run or was killed. */
function run(
  program: string,
  args: readonly string[],
  output: "inherit" | "ignore" = "inherit",
): Promise<number | null> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const child = spawn(program, args, { env, stdio: ["ignore", output, output] });
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
}
