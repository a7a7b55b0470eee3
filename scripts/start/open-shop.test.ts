import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { removeCluster } from "../../server/platform/embedded-postgres/location.ts";
import { startPostgres } from "../../server/platform/embedded-postgres/start.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { copyCluster } from "../../server/platform/testing/cluster.ts";
import { makeFolder } from "../../server/platform/testing/memory-folder.ts";
import { mountSmallDisk } from "../../tests/support/small-disk.ts";

// Each test starts real programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const program = fileURLToPath(new URL("./stand-ins.ts", import.meta.url));
/** Saves compiling the same files at each of the many starts. */
const NODE_COMPILE_CACHE = join(tmpdir(), "jangteo-compile-cache");
const children: ChildProcess[] = [];
let root: string;
let port: number;

interface Shop {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<[code: number | null, signal: string | null]>;
}

beforeEach(async () => {
  root = await makeFolder("start");
  for (const sources of ["web", "server", "recommender", "scripts/bundle"])
    await mkdir(join(root, sources), { recursive: true });
  await writeFile(join(root, "package-lock.json"), "{}");
  [port = 0] = await freePorts(1);
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  await removeCluster(join(root, ".data", "postgres"));
  await rm(root, { recursive: true, force: true });
});

/** For a test that is not about the first start: the shop finds a database. */
const placeCluster = (dataDir = join(root, ".data", "postgres")): Promise<void> =>
  copyCluster(inject("newClusterDir"), dataDir);

function open(environment: Record<string, string> = {}): Shop {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, ROOT: root, PORT: String(port), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (output += text));
  const ended = new Promise<[number | null, string | null]>((resolve) => {
    child.once("close", (code, signal) => resolve([code, signal]));
  });
  return { process: child, output: () => output, ended };
}

const says = (shop: Shop, words: string): Promise<void> =>
  expect.poll(shop.output, { timeout: 60_000, interval: 20 }).toContain(words);

const askApi = async (path = "/"): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();

/** Command lines of living processes that belong to this test's shop. */
async function leftBehind(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry))) {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (environment.includes(`ROOT=${root}`) || command.includes(root))
      found.push(command.replaceAll("\0", " "));
  }
  return found;
}

