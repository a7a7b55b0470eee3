/** Secret files in a folder that only its owner can read. */
import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "./durable-file.ts";

/**
 * Writes a file unless a file of that name exists. It appears complete or not at all (temporary file, then
 * `link`, which refuses an existing name), so processes that start at once agree on one file. Returns whether
 * this call wrote it.
 */
export async function placeFile(
  directory: string,
  name: string,
  createContent: () => Promise<string>,
): Promise<boolean> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if ((await readdir(directory)).includes(name)) return false;
  const temporary = join(directory, `.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(`${await createContent()}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    const placed = await link(temporary, join(directory, name)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    await syncFolder(directory);
    return placed;
  } finally {
    await rm(temporary, { force: true });
  }
}
