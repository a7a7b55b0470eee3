/**
 * Invalidates cache entries in every process. PostgreSQL's LISTEN/NOTIFY carries the messages. Nothing is
 * stored: after a broken connection messages may be missing, so the listeners get `null` (drop all).
 *
 * Publish: the sender notifies all processes and waits. Each process calls its listeners, then acknowledges
 * on the sender's own channel. The sender waits for as many acknowledgements as there are other listeners,
 * `ACKNOWLEDGE_TIMEOUT_MS` at most. So every process shows the change when `publish` returns.
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

/** `keys` are the changed ids. Null: messages may have been missed. */
export type ChangeListener = (keys: readonly string[] | null) => void;

export interface Changes {
  /**
   * Notifies all processes, this one included. Resolves when all have called their listeners, or after
   * `ACKNOWLEDGE_TIMEOUT_MS`. Throws when the database is away.
   */
  publish(topic: string, keys: readonly string[]): Promise<void>;
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

interface Message {
  /** The process that sent it. */
  readonly from: string;
  /** Names the message when its sender waits for acknowledgements; null for a hint. */
  readonly id: string | null;
  readonly topic: string;
  readonly keys: string[];
}

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

export async function listenForChanges(url: string, pool: pg.Pool, log: Log): Promise<Changes> {
  const self = newId();
  const hints = new Map<string, Set<string>>();
  let hinting: NodeJS.Timeout | undefined;
  const listeners = new Map<string, ChangeListener[]>();
  const published = new Map<string, PublishedMessage>();
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
      for (const each of listeners.values()) for (const listener of each) listener(null);
    },
  });

  /** A process has called its own listeners before it sends. */
  function hear({ id, from, topic, keys }: Message): void {
    if (from === self) return;
    callListeners(topic, keys);
    if (id === null) return;
    notify(ownChannel(from), id).catch((err: unknown) => {
      log.warn({ err }, "a change was not acknowledged");
    });
  }

  function callListeners(topic: string, keys: readonly string[]): void {
    for (const listener of listeners.get(topic) ?? []) listener(keys);
  }

  function countAcknowledgement(id: string): void {
    const message = published.get(id);
    if (!message) return;
    message.acknowledgements += 1;
    if (message.expected !== null && message.acknowledgements >= message.expected) message.done();
  }

  const notify = (channel: string, payload: string) =>
    pool.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values: [channel, payload] });

  const notifyAll = (message: Message) => notify(CHANNEL, JSON.stringify(message));

  async function sendHints(): Promise<void> {
    hinting = undefined;
    const pending = [...hints];
    hints.clear();
    try {
      for (const [topic, keys] of pending)
        await inParts([...keys], (part) => notifyAll({ id: null, from: self, topic, keys: part }));
    } catch (err) {
      log.warn({ err }, "hints of changes were not sent");
    }
  }

  async function send(topic: string, keys: string[]): Promise<void> {
    const id = newId();
    const { promise: acknowledged, resolve: done } = Promise.withResolvers<void>();
    const message: PublishedMessage = { acknowledgements: 0, expected: null, done };
    published.set(id, message);
    try {
      await notifyAll({ id, from: self, topic, keys });
      callListeners(topic, keys);
      message.expected = await countOthers(pool, self);
      if (message.acknowledgements >= message.expected) return;
      await Promise.race([acknowledged, wait(ACKNOWLEDGE_TIMEOUT_MS, undefined, { ref: false })]);
    } finally {
      published.delete(id);
    }
  }

  return {
    async publish(topic, keys) {
      await inParts(keys, (part) => send(topic, part));
    },
    hint(topic, keys) {
      if (keys.length === 0) return;
      callListeners(topic, keys);
      const pending = hints.get(topic) ?? new Set();
      for (const key of keys) pending.add(key);
      hints.set(topic, pending);
      hinting ??= setTimeout(() => void sendHints(), HINT_DELAY_MS);
    },
    subscribe(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
    },
    async close() {
      clearTimeout(hinting);
      await sendHints();
      await link.close();
    },
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
