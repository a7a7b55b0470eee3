/**
 * Invalidates cache entries in every process. PostgreSQL's LISTEN/NOTIFY carries the messages. Nothing is
 * stored: after a broken connection messages may be missing, so the listeners get `null` (drop all).
 *
 * Publish: the sender notifies all processes and waits. Each process calls its listeners, then acknowledges
 * on the sender's own channel. The sender waits for as many acknowledgements as there are other listeners,
 * `ACKNOWLEDGE_TIMEOUT_MS` at most. So every process shows the change when `publish` returns.
 * A process that heard early may meanwhile have asked one that heard late, and have kept what that one said.
 * So when the last acknowledgement took longer than `SETTLE_MS`, the sender notifies all once more, without a
 * name and without waiting.
 *
 * Repeat: what a job says again, in case the process of a request died before it published. A message is
 * known by its topic, its name and the first of its keys (a long list has a message for each part). A process
 * that has heard it leaves the repeat.
 *
 * Hint: the sender collects keys for `HINT_DELAY_MS`, notifies once, and does not wait. A hint can be lost
 * with its sender, so cache entries also need a maximum age.
 */
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { newId } from "../ids.ts";
import type { Log } from "../log.ts";
import { listen } from "./listen.ts";

const CHANNEL = "jangteo_changes";
/** A NOTIFY carries less than 8,000 bytes, so longer lists are sent in parts. */
const KEYS_PER_MESSAGE = 150;

/**
 * `keys` are the changed ids. Null: messages may have been missed.
 * `saidAt`: when the sender said so, by its own clock, in milliseconds since 1970.
 */
export type ChangeListener = (keys: readonly string[] | null, saidAt: number) => void;

export interface Changes {
  /**
   * Notifies all processes, this one included. Resolves when all have called their listeners, or after
   * `ACKNOWLEDGE_TIMEOUT_MS`. Throws when the database is away.
   * @param name by which it may be repeated
   */
  publish(topic: string, keys: readonly string[], name?: string): Promise<void>;
  /** As `publish`, for the processes that have not heard a message of this name. */
  repeat(topic: string, keys: readonly string[], name: string): Promise<void>;
  /**
   * For changes that come in bursts. Calls the listeners of this process at once. Notifies the others within
   * `HINT_DELAY_MS`, with all keys of that time in one message.
   */
  hint(topic: string, keys: readonly string[]): void;
  subscribe(topic: string, listener: ChangeListener): void;
  /** Sends the collected hints and closes the connection. */
  close(): Promise<void>;
}

const HINT_DELAY_MS = 50;

/** By then each process has heard a published message, or all hear it twice. */
export const SETTLE_MS = 100;

interface Message {
  /** The process that sent it. */
  readonly from: string;
  /** Names the message when its sender waits for acknowledgements; null for a hint. */
  readonly id: string | null;
  readonly topic: string;
  readonly keys: string[];
  /** Those of a process of a former version have none of these. */
  readonly saidAt?: number;
  readonly name?: string | undefined;
  readonly isRepeat?: boolean;
}

type Saying = Pick<Message, "topic" | "keys" | "name" | "isRepeat">;

/** Of messages that a process has heard. A repeat comes within seconds. */
const NAMES_KEPT = 2_000;

/** A process that has not acknowledged by then is stuck or dying. */
const ACKNOWLEDGE_TIMEOUT_MS = 1_000;

interface PublishedMessage {
  acknowledgements: number;
  /** Null until the other listeners are counted. */
  expected: number | null;
  readonly done: () => void;
}

const NAME = "jangteo changes";
const ownChannel = (process: string): string => `jangteo_${process.replaceAll("-", "")}`;

