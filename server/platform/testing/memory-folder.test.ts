import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder, removeAbandoned } from "./memory-folder.ts";

test("a folder can be entered by other accounts, and names the process that made it", async () => {
  const folder = await makeFolder("trial");
  expect((await stat(folder)).mode & 0o777).toBe(0o755);
  expect(basename(folder)).toMatch(new RegExp(`^jangteo-trial-${process.pid}-`));
  await rm(folder, { recursive: true });
});

test("the folders of processes that ended are removed, and no others", async () => {
  const place = await mkdtemp(join(tmpdir(), "jangteo-place-"));
  const { pid: ended } = spawnSync(process.execPath, ["-e", ""]);
  const kept = [`jangteo-test-${process.pid}-a`, `other-test-${ended}-a`, "jangteo-compile-cache"];
  for (const name of [...kept, `jangteo-test-${ended}-a`])
    await mkdir(join(place, name, "within"), { recursive: true });
  await removeAbandoned(place);
  expect((await readdir(place)).sort()).toEqual(kept.sort());
  await rm(place, { recursive: true });
});
