/**
 * The server's bundle for programs on this machine: `npm start`, tests, benchmarks. Stored below
 * `node_modules/.cache`, in a folder named by its sources. It is written beside and renamed, so that a bundle
 * is there whole or not at all.
 */
import { existsSync } from "node:fs";
import { readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { newId } from "../../server/platform/ids.ts";
import { bundleServer, PROGRAM } from "./bundle-server.ts";
import { fingerprint } from "./sources.ts";

const BUNDLES = "node_modules/.cache/jangteo-server";
/** All that is bundled, and what bundles it. */
const SOURCES = ["server", "recommender", "scripts/bundle"];
/** Since it was made, or last said to be used. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
const USED_EVERY_MS = 60 * 60 * 1_000;

/**
 * Returns the path of the program that `node` runs. Bundles the server when its sources have changed.
 * @param bundle writes the bundle into a folder below the root
 */
export async function ensureServerBundle(
  root: string,
  bundle: (root: string, place: string) => Promise<void> = bundleServer,
): Promise<string> {
  const place = join(BUNDLES, await fingerprint(root, SOURCES));
  const program = join(root, place, PROGRAM);
  if (existsSync(program)) return program;
  const partial = `${place}.${newId()}`;
  try {
    await bundle(root, partial);
    await rename(join(root, partial), join(root, place));
  } catch (error) {
    // Another process has bundled the same.
    if (!existsSync(program)) throw error;
  } finally {
    await rm(join(root, partial), { recursive: true, force: true });
  }
  await removeOld(dirname(join(root, place)));
  return program;
}

/** Keeps the bundle of a program that is started again whenever it ends, until the signal. */
export function keepServerBundle(program: string, until: AbortSignal, everyMs = USED_EVERY_MS): void {
  const timer = setInterval(() => void touch(dirname(program)), everyMs);
  until.addEventListener("abort", () => clearInterval(timer), { once: true });
}

async function touch(folder: string): Promise<void> {
  // Removed by hand: then the next start bundles anew.
  if (existsSync(folder)) await utimes(folder, new Date(), new Date());
}

async function removeOld(bundles: string): Promise<void> {
  for (const name of await readdir(bundles)) {
    const folder = join(bundles, name);
    const changed = await stat(folder).catch(() => undefined); // another process removes it
    if (changed && Date.now() - changed.mtimeMs > KEPT_MS) await rm(folder, { recursive: true, force: true });
  }
}
