/** Files that are there whole, or as they were before, also after a crash or a power cut. */
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { systemCode } from "../embedded-postgres/problem.ts";
import { newId } from "../ids.ts";

interface FileOptions {
  /** Default 0o666, less what the umask takes. */
  readonly mode?: number;
}

/** Writes a file under another name, waits for the disk, and renames it. Makes its folder. */
export async function replaceFile(
  file: string,
  content: string | Uint8Array,
  { mode = 0o666 }: FileOptions = {},
): Promise<void> {
  const folder = dirname(file);
  await makeFolder(folder);
  const partial = join(folder, `.${basename(file)}.${newId()}.partial`);
  try {
    const handle = await open(partial, "wx", mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }); // on a full disk a part of it may be there
    throw error;
  }
  await syncFolder(folder);
}

/** As Node's recursive `mkdir`, which says ENOENT of a read-only disk. Throws the true error. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST" && (await stat(folder)).isDirectory()) return;
    if (code !== "ENOENT" || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder).catch((failure: unknown) => {
      if (systemCode(failure) !== "EEXIST") throw failure; // another process was faster
    });
  }
}

/** Waits until the names in a folder are on the disk: a new name is lost by a power cut before. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