export async function listenForChanges(
  url: string,
  pool: pg.Pool,
  log: Log,
  settleMs = SETTLE_MS,
): Promise<Changes> {
  const self = newId();
  const listeners = new Map<string, ChangeListener[]>();
  const isToBeHeard = rememberNames();
  const published = new Map<string, PublishedMessage>();
  const notify = (channel: string, payload: string) =>
    pool.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values: [channel, payload] });
  // The first message can come before the next line runs.
  const link = await listen({
    url,
    log,
    name: `${NAME} ${self}`,
    channels: [CHANNEL, ownChannel(self)],
    hear(channel, payload) {
      if (channel === CHANNEL) hear(JSON.parse(payload) as Message);
      else countAcknowledgement(payload);
    },
    missed() {
      for (const each of listeners.values()) for (const listener of each) listener(null, Date.now());
    },
  });

  /** A process has called its own listeners before it sends. */
  function hear(message: Message): void {
    const { id, from } = message;
    if (from === self) return;
    take(message, message.saidAt ?? Date.now());
    if (id === null) return;
    notify(ownChannel(from), id).catch((err: unknown) => {
      log.warn({ err }, "a change was not acknowledged");
    });
  }

  function take(saying: Saying, saidAt: number): void {
    if (isToBeHeard(saying)) callListeners(saying.topic, saying.keys, saidAt);
  }

  function callListeners(topic: string, keys: readonly string[], saidAt: number): void {
    for (const listener of listeners.get(topic) ?? []) listener(keys, saidAt);
  }

  function countAcknowledgement(id: string): void {
    const message = published.get(id);
    if (!message) return;
    message.acknowledgements += 1;
    if (message.expected !== null && message.acknowledgements >= message.expected) message.done();
  }

  const notifyAll = (message: Message) => notify(CHANNEL, JSON.stringify(message));

  const hints = gatherHints(log, (topic, keys) =>
    notifyAll({ id: null, from: self, topic, keys, saidAt: Date.now() }),
  );

  async function send(saying: Saying): Promise<void> {
    const id = newId();
    const saidAt = Date.now();
    const { promise: acknowledged, resolve: done } = Promise.withResolvers<void>();
    const message: PublishedMessage = { acknowledgements: 0, expected: null, done };
    published.set(id, message);
    try {
      await notifyAll({ id, from: self, saidAt, ...saying });
      take(saying, saidAt);
      message.expected = await countOthers(pool, self);
      if (message.acknowledgements < message.expected)
        await Promise.race([acknowledged, wait(ACKNOWLEDGE_TIMEOUT_MS, undefined, { ref: false })]);
      if (message.expected > 0 && Date.now() - saidAt > settleMs) await sendAgain(saying, saidAt);
    } finally {
      published.delete(id);
    }
  }

  async function sendAgain({ topic, keys }: Saying, saidAt: number): Promise<void> {
    await notifyAll({ id: null, from: self, topic, keys, saidAt });
    callListeners(topic, keys, saidAt);
  }

  return {
    async publish(topic, keys, name) {
      await inParts(keys, (part) => send({ topic, keys: part, name }));
    },
    async repeat(topic, keys, name) {
      await inParts(keys, (part) => send({ topic, keys: part, name, isRepeat: true }));
    },
    hint(topic, keys) {
      if (keys.length === 0) return;
      callListeners(topic, keys, Date.now());
      hints.add(topic, keys);
    },
    subscribe(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
    },
    async close() {
      await hints.send();
      await link.close();
    },
  };
}

/** Hints of a short time go out together. `send` sends those that wait. */
function gatherHints(log: Log, say: (topic: string, keys: string[]) => Promise<unknown>) {
  const hints = new Map<string, Set<string>>();
  let sending: NodeJS.Timeout | undefined;

  async function send(): Promise<void> {
    clearTimeout(sending);
    sending = undefined;
    const pending = [...hints];
    hints.clear();
    try {
      for (const [topic, keys] of pending) await inParts([...keys], (part) => say(topic, part));
    } catch (err) {
      log.warn({ err }, "hints of changes were not sent");
    }
  }

  return {
    add(topic: string, keys: readonly string[]): void {
      const pending = hints.get(topic) ?? new Set();
      for (const key of keys) pending.add(key);
      hints.set(topic, pending);
      sending ??= setTimeout(() => void send(), HINT_DELAY_MS);
    },
    send,
  };
}

/** Returns a function that says whether a message is no repeat of one that this process has heard. */
function rememberNames(): (saying: Saying) => boolean {
  const names = new Set<string>();
  return ({ topic, keys, name, isRepeat = false }) => {
    if (name === undefined) return true;
    const known = `${topic} ${name} ${keys[0]}`;
    if (isRepeat) return !names.has(known);
    names.add(known);
    for (const oldest of names) {
      if (names.size <= NAMES_KEPT) break;
      names.delete(oldest);
    }
    return true;
  };
}

/** Counts the other processes that listen to this database. */
async function countOthers(pool: pg.Pool, self: string): Promise<number> {
  const { rows } = await pool.query<{ others: number }>({
    name: "count listeners",
    text: `SELECT count(*) AS others FROM pg_stat_activity
           WHERE datname = current_database()
             AND starts_with(application_name, $1) AND application_name <> $2`,
    values: [`${NAME} `, `${NAME} ${self}`],
  });
  return rows[0]?.others ?? 0;
}

async function inParts(keys: readonly string[], send: (part: string[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < keys.length; at += KEYS_PER_MESSAGE)
    await send(keys.slice(at, at + KEYS_PER_MESSAGE));
}
