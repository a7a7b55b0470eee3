/**
 * The mails that came, newest last, at most `KEPT`. With a folder they survive a restart: each is a line of `mails.jsonl`,
 * and the file is written anew when it has grown to twice what is kept. A mail is in the file before its sender hears
 * that it arrived.
 */
import path from "node:path";
import { type Journal, noJournal, openJournal, readJournal } from "../journal.ts";
import { isTo, type Message } from "./message.ts";

export const KEPT = 500;

export interface MailFilter {
  /** The very address. */
  readonly to?: string | undefined;
  /** All of it, or a pattern it fits. */
  readonly subject?: string | RegExp | undefined;
  /** Only what came after this mail. */
  readonly afterId?: string | undefined;
}

export interface Mailbox {
  add(message: Message): Promise<void>;
  /** The newest first. `part`: of an address in it. */
  list(filter?: {
    to?: string | undefined;
    part?: string | undefined;
    limit?: number | undefined;
  }): readonly Message[];
  find(id: string): Message | undefined;
  clear(): Promise<void>;
  /**
   * The first mail that is wanted: one that is there, or the one to come. Rejects after `timeoutMs` (15 s), and says what
   * came instead.
   */
  next(wanted: MailFilter, timeoutMs?: number): Promise<Message>;
  close(): Promise<void>;
}

type MailRecord = { readonly message: Message } | { readonly cleared: true };

export async function openMailbox(dataDir: string | null): Promise<Mailbox> {
  let messages: Message[] = [];
  const arrivals = new Set<() => void>();
  const keep = (message: Message): void => {
    messages = [...messages, message].slice(-KEPT);
  };
  const store = await openMailStore(dataDir, (record) => {
    if ("message" in record) keep(record.message);
    else messages = [];
  });

  return {
    async add(message) {
      keep(message);
      await store.write({ message }, messages);
      for (const look of [...arrivals]) look();
    },
    list({ to, part, limit = KEPT } = {}) {
      const wanted = part?.trim().toLowerCase();
      return messages
        .filter(
          (message) => (to === undefined || isTo(message, to)) && (!wanted || mentions(message, wanted)),
        )
        .reverse()
        .slice(0, limit);
    },
    find: (id) => messages.find((message) => message.id === id),
    async clear() {
      messages = [];
      await store.write({ cleared: true }, messages);
    },
    next(wanted, timeoutMs = 15_000) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = firstOf(messages, wanted);
          if (!found) return;
          end();
          resolve(found);
        };
        const timer = setTimeout(() => {
          end();
          const others = messages.slice(-10).map(({ to, subject }) => `${to}: ${subject}`);
          reject(new Error(`no such mail came: ${describe(wanted)}. The latest are:\n${others.join("\n")}`));
        }, timeoutMs);
        const end = (): void => {
          clearTimeout(timer);
          arrivals.delete(look);
        };
        arrivals.add(look);
        look();
      });
    },
    close: store.close,
  };
}

const mentions = ({ to, from }: Message, part: string): boolean =>
  `${to}\n${from}`.toLowerCase().includes(part);

function firstOf(messages: readonly Message[], { to, subject, afterId }: MailFilter): Message | undefined {
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
  /** `kept` is what there is after it, should the file be written anew. */
  write(record: MailRecord, kept: readonly Message[]): Promise<void>;
  close(): Promise<void>;
}

/** Replays the file of `dataDir`, and goes on with it; without a folder there is nothing to replay or to keep. */
async function openMailStore(
  dataDir: string | null,
  replay: (record: MailRecord) => void,
): Promise<MailStore> {
  if (dataDir === null) return { write: () => Promise.resolve(), close: () => Promise.resolve() };
  const file = path.join(dataDir, "mails.jsonl");
  const kept: Message[] = [];
  for await (const record of readJournal(file)) {
    const known = record as MailRecord;
    replay(known);
    if ("message" in known) kept.push(known.message);
    else kept.length = 0;
  }
  const asRecords = (messages: readonly Message[]): MailRecord[] =>
    messages.slice(-KEPT).map((message) => ({ message }));
  let journal: Journal = await openJournal(file, asRecords(kept));
  let lines = 0;
  let writing: Promise<void> = Promise.resolve();

  async function write(record: MailRecord, current: readonly Message[]): Promise<void> {
    lines += 1;
    if (lines < KEPT) {
      journal.append(record);
      return journal.flush();
    }
    await journal.close();
    journal = noJournal;
    journal = await openJournal(file, asRecords(current));
    lines = 0;
  }

  return {
    write(record, current) {
      const written = writing.then(() => write(record, current));
      writing = written.catch(() => undefined); // who wrote it hears of it
      return written;
    },
    async close() {
      await writing;
      await journal.close();
    },
  };
}
