/**
 * `npm run verify`: the checks that a change must pass besides `npm test`. All checks run, two at a time. The
 * output of the failed checks is printed in full at the end.
 */
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Check {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** The command that usually fixes a failure. */
  readonly remedy?: string;
}
interface Result extends Check {
  readonly passed: boolean;
  readonly seconds: string;
  readonly output: string;
}

const checks: readonly Check[] = [
  {
    name: "architecture",
    command: ["vitest", "run", "tests/architecture"],
  },
  {
    name: "generated files",
    command: ["node", "scripts/generate.ts", "--check"],
    remedy: "npm run generate",
  },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types of the web", command: ["tsc", "-p", "web/tsconfig.json"] },
  {
    name: "format and lint",
    command: ["biome", "check", "--max-diagnostics=20"],
    remedy: "npx biome check --write",
  },
  { name: "dead code", command: ["knip", "--no-progress"] },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const env = {
  ...process.env,
  PATH: [dirname(process.execPath), join(root, "node_modules/.bin"), process.env.PATH ?? ""].join(delimiter),
  ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { FORCE_COLOR: undefined, NO_COLOR: "1" }),
};

function run(check: Check): Promise<Result> {
  const begun = performance.now();
  const [program, ...args] = check.command;
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => output.push(part));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      resolve({ ...check, passed: code === 0, seconds, output: Buffer.concat(output).toString().trim() });
    });
  });
}

const waiting = checks.values();
const results: Result[] = [];

/** Runs one check after the other until none is left. */
async function runChecks(): Promise<void> {
  for (const check of waiting) {
    const result = await run(check);
    results.push(result);
    console.log(`${result.passed ? "✓" : "✗"} ${result.name} (${result.seconds} s)`);
  }
}
await Promise.all([runChecks(), runChecks()]);

const failed = results.filter(({ passed }) => !passed);
for (const { name, command, remedy, output } of failed) {
  console.log(`\n✗ ${name}: ${command.join(" ")}\n${output}`);
  if (remedy) console.log(`Often fixed by: ${remedy}`);
}
const names = failed.map(({ name }) => name).join(", ");
console.log(
  failed.length === 0
    ? "\nEverything holds."
    : `\n${failed.length} of ${checks.length} checks failed: ${names}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
