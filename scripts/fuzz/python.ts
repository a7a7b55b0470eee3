import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "4.32.5";
/** An environment of its own, beside the packages of npm: nothing is installed for the whole machine. */
const folder = fileURLToPath(new URL(`../../node_modules/.cache/schemathesis-${VERSION}`, import.meta.url));

/** Installs Schemathesis once. Returns its program. Ends the process with what is missing. */
export function installSchemathesis(python: string): string {
  const program = join(folder, "bin", "st");
  if (existsSync(program)) return program;
  const found = spawnSync(python, ["--version"], { encoding: "utf8" });
  if (found.error || found.status !== 0)
    fail(`Python 3이 없어요. Python 3.10 이상을 설치하거나 -- --python 경로를 적어 주세요.
Python 3 was not found as "${python}". Install Python 3.10 or newer, or name it with -- --python PATH.`);
  console.log(`Installing Schemathesis ${VERSION} (${found.stdout.trim()}) …`);
  // A folder that was left half done would pass for a whole one.
  rmSync(folder, { recursive: true, force: true });
  step(python, ["-m", "venv", folder], "the module venv (Debian: apt-get install python3-venv)");
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  step(join(folder, "bin", "python"), [...pip, `schemathesis==${VERSION}`], "a registry of Python packages");
  return program;
}

function step(program: string, args: readonly string[], needs: string): void {
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  fail(`Schemathesis를 설치하지 못했어요.\nSchemathesis could not be installed. It needs ${needs}.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
