/**
 * The append-only file that lets payments and mails survive a restart: one JSON object per line.
 *
 * Writers: a record is in the file before anything shows it, so that a killed sandbox knows each payment
 * that it told of, as a provider does. The write returns when the kernel has it, which takes some
 * microseconds; a power cut can lose what was not on the disk yet. What a full disk did not take is
 * refused, and nothing of it stays.
 *
 * Readers: at start the file is replayed, rewritten without outdated records, and replaced by a rename.
 */
import { createReadStream, ftruncateSync, writeSync } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";

export interface Journal {
  /** Throws when the file cannot be written: no payment is better than one that is lost at a restart. */
  append(record: object): void;
  close(): Promise<void>;
}

/** For tests and demonstrations that need no file. */
export const noJournal: Journal = { append: () => {}, close: async () => {} };

/** The records of the file in order; none without a file. A damaged line before the last one is an error. */
export async function* readJournal(file: string): AsyncGenerator<unknown> {
  let damaged: { line: number; cause: unknown } | null = null;
  let line = 0;
  try {
    for await (const text of createInterface({
      input: createReadStream(file),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line += 1;
      if (damaged !== null) {
        throw new Error(`${file}: line ${damaged.line} is damaged. Remove the line or the file to start.`, {
          cause: damaged.cause,
        });
      }
      try {
        yield JSON.parse(text);
      } catch (cause) {
        damaged = { line, cause };
      }
    }
  } catch (error) {
    if (!isMissingFile(error)) throw error;
  }
}

const isMissingFile = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

const REWRITE_CHUNK_LINES = 1000;

/** Replaces the file by `records` and opens it for appending. Without room the old file stays as it is. */
export async function openJournal(file: string, records: Iterable<object>): Promise<Journal> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await write(`${file}.new`, records);
    await rename(`${file}.new`, file);
  } catch (error) {
    await rm(`${file}.new`, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
  const handle = await open(file, "a");
  return appendTo(handle, (await handle.stat()).size);
}

async function write(file: string, records: Iterable<object>): Promise<void> {
  const handle = await open(file, "w");
  try {
    let lines: string[] = [];
    for (const record of records) {
      lines.push(`${JSON.stringify(record)}\n`);
      if (lines.length < REWRITE_CHUNK_LINES) continue;
      await handle.appendFile(lines.join(""));
      lines = [];
    }
    await handle.appendFile(lines.join(""));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A renamed file is there after a power cut only when its folder is on the disk. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir);
  await folder.sync().finally(() => folder.close());
}

function appendTo(handle: FileHandle, end: number): Journal {
  let size = end;
  return {
    append(record) {
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      try {
        for (let written = 0; written < line.length; ) written += writeSync(handle.fd, line, written);
      } catch (cause) {
        ftruncateSync(handle.fd, size); // a full disk may have taken a part
        throw new Error("the journal cannot be written", { cause });
      }
      size += line.length;
    },
    async close() {
      await handle.sync().finally(() => handle.close());
    },
  };
}