test("opens the shop, prints its addresses, and closes it on SIGTERM without a process left", async () => {
  const shop = open();
  await says(shop, "Jangteo is open");
  expect(shop.output()).toContain(`http://localhost:${port}/api/docs`);
  expect(shop.output()).toMatch(/owner@jangteo\.test {2}\/ {2}[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  expect(Number(await askApi())).toBeGreaterThan(0);
  expect(await readFile(join(root, ".data/logs/migrate.log"), "utf8")).toMatch(/^postgres:\/\/jangteo:/);
  shop.process.kill("SIGTERM");
  expect(await shop.ended).toEqual([0, null]);
  expect(await leftBehind()).toEqual([]);
});

test("builds the web once per change of its sources; keeps the password and the previous log", async () => {
  await placeCluster();
  const passwords = new Set<string | undefined>();
  for (const [change, builds] of [
    [false, true],
    [false, false],
    [true, true],
  ]) {
    if (change) await writeFile(join(root, "web", "page.tsx"), "export default 1");
    const shop = open();
    await says(shop, "Jangteo is open");
    expect(shop.output().includes("building")).toBe(builds);
    passwords.add(/@jangteo\.test {2}\/ {2}(\S+)/.exec(shop.output())?.[1]);
    shop.process.kill("SIGINT");
    expect(await shop.ended).toEqual([0, null]);
  }
  expect([...passwords]).toEqual([expect.stringMatching(/^[0-9A-Z-]{14}$/)]);
  expect((await readdir(join(root, ".data/logs"))).sort()).toContain("api.previous.log");
});

test("a program that ends is named with its last lines and started again", async () => {
  await placeCluster();
  const shop = open();
  await says(shop, "Jangteo is open");
  const before = await askApi();
  await expect(askApi("/die")).rejects.toThrow();
  await says(shop, "api is back.");
  expect(shop.output()).toMatch(
    /api ended by itself \(exit code 7\)\. Its last lines:\n {4}I was told to die/,
  );
  expect(await askApi()).not.toBe(before);
});

test("the database comes back on the same address when it is killed", async () => {
  await placeCluster();
  const shop = open();
  await says(shop, "Jangteo is open");
  const [pid = ""] = (await readFile(join(root, ".data/postgres/postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
  await says(shop, "postgres is back.");
  const [again, , , port] = (await readFile(join(root, ".data/postgres/postmaster.pid"), "utf8")).split("\n");
  expect(again).not.toBe(pid);
  expect(await readFile(join(root, ".data/logs/migrate.log"), "utf8")).toContain(`127.0.0.1:${port}/`);
});

test("a program that cannot start ends everything with exit code 1 and its last lines", async () => {
  await placeCluster();
  const shop = open({ TRAITS_API: "broken" });
  expect(await shop.ended).toEqual([1, null]);
  expect(shop.output()).toMatch(
    /api could not start \(exit code 3\)\. Its last lines:\n {4}cannot read my settings/,
  );
  expect(await leftBehind()).toEqual([]);
});

test("SIGTERM in the middle of a step ends the step too", async () => {
  await placeCluster();
  const shop = open({ MIGRATE: "hang" });
  await says(shop, "migrating …");
  await expect.poll(leftBehind).toContainEqual(expect.stringContaining("MIGRATE"));
  shop.process.kill("SIGTERM");
  expect(await shop.ended).toEqual([0, null]);
  expect(await leftBehind()).toEqual([]);
});

test("kill -9 of the start leaves no process, and the next start works", async () => {
  await placeCluster();
  const shop = open();
  await says(shop, "Jangteo is open");
  shop.process.kill("SIGKILL");
  await shop.ended;
  await expect.poll(leftBehind).toEqual([]);
  const next = open();
  await says(next, "Jangteo is open");
});

test("a program that ignores SIGTERM is killed at its deadline, at once on a second interrupt", async () => {
  await placeCluster();
  const shop = open({ TRAITS_WEB: "deaf" });
  await says(shop, "Jangteo is open");
  shop.process.kill("SIGINT");
  await says(shop, "stopping");
  await expect.poll(() => readFile(join(root, ".data/logs/web.log"), "utf8")).toContain("no");
  const again = setInterval(() => shop.process.kill("SIGINT"), 200);
  expect(await shop.ended).toEqual([1, null]);
  clearInterval(again);
  expect(shop.output()).toContain("ending everything at once");
  expect(await leftBehind()).toEqual([]);
});

test("a second start is refused: by its folder, also with the same port, and by its port", async () => {
  await placeCluster();
  const shop = open();
  await says(shop, "Jangteo is open");
  const [otherPort = 0] = await freePorts(1);
  for (const ownPort of [port, otherPort]) {
    const sameFolder = open({ PORT: String(ownPort) });
    expect(await sameFolder.ended).toEqual([1, null]);
    expect(sameFolder.output()).toContain(
      `is already open at http://localhost:${port} (pid ${shop.process.pid})`,
    );
  }
  const samePort = open({ DATA_DIR: join(root, "other") });
  expect(await samePort.ended).toEqual([1, null]);
  const command = `PORT=${port + 1} npm start`;
  expect(samePort.output()).toBe(
    `${port}번 포트를 다른 프로그램이 쓰고 있어요. 그 프로그램을 멈추거나 다른 포트를 고르세요: ${command}\n` +
      `Port ${port} is taken by another program. Stop it, or choose another port: ${command}\n`,
  );
  expect(await readdir(root)).not.toContain("other");
  expect(Number(await askApi())).toBeGreaterThan(0);
});

describe("what a person can mend is two sentences, Korean and English, before anything starts:", () => {
  const twoSentences = async (environment: Record<string, string> = {}): Promise<string> => {
    const shop = open(environment);
    expect(await shop.ended).toEqual([1, null]);
    expect(shop.output().trim().split("\n")).toHaveLength(2);
    return shop.output();
  };
  const dataFile = async (name: string, content: string): Promise<string> => {
    const file = join(root, ".data", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };

  test.each(["", '{"pid":"x"}'])("start.json holds %j", async (content) => {
    const file = await dataFile("start.json", content);
    expect(await twoSentences()).toContain(
      `The file ${file} is damaged. If the shop of this folder is not open`,
    );
  });

  test("DATA_DIR is a file, or stands below one", async () => {
    const file = join(root, "taken");
    await writeFile(file, "");
    expect(await twoSentences({ DATA_DIR: file })).toContain(`taken`);
    expect(await twoSentences({ DATA_DIR: join(file, "data") })).toContain(
      "has to be a folder, but is a file",
    );
    expect(await readFile(file, "utf8")).toBe("");
  });

  test("a secret is empty", async () => {
    const file = await dataFile("secrets/internal-key", "\n");
    expect(await twoSentences()).toContain(
      `The file ${file} is empty. Restore it from a backup, or delete it`,
    );
  });

  test("a signing key is garbage", async () => {
    const file = await dataFile("keys/0001.jwk", "garbage");
    const shop = open();
    expect(await shop.ended).toEqual([1, null]);
    expect(shop.output()).toContain(`The signing key ${file} cannot be used`);
    expect(shop.output()).toContain("or delete it to make a new one");
    expect(shop.output()).not.toContain("    at ");
    expect(await readdir(join(root, ".data"))).toEqual(["keys"]);
  });

  test("DATA_DIR is on a read-only disk", async ({ skip }) => {
    const disk = await mountSmallDisk(1);
    if (typeof disk === "string") return skip(disk);
    try {
      await disk.makeReadOnly();
      const words = await twoSentences({ DATA_DIR: join(disk.folder, "data") });
      expect(words).toContain("is on a read-only disk. Use a folder that can be written");
    } finally {
      await disk.close();
    }
  });

  test("the disk is full", async ({ skip }) => {
    const disk = await mountSmallDisk(1);
    if (typeof disk === "string") return skip(disk);
    try {
      disk.fill();
      expect(await twoSentences({ DATA_DIR: disk.folder })).toContain("The disk is full, so ");
    } finally {
      await disk.close();
    }
  });
});

test("settings out of bounds are named together with their bounds, before anything starts", async () => {
  const shop = open({
    SIGN_UPS_PER_HOUR: "0",
    PAYMENT_MINUTES: "0",
    PUBLIC_URL: "foo",
    DATABASE_POOL: "201",
    OWNER_EMAIL: "owner",
    CURRENCY: "BTC",
  });
  expect(await shop.ended).toEqual([1, null]);
  expect(shop.output().trim().split("\n").slice(1)).toEqual([
    "Correct these settings, then start again:",
    "  - DATABASE_POOL must be a whole number from 1 to 200 (connections)",
    "  - PUBLIC_URL must be an http(s) address such as https://shop.example",
    "  - OWNER_EMAIL must be an e-mail address",
    "  - SIGN_UPS_PER_HOUR must be a whole number of 1 or more (sign-ups from one network address)",
    "  - CURRENCY must be KRW, JPY, USD or EUR",
    "  - PAYMENT_MINUTES must be a whole number from 1 to 1440 (minutes until an unpaid order expires)",
    '  - PUBLIC_URL must be an http(s) address, not "foo/sandbox"',
  ]);
  expect(await readdir(root)).not.toContain(".data");
});

test("says in plain words what is wrong with DATABASE_URL", async () => {
  const [unused = 0] = await freePorts(1);
  const silent = open({ DATABASE_URL: `postgres://jangteo:secret@127.0.0.1:${unused}/jangteo` });
  expect(await silent.ended).toEqual([1, null]);
  expect(silent.output()).toContain(`The database 127.0.0.1:${unused}/jangteo does not answer (ECONNREFUSED`);
  expect(silent.output()).not.toContain("secret");
  const nonsense = open({ DATABASE_URL: "mysql://localhost/shop" });
  expect(await nonsense.ended).toEqual([1, null]);
  expect(nonsense.output()).toContain("DATABASE_URL must be a postgres:// address");
});

test("uses the database of DATABASE_URL, and says why it refuses one", async () => {
  const own = join(root, "own");
  await placeCluster(own);
  const postgres = await startPostgres({ dataDir: own, durable: false });
  try {
    const stranger = open({ DATABASE_URL: postgres.url.replace(/:[^:@]+@/, ":wrong@") });
    expect(await stranger.ended).toEqual([1, null]);
    expect(stranger.output()).toContain("does not accept the user or the password");
    const missing = open({ DATABASE_URL: postgres.url.replace(/jangteo$/, "missing") });
    expect(await missing.ended).toEqual([1, null]);
    expect(missing.output()).toContain('database "missing" does not exist');
    const shop = open({ DATABASE_URL: postgres.url });
    await says(shop, "Jangteo is open");
    expect(await readdir(join(root, ".data"))).not.toContain("postgres");
    shop.process.kill("SIGTERM");
    expect(await shop.ended).toEqual([0, null]);
  } finally {
    await postgres.stop();
    await removeCluster(own);
  }
});

test("a database that accepts the connection and stays silent is reported", async () => {
  const silent: Server = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = silent.address();
  const at = typeof address === "object" && address !== null ? address.port : 0;
  const shop = open({ DATABASE_URL: `postgres://jangteo@127.0.0.1:${at}/jangteo` });
  expect(await shop.ended).toEqual([1, null]);
  expect(shop.output()).toContain("does not answer");
  silent.close();
});
