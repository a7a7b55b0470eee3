/**
 * Says to every process at once that something changed, so that caches can drop it. PostgreSQL's LISTEN/NOTIFY carries
 * the message; it is a hint, not a record: who was away while it passed is told `null` (drop everything) on return.
 *
 * PostgreSQL hands a message to each listener in its own time. So that a change can be relied on, every process answers a
 * published message on the sender's own channel, and the sender waits for as many answers as there are other listeners.
 */
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { newId } from "../ids.ts";
import type { Log } from "../log.ts";
import { listen } from "./listen.ts";

const CHANNEL = "jangteo_changes";
/** NOTIFY carries less than 8,000 bytes; longer lists are sent in parts. */
const KEYS_PER_MESSAGE = 150;

/** `keys` are the changed ids; null means that messages may have been missed. */
export type ChangeListener = (keys: readonly string[] | null) => void;

export interface Changes {
  /** Tells all processes, this one included. Resolves when all have dropped what they kept, or `ANSWER_TIMEOUT_MS` later. */
  publish(topic: string, keys: readonly string[]): Promise<void>;
  /**
   * For changes that come in bursts: tells this process at once, and the others within `HINT_DELAY_MS`, all keys of that
   * time in one message. A process that dies in between says nothing, so readers also need a time limit.
   */
  hint(topic: string, keys: readonly string[]): void;
  subscribe(topic: string, listener: ChangeListener): void;
  close(): Promise<void>;
}

const HINT_DELAY_MS = 50;

interface Message {
  /** The process that sent it. */
  readonly from: string;
  /** Names the message when its sender waits for answers. */
  readonly id: string | null;
  readonly topic: string;
  readonly keys: string[];
}

/** A process that does not answer is stuck or dying: nobody waits for it longer. */
const ANSWER_TIMEOUT_MS = 1_000;

interface Waiting {
  answers: number;
  /** Null until it is known how many listen. */
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
  const waiting = new Map<string, Waiting>();
  const link = await listen({
    url,
    log,
    name: `${NAME} ${self}`,
    channels: [CHANNEL, ownChannel(self)],
    hear(channel, payload) {
      if (channel === CHANNEL) hear(JSON.parse(payload) as Message);
      else countAnswer(payload);
    },
    missed() {
      for (const each of listeners.values()) for (const listener of each) listener(null);
    },
  });

  /** What this process says, it has told itself already. */
  function hear({ id, from, topic, keys }: Message): void {
    if (from === self) return;
    tell(topic, keys);
    if (id !== null)
      notify(ownChannel(from), id).catch((err: unknown) => log.warn({ err }, "a change was not answered"));
  }

  function tell(topic: string, keys: readonly string[]): void {
    for (const listener of listeners.get(topic) ?? []) listener(keys);
  }

  function countAnswer(id: string): void {
    const message = waiting.get(id);
    if (!message) return;
    message.answers += 1;
    if (message.expected !== null && message.answers >= message.expected) message.done();
  }

  const notify = (channel: string, payload: string) =>
    pool.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values: [channel, payload] });

  const say = (message: Message) => notify(CHANNEL, JSON.stringify(message));

  async function sendHints(): Promise<void> {
    hinting = undefined;
    const pending = [...hints];
    hints.clear();
    try {
      for (const [topic, keys] of pending)
        await inParts([...keys], (part) => say({ id: null, from: self, topic, keys: part }));
    } catch (err) {
      log.warn({ err }, "hints were not sent");
    }
  }

  async function send(topic: string, keys: string[]): Promise<void> {
    const id = newId();
    const { promise: answered, resolve: done } = Promise.withResolvers<void>();
    const message: Waiting = { answers: 0, expected: null, done };
    waiting.set(id, message);
    try {
      await say({ id, from: self, topic, keys });
      tell(topic, keys);
      message.expected = await countOthers(pool, self);
      if (message.answers >= message.expected) return;
      await Promise.race([answered, wait(ANSWER_TIMEOUT_MS, undefined, { ref: false })]);
    } finally {
      waiting.delete(id);
    }
  }

  return {
    async publish(topic, keys) {
      await inParts(keys, (part) => send(topic, part));
    },
    hint(topic, keys) {
      if (keys.length === 0) return;
      tell(topic, keys);
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

/** The other processes that listen to this database. */
async function countOthers(pool: pg.Pool, self: string): Promise<number> {
  const { rows } = await pool.query<{ others: number }>({
    name: "count listeners",
    text: `SELECT count(*) AS others FROM pg_stat_activity
           WHERE datname = current_database() AND starts_with(application_name, $1) AND application_name <> $2`,
    values: [`${NAME} `, `${NAME} ${self}`],
  });
  return rows[0]?.others ?? 0;
}

async function inParts(keys: readonly string[], send: (part: string[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < keys.length; at += KEYS_PER_MESSAGE)
    await send(keys.slice(at, at + KEYS_PER_MESSAGE));
}
