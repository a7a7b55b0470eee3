/**
 * `npm test`: runs every test. The tests without a browser run first. Then the demo shop is started, and the
 * browser tests buy from it in Chromium. Arguments are passed to Vitest: `npm test -- server/modules/orders`.
 */
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const filters = process.argv.slice(2);

function vitest(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [program, "run", ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

const report = (name: string): string[] => [
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=test-results/${name}.json`,
];

await mkdir(join(root, "test-results"), { recursive: true });
if (filters.length > 0) {
  process.exitCode = await vitest(filters);
} else {
  // The search comes first, so that a missing browser is reported before the other tests run.
  const chromium = await findChromium();
  const plain = await vitest(report("vitest"));
  const browser = await vitest(["--config", "vitest.e2e.config.ts", ...report("e2e")], {
    CHROMIUM_PATH: chromium,
  });
  process.exitCode = plain || browser;
}
