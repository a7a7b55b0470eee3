/**
 * Folders of tests for what a crash of the machine may lose. On Linux with room to spare they stand in
 * memory: a database is made from the template in 0.04 s of a core there, in 0.4 s on ext4.
 */
import { chmod, mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
/** `f_type` of tmpfs, see statfs(2). */
const TMPFS = 0x01021994;
const GIB = 1024 ** 3;
/** A run keeps up to a gibibyte there. The rest is for its programs and browsers. */
const MEMORY_NEEDED = 8 * GIB;
const ROOM_NEEDED = 3 * GIB;

/** Makes a folder that other accounts can enter: as root the database runs under another one. */
export async function makeFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(await roomyPlace(), `jangteo-${name}-${process.pid}-`));
  await chmod(folder, 0o755);
  return folder;
}

async function roomyPlace(): Promise<string> {
  if (process.platform !== "linux" || process.availableMemory() < MEMORY_NEEDED) return tmpdir();
  // Some machines have no such folder.
  const memory = await statfs(MEMORY).catch(() => null);
  if (memory?.type !== TMPFS || memory.bavail * memory.bsize < ROOM_NEEDED) return tmpdir();
  await removeAbandoned(MEMORY);
  return MEMORY;
}

/** Memory that a killed run has left would stay in use until the machine starts again. */
export async function removeAbandoned(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const owner = /^jangteo-[a-z]+-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner)))
      // That of another account stays: its next run removes it.
      await rm(join(place, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another account's process lives as well.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
