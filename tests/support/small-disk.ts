/** A small disk of its own for a test: a file system in memory, which only root can mount. */
import { execFile } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export interface SmallDisk {
  readonly folder: string;
  /** Fills the disk as another program would: to its last byte, or but for these bytes. */
  fill(leave?: number): void;
  /** Frees what `fill` has taken. */
  free(): void;
  makeReadOnly(): Promise<void>;
  close(): Promise<void>;
}

const run = promisify(execFile);

/** Returns the reason where this account cannot mount it. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | string> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-disk-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=755`, "jangteo-test", folder]);
  } catch (error) {
    await rm(folder, { recursive: true });
    return `only root on Linux can mount a small disk (${error instanceof Error ? error.message : error})`;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill(leave = 0) {
      const file = openSync(ballast, "a");
      try {
        for (const bytes of [1024 * 1024, 4096, 1]) writeUntilFull(file, Buffer.alloc(bytes), folder, leave);
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    async makeReadOnly() {
      await run("mount", ["-o", "remount,ro", folder]);
    },
    async close() {
      // Lazily: a program that is still ending may hold a file.
      await run("umount", ["-l", folder]);
      await rm(folder, { recursive: true });
    },
  };
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function writeUntilFull(file: number, bytes: Buffer, folder: string, leave: number): void {
  while (leave === 0 || freeBytes(folder) >= leave + bytes.length) {
    try {
      writeSync(file, bytes);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOSPC") return;
      throw error;
    }
  }
}
