import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const original = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
let root: string;

/** Copies the bootstrap into a project without packages, in which `start` prints its argument. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "jangteo-bootstrap-"));
  await mkdir(join(root, "scripts"));
  for (const name of ["bootstrap.mjs", "texts.json"]) {
    await copyFile(original(`./${name}`), join(root, "scripts", name));
  }
  await writeFile(join(root, "package-lock.json"), JSON.stringify({ packages: { "": {} } }));
  await writeFile(join(root, "scripts/start.ts"), 'console.log("open with", process.argv[2]);');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** An npm that "installs" the Node that runs the test; `npm <failing>` fails with a message of its own. */
async function fakeNpm(...failing: string[]): Promise<string> {
  const path = join(root, "npm-cli.js");
  const program = `
    const { mkdirSync, symlinkSync, writeFileSync } = require("node:fs");
    const [, , command] = process.argv;
    if (${JSON.stringify(failing)}.includes(command)) {
      console.error("npm " + command + " says why");
      process.exit(1);
    }
    console.log("added packages");
    mkdirSync("node_modules/node/bin", { recursive: true });
    symlinkSync(process.execPath, "node_modules/node/bin/node");
    writeFileSync("node_modules/node/package.json", JSON.stringify({ version: process.versions.node }));`;
  await writeFile(path, program);
  return path;
}

function run(npm: string, ...args: string[]) {
  const { npm_lifecycle_event: _, ...environment } = process.env;
  const env = { ...environment, npm_execpath: npm };
  const options = { env, encoding: "utf8" } as const;
  return spawnSync(process.execPath, [join(root, "scripts/bootstrap.mjs"), ...args], options);
}

test("installs the packages once, with a line at the beginning and one at the end", async () => {
  const npm = await fakeNpm();
  const { stdout, status } = run(npm, "start", "x");
  expect(status).toBe(0);
  const [begin, end, ...rest] = stdout.split("\n");
  expect(begin).toBe("패키지 설치 · installing packages (npm ci) …");
  expect(end).toMatch(/^✓ +\d+\.\d s {2}패키지 설치 · installing packages \(npm ci\)$/);
  expect(rest).toEqual(["open with x", ""]);
  expect(run(npm, "start", "y").stdout).toBe("open with y\n");
});

test("installs with npm install when npm ci refuses the lock file", async () => {
  const { stdout, stderr, status } = run(await fakeNpm("ci"), "start", "x");
  expect(stdout).toMatch(/✗ .*\(npm ci\)\n[\s\S]*✓ .*\(npm install\)\nopen with x\n$/);
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("packages that cannot be installed are reported in both languages, after npm's own words", async () => {
  const { stdout, stderr, status } = run(await fakeNpm("ci", "install"), "start");
  expect(status).toBe(1);
  expect(stdout).not.toContain("open");
  expect(stderr).toMatch(
    /npm ci says why[\s\S]*npm install says why[\s\S]*패키지를 설치하지 못했어요[\s\S]*could not be/,
  );
});

test("an unknown command prints the usage in both languages", async () => {
  const { stderr, status } = run(await fakeNpm(), "stop");
  expect(stderr).toMatch(/^사용법: .*<start\|test\|[\s\S]*\nUsage: .*<start\|test\|/);
  expect(status).toBe(1);
});

test("imports only Node's own modules, because it runs before anything is installed", async () => {
  const source = await readFile(original("./bootstrap.mjs"), "utf8");
  const imported = [...source.matchAll(/\b(?:from|import\()\s*"([^"]+)"/g)].map(([, name = ""]) => name);
  expect(imported.length).toBeGreaterThan(4);
  expect(imported.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
});
