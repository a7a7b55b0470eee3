import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureServerBundle, keepServerBundle } from "./server-bundle.ts";

let root: string;
let bundles: number;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "jangteo-bundle-"));
  bundles = 0;
  for (const folder of ["server", "recommender", "scripts/bundle"])
    await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, "package-lock.json"), "{}");
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(_: string, place: string): Promise<void> {
  bundles += 1;
  await mkdir(join(root, place), { recursive: true });
  await writeFile(join(root, place, "main.js"), `${bundles}`);
}
const ensure = () => ensureServerBundle(root, write);

test("the server is bundled again only when its sources or the packages change", async () => {
  const after = async (file: string, content: string): Promise<string> => {
    await writeFile(join(root, file), content);
    return await readFile(await ensure(), "utf8");
  };
  expect(await after("server/main.ts", "one")).toBe("1");
  expect(await after("server/main.ts", "one")).toBe("1");
  expect(await after("server/main.test.ts", "tests are not bundled")).toBe("1");
  expect(await after("server/main.ts", "two")).toBe("2");
  expect(await after("recommender/model.ts", "new")).toBe("3");
  expect(await after("package-lock.json", '{"changed": true}')).toBe("4");
  expect(await after("package-lock.json", "{}")).toBe("3");
});

test("processes that bundle at once share one bundle", async () => {
  const { promise: bothBegan, resolve } = Promise.withResolvers<void>();
  const together = () =>
    ensureServerBundle(root, async (_, place) => {
      await write(_, place);
      if (bundles === 2) resolve();
      await bothBegan;
    });
  const [first, second] = await Promise.all([together(), together()]);
  expect(second).toBe(first);
  expect(await readdir(dirname(dirname(first)))).toHaveLength(1);
});

test("a bundle that fails leaves nothing, and the next start bundles", async () => {
  const failing = ensureServerBundle(root, async (_, place) => {
    await write(_, place);
    throw new Error("the disk is full");
  });
  await expect(failing).rejects.toThrow("the disk is full");
  const program = await ensure();
  expect(await readFile(program, "utf8")).toBe("2");
  expect(await readdir(dirname(dirname(program)))).toHaveLength(1);
});

test("bundles of days ago are removed, and one that a program of today may read is kept", async () => {
  const bundled: string[] = [];
  for (const source of ["one", "two", "three"]) {
    await writeFile(join(root, "server/main.ts"), source);
    bundled.push(dirname(await ensure()));
    const hours = source === "one" ? 25 : 23;
    const then = new Date(Date.now() - hours * 3_600_000);
    await utimes(dirname(await ensure()), then, then);
  }
  const left = await readdir(join(root, "node_modules/.cache/jangteo-server"));
  expect(left.sort()).toEqual(
    bundled
      .slice(1)
      .map((folder) => folder.split("/").at(-1))
      .sort(),
  );
});

test("a bundle in use is kept however old it is", async () => {
  await writeFile(join(root, "server/main.ts"), "one");
  const used = await ensure();
  const longAgo = new Date(Date.now() - 48 * 3_600_000);
  await utimes(dirname(used), longAgo, longAgo);
  const closing = new AbortController();
  keepServerBundle(used, closing.signal, 5);
  await expect.poll(async () => (await stat(dirname(used))).mtimeMs).toBeGreaterThan(longAgo.getTime());
  closing.abort();
  await writeFile(join(root, "server/main.ts"), "two");
  await ensure();
  expect(await readFile(used, "utf8")).toBe("1");
});
