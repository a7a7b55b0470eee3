/**
 * The append-only file that lets payments and mails survive a restart: one JSON object per line.
 *
 * Writers: lines are collected and written in batches, one write at a time, so that a request never waits for
 * the disk. A crash can therefore lose the last few milliseconds and truncate the last line; nothing else can
 * be damaged. While the disk takes nothing, nothing new is accepted, and the lines that wait are tried again
 * and again: the file continues as soon as there is room.
 *
 * Readers: at start the file is replayed, rewritten without outdated records, and replaced by a rename.
 */
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";

export interface Journal {
  /** Throws while the file cannot be written: no payment is better than one that is lost at a restart. */
  append(record: object): void;
  /** Resolves when everything appended so far is in the file. Rejects while the file cannot be written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** For tests and demonstrations that need no file. */
export const noJournal: Journal = { append: () => {}, flush: async () => {}, close: async () => {} };

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
  return appendTo(await open(file, "a"));
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

/** Between two attempts to write what a full disk did not take. */
const RETRY_MS = 500;

async function appendTo(handle: Awaited<ReturnType<typeof open>>): Promise<Journal> {
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;
  let failure: Error | null = null;
  let retry: NodeJS.Timeout | undefined;
  let { size } = await handle.stat();

  async function writeWaiting(): Promise<void> {
    // The batch contains the lines of all requests of one turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const lines = waiting;
      const text = lines.join("");
      waiting = [];
      try {
        await handle.appendFile(text);
      } catch (error) {
        waiting = [...lines, ...waiting];
        await handle.truncate(size); // a full disk may have taken a part
        throw error;
      }
      size += Buffer.byteLength(text);
      failure = null;
    }
  }

  function startWriting(): Promise<void> {
    writing ??= writeWaiting()
      .catch((cause: unknown) => {
        failure = new Error("the journal cannot be written", { cause });
        retry = setTimeout(startWriting, RETRY_MS).unref();
      })
      .finally(() => {
        writing = null;
      });
    return writing;
  }

  async function flush(): Promise<void> {
    while (failure === null && (writing !== null || waiting.length > 0)) await startWriting();
    if (failure !== null) throw failure;
  }

  return {
    append(record) {
      if (failure !== null) throw failure;
      waiting.push(`${JSON.stringify(record)}\n`);
      void startWriting();
    },
    flush,
    async close() {
      clearTimeout(retry);
      try {
        if (failure !== null) await startWriting(); // a last try
        await flush();
        await handle.sync();
      } finally {
        clearTimeout(retry);
        await handle.close();
      }
    },
  };
}
