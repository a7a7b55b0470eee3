/**
 * The append-only file that lets payments and mails survive a restart: one JSON object per line.
 *
 * Writers: lines are collected and written in batches, one write at a time, so that a request never waits for
 * the disk. A crash can therefore lose the last few milliseconds and truncate the last line; nothing else can
 * be damaged.
 *
 * Readers: at start the file is replayed, rewritten without outdated records, and replaced by a rename.
 */
import { createReadStream } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";

export interface Journal {
  /** Throws after a failed write: no payment is better than one that is lost at a restart. */
  append(record: object): void;
  /** Resolves when everything appended so far is in the file. */
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

/** Replaces the file by `records` and opens it for appending. */
export async function openJournal(file: string, records: Iterable<object>): Promise<Journal> {
  await mkdir(path.dirname(file), { recursive: true });
  const rewritten = await open(`${file}.new`, "w");
  let lines: string[] = [];
  for (const record of records) {
    lines.push(`${JSON.stringify(record)}\n`);
    if (lines.length === REWRITE_CHUNK_LINES) {
      await rewritten.write(lines.join(""));
      lines = [];
    }
  }
  if (lines.length > 0) await rewritten.write(lines.join(""));
  await rewritten.sync();
  await rewritten.close();
  await rename(`${file}.new`, file);
  return appendTo(await open(file, "a"));
}

function appendTo(handle: Awaited<ReturnType<typeof open>>): Journal {
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;
  let failure: Error | null = null;

  async function writeWaiting(): Promise<void> {
    // The batch contains the lines of all requests of one turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      await handle.appendFile(lines.join(""));
    }
  }

  function startWriting(): Promise<void> {
    writing ??= writeWaiting()
      .catch((cause: unknown) => {
        failure = new Error("the journal cannot be written", { cause });
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
      try {
        await flush();
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}
