/** The Python of this machine, and which of the packages that a test needs it has. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

export const python = process.env.PYTHON ?? "python3";

/** Says so when a package is missing: a test that skips must not look like one that passed. */
export function hasPackages(...names: string[]): boolean {
  const { status } = spawnSync(python, ["-c", names.map((name) => `import ${name}`).join(";")]);
  if (status !== 0) console.log(`skipped: ${python} has not all of ${names.join(", ")} (pip install …)`);
  return status === 0;
}

/** Runs a program of Python, and returns what it prints. Throws what it says when it fails. */
export async function runPython(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(python, args, {
    env: { ...process.env, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
