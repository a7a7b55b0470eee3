import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findTestChromium, searchChromium } from "./chromium.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "jangteo-chromium-"));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function program(name: string, exitCode: number): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, `#!/bin/sh\nexit ${exitCode}\n`, { mode: 0o755 });
  return path;
}

test("the browser named by CHROMIUM_PATH comes first", async () => {
  const named = await program("my-browser", 0);
  await program("chromium", 0);
  expect(await searchChromium({ CHROMIUM_PATH: named, PATH: dir })).toBe(named);
});

test("a CHROMIUM_PATH that does not run is an error, not a reason to look further", async () => {
  await program("chromium", 0);
  const search = searchChromium({ CHROMIUM_PATH: join(dir, "absent"), PATH: dir });
  await expect(search).rejects.toThrow("which does not run. The browser tests need Chromium.");
});

test("a browser on PATH that does not start is skipped", async () => {
  await program("chromium", 1);
  const works = await program("google-chrome", 0);
  expect(await searchChromium({ PATH: `/nowhere:${dir}` })).toBe(works);
});

test("the browser tests take one without a window before another", async () => {
  await program("chromium", 0);
  const shell = await program("chromium-headless-shell", 0);
  expect(await findTestChromium({ PATH: dir })).toBe(shell);
  const named = await program("my-browser", 0);
  expect(await findTestChromium({ CHROMIUM_PATH: named, PATH: dir })).toBe(named);
});
