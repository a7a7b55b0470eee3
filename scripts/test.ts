/**
 * `npm test`: runs every test. The tests without a browser run first. Then the demo shop is started, and the
 * browser tests buy from it in Chromium. Arguments are passed to Vitest: `npm test -- server/modules/orders`.
 */
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findTestChromium, installTestChromium } from "./chromium.ts";
import { listSlowTests } from "./slow-tests.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const filters = process.argv.slice(2);

/** Hundreds of programs are started. Each finds the code that the ones before it have compiled. */
const saved = { NODE_COMPILE_CACHE: join(tmpdir(), "jangteo-compile-cache") };

function vitest(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [program, "run", ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...saved, ...environment },
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
  await installTestChromium();
  const chromium = await findTestChromium();
  // The kit's own tests need tools that it installs: `npm run kit -- --self-test` runs them.
  const projects = ["main", "web", "chaos"].flatMap((name) => ["--project", name]);
  const plain = await vitest([...projects, ...report("vitest")]);
  const browser = await vitest(["--config", "vitest.e2e.config.ts", ...report("e2e")], {
    CHROMIUM_PATH: chromium,
  });
  console.log(`\nThe longest files:\n${(await listSlowTests()).join("\n")}`);
  process.exitCode = plain || browser;
}
