/**
 * Room on the disk of the database. PostgreSQL ends when it cannot write its log (WAL), so changes are
 * refused while little room is left. The rest keeps reads going.
 *
 * Stored: a file of `RESERVE_BYTES` beside the database's files, which the start of the shop gives up when
 * the database has ended and has no room to start again.
 * Always: `START_NEEDS_BYTES` < `RESERVE_BYTES` < `CHANGES_NEED_BYTES`. So the given-up reserve lets the
 * database start, and does not let changes in.
 */
import { statfs } from "node:fs/promises";
import { systemCode } from "../embedded-postgres/problem.ts";
import type { Log } from "../log.ts";

const MIB = 1024 * 1024;
/** One segment of PostgreSQL's log has 16 MiB. */
export const START_NEEDS_BYTES = 20 * MIB;
export const RESERVE_BYTES = 32 * MIB;
export const CHANGES_NEED_BYTES = 48 * MIB;
const LOOK_EVERY_MS = 1_000;

/** Returns whether an error of a file means that the disk, or the share of its account, is full. */
export const isDiskFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT"].includes(systemCode(error) ?? "");

/** Returns the bytes that an unprivileged account can still write to the disk of this folder. */
export async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

export interface DiskRoom {
  /** Whether changes have to be refused. */
  isShort(): boolean;
  close(): void;
}

/** Watches the disk of a folder. The log gets a line when the room becomes short, and one when it is back. */
export async function watchRoom(dir: string, log: Log, look = freeBytes): Promise<DiskRoom> {
  let short = false;

  async function check(): Promise<void> {
    const free = await look(dir).catch((err: unknown) => {
      log.warn({ err, dir }, "could not look how much room the disk has");
      return Number.POSITIVE_INFINITY;
    });
    if (free < CHANGES_NEED_BYTES === short) return;
    short = !short;
    if (short) log.error({ dir, free, needed: CHANGES_NEED_BYTES }, "the disk is full: changes are refused");
    else log.warn({ dir, free }, "the disk has room again: changes are accepted");
  }

  await check();
  const timer = setInterval(check, LOOK_EVERY_MS).unref();
  return { isShort: () => short, close: () => clearInterval(timer) };
}
