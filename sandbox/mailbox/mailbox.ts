/**
 * The received mails, newest last, at most `MAX_MAILS`. With a folder they survive a restart: each is a line
 * of `mails.jsonl`, which is rewritten when it has twice as many lines. A mail is in the file before the
 * server confirms it to the sender.
 */
import path from "node:path";
import { type Journal, openJournal, readJournal } from "../journal.ts";
import { isTo, type Message } from "./message.ts";

export const MAX_MAILS = 500;

export interface MailFilter {
  /** The whole address. */
  readonly to?: string | undefined;
  /** The whole subject, or a pattern for it. */
  readonly subject?: string | RegExp | undefined;
  /** Only mails after this one. */
  readonly afterId?: string | undefined;
}

export interface Mailbox {
  add(message: Message): Promise<void>;
  /** The newest first. `part` is a part of an address in the mail. */
  list(filter?: {
    to?: string | undefined;
    part?: string | undefined;
    limit?: number | undefined;
  }): readonly Message[];
  find(id: string): Message | undefined;
  clear(): Promise<void>;
  /**
   * The first mail that matches: one that is there, or the next to come. Rejects after `timeoutMs` (15 s)
   * with a list of the latest mails.
   */
  next(filter: MailFilter, timeoutMs?: number): Promise<Message>;
  close(): Promise<void>;
}

type MailRecord = { readonly message: Message } | { readonly cleared: true };

export async function openMailbox(dataDir: string | null): Promise<Mailbox> {
  let messages: Message[] = [];
  const waiting = new Set<() => void>();
  const append = (message: Message): void => {
    messages = [...messages, message].slice(-MAX_MAILS);
  };
  const store = await openMailStore(dataDir, (record) => {
    if ("message" in record) append(record.message);
    else messages = [];
  });

  return {
    async add(message) {
      append(message);
      try {
        await store.write({ message }, messages);
      } catch (error) {
        // Its sender is refused, and sends it again.
        messages = messages.filter((each) => each !== message);
        throw error;
      }
      for (const check of [...waiting]) check();
    },
    list({ to, part, limit = MAX_MAILS } = {}) {
      const lowerPart = part?.trim().toLowerCase();
      return messages
        .filter(
          (message) =>
            (to === undefined || isTo(message, to)) && (!lowerPart || mentions(message, lowerPart)),
        )
        .reverse()
        .slice(0, limit);
    },
    find: (id) => messages.find((message) => message.id === id),
    async clear() {
      messages = [];
      await store.write({ cleared: true }, messages);
    },
    next(filter, timeoutMs = 15_000) {
      return new Promise((resolve, reject) => {
        const check = (): void => {
          const found = findFirst(messages, filter);
          if (!found) return;
          end();
          resolve(found);
        };
        const timer = setTimeout(() => {
          end();
          const latest = messages.slice(-10).map(({ to, subject }) => `${to}: ${subject}`);
          reject(new Error(`no such mail came: ${describe(filter)}. The latest are:\n${latest.join("\n")}`));
        }, timeoutMs);
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      });
    },
    close: store.close,
  };
}

const mentions = ({ to, from }: Message, part: string): boolean =>
  `${to}\n${from}`.toLowerCase().includes(part);

function findFirst(messages: readonly Message[], { to, subject, afterId }: MailFilter): Message | undefined {
  const start = afterId === undefined ? 0 : messages.findIndex(({ id }) => id === afterId) + 1;
  return messages.slice(start).find((message) => {
    if (to !== undefined && !isTo(message, to)) return false;
    if (subject === undefined) return true;
    return typeof subject === "string" ? message.subject === subject : subject.test(message.subject);
  });
}

const describe = ({ to, subject, afterId }: MailFilter): string =>
  JSON.stringify({ to, subject: subject === undefined ? undefined : String(subject), afterId });

interface MailStore {
  /** `current` are all mails after the record, in case the file is rewritten. */
  write(record: MailRecord, current: readonly Message[]): Promise<void>;
  close(): Promise<void>;
}

/** Replays the file of `dataDir` and appends to it. Without a folder nothing is replayed or stored. */
async function openMailStore(
  dataDir: string | null,
  replay: (record: MailRecord) => void,
): Promise<MailStore> {
  if (dataDir === null) return { write: () => Promise.resolve(), close: () => Promise.resolve() };
  const file = path.join(dataDir, "mails.jsonl");
  const replayed: Message[] = [];
  for await (const record of readJournal(file)) {
    const known = record as MailRecord;
    replay(known);
    if ("message" in known) replayed.push(known.message);
    else replayed.length = 0;
  }
  const asRecords = (messages: readonly Message[]): MailRecord[] =>
    messages.slice(-MAX_MAILS).map((message) => ({ message }));
  let journal: Journal = await openJournal(file, asRecords(replayed));
  let lines = 0;
  let writing: Promise<void> = Promise.resolve();

  async function write(record: MailRecord, current: readonly Message[]): Promise<void> {
    lines += 1;
    if (lines < MAX_MAILS) {
      return journal.append(record);
    }
    const rewritten = await openJournal(file, asRecords(current));
    // The new file has all mails, so nothing that the old one could not write is lost.
    await journal.close().catch(() => undefined);
    journal = rewritten;
    lines = 0;
  }

  return {
    write(record, current) {
      const written = writing.then(() => write(record, current));
      writing = written.catch(() => undefined); // the caller of this write gets the error
      return written;
    },
    async close() {
      await writing;
      await journal.close();
    },
  };
}
