/**
 * `npm test`: runs every test. The tests without a browser run first, and the demo shop is made meanwhile.
 * Then it is opened, and the browser tests buy from it in Chromium. Arguments are passed to Vitest:
 * `npm test -- server/modules/orders`.
 */
import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../server/platform/testing/memory-folder.ts";
import { removeDemoData } from "../tests/e2e/demo-shop.ts";
import { findTestChromium, installTestChromium } from "./chromium.ts";
import { listSlowTests } from "./slow-tests.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const filters = process.argv.slice(2);

/** Hundreds of programs are started. Each finds the code that the ones before it have compiled. */
const saved = { NODE_COMPILE_CACHE: join(tmpdir(), "jangteo-compile-cache") };

type Environment = Readonly<Record<string, string>>;

/** Runs a program with Node. Resolves to its exit code. */
function run(args: readonly string[], environment: Environment, output: "inherit" | "ignore") {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["inherit", output, "inherit"],
    env: { ...process.env, ...saved, ...environment },
  });
  return new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

const vitest = (args: readonly string[], environment: Environment = {}): Promise<number> =>
  run([join(root, "node_modules/vitest/vitest.mjs"), "run", ...args], environment, "inherit");

const report = (name: string): string[] => [
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=test-results/${name}.json`,
];

const results = join(root, "test-results");
if (filters.length > 0) {
  process.exitCode = await vitest(filters);
} else {
  // Reports of an earlier run would be counted with those of this one.
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  // The search comes first, so that a missing browser is reported before the other tests run.
  await installTestChromium();
  const chromium = await findTestChromium();
  // The kit's own tests need tools that it installs: `npm run kit -- --self-test` runs them.
  const projects = ["main", "web", "chaos", "alone"].flatMap((name) => ["--project", name]);
  const demoDir = await makeFolder("demo");
  const preparing = run(["tests/e2e/prepare-shop.ts"], { DATA_DIR: demoDir }, "ignore");
  const plain = await vitest([...projects, ...report("vitest")]);
  // Where it could not be prepared, the browser tests make one, and say why that fails.
  const prepared = (await preparing) === 0 ? { DEMO_DIR: demoDir } : {};
  const browser = await vitest(["--config", "vitest.e2e.config.ts", ...report("e2e")], {
    CHROMIUM_PATH: chromium,
    ...prepared,
  });
  await removeDemoData(demoDir);
  console.log(`\nThe longest files:\n${(await listSlowTests()).join("\n")}`);
  process.exitCode = plain || browser;
}
