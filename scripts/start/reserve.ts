/**
 * A file that occupies room beside the database's files. When the database has ended because its disk is
 * full, the file is given up, so that the database can start again and serve reads
 * (`server/platform/storage/room.ts`).
 */
import { randomBytes } from "node:crypto";
import { open, rm, stat } from "node:fs/promises";
import {
  CHANGES_NEED_BYTES,
  freeBytes,
  RESERVE_BYTES,
  START_NEEDS_BYTES,
} from "../../server/platform/storage/room.ts";

export interface Reserve {
  /** Makes the file when it is missing and the disk has plenty of room. The shop runs without it, too. */
  restore(): Promise<void>;
  /**
   * Returns whether the disk has room to start a program. `isForReads`: reads need the program, so the file
   * is given up if that is necessary.
   */
  hasRoom(isForReads: boolean): Promise<boolean>;
}

/** What else is free after the file is made: twice what changes need. */
const LEFT_BYTES = 2 * CHANGES_NEED_BYTES;
const CHUNK_BYTES = 1024 * 1024;

/** `folder` is the database's; the file stands beside it. */
export function createReserve(folder: string): Reserve {
  const file = `${folder}.reserve`;
  return {
    async restore() {
      try {
        if ((await sizeOf(file)) === RESERVE_BYTES) return;
        if ((await freeBytes(folder)) >= RESERVE_BYTES + LEFT_BYTES) await occupy(file);
      } catch {
        await rm(file, { force: true }); // another program took the room, or the folder is closed to us
      }
    },
    async hasRoom(isForReads) {
      const fits = await startFits(folder);
      if (fits || !isForReads) return fits;
      await rm(file, { force: true });
      return startFits(folder);
    },
  };
}

/** A disk that cannot be asked is tried. */
const startFits = async (folder: string): Promise<boolean> =>
  (await freeBytes(folder).catch(() => Number.POSITIVE_INFINITY)) >= START_NEEDS_BYTES;

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return found?.size ?? 0;
}

/** Random bytes: a file system that compresses would store anything else in no room. */
async function occupy(file: string): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    for (let written = 0; written < RESERVE_BYTES; written += CHUNK_BYTES) {
      await handle.write(randomBytes(CHUNK_BYTES));
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
