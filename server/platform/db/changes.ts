/**
 * Says to every process at once that something changed, so that caches can drop it. PostgreSQL's LISTEN/NOTIFY carries
 * the message; it is a hint, not a record: who was away while it passed is told `null` (drop everything) on return.
 */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { newId } from "../id.ts";
import type { Log } from "../log.ts";

const CHANNEL = "jangteo_changes";
/** NOTIFY carries less than 8,000 bytes; longer lists are sent in parts. */
const KEYS_PER_MESSAGE = 150;

/** `keys` are the changed ids; null means that messages may have been missed. */
export type ChangeListener = (keys: readonly string[] | null) => void;

export interface Changes {
  /** Tells all processes, this one included. Resolves when this process has heard its own message. */
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
  readonly id: string;
  readonly topic: string;
  readonly keys: string[];
}

/** After this time `publish` stops waiting for the echo: listeners are then told `null` when the link is back. */
const ECHO_TIMEOUT_MS = 1_000;

export async function listenForChanges(url: string, pool: pg.Pool, log: Log): Promise<Changes> {
  const self = newId();
  const hints = new Map<string, Set<string>>();
  let hinting: NodeJS.Timeout | undefined;
  const listeners = new Map<string, ChangeListener[]>();
  const echoes = new Map<string, () => void>();
  let closed = false;
  let client = await open();

  async function open(): Promise<pg.Client> {
    const link = new pg.Client({ connectionString: url, application_name: "jangteo changes", keepAlive: true });
    link.on("error", () => {});
    link.on("notification", ({ payload }) => hear(JSON.parse(payload ?? "") as Message));
    link.once("end", () => void reopen());
    await link.connect();
    await link.query(`LISTEN ${CHANNEL}`);
    return link;
  }

  function hear({ id, from, topic, keys }: Message): void {
    // Own hints were told when they were given.
    if (from !== self || echoes.has(id)) tell(topic, keys);
    echoes.get(id)?.();
  }

  function tell(topic: string, keys: readonly string[]): void {
    for (const listener of listeners.get(topic) ?? []) listener(keys);
  }

  async function sendHints(): Promise<void> {
    hinting = undefined;
    const pending = [...hints];
    hints.clear();
    for (const [topic, keys] of pending) await inParts([...keys], (part) => notify(newId(), topic, part));
  }

  const notify = (id: string, topic: string, keys: string[]) =>
    pool.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values: [CHANNEL, JSON.stringify({ id, from: self, topic, keys })] });

  async function reopen(): Promise<void> {
    for (let pauseMs = 50; !closed; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      forgetAll();
      try {
        client = await open();
        forgetAll();
        return;
      } catch (err) {
        log.warn({ err }, "the link for changes is down");
        await wait(pauseMs, undefined, { ref: false });
      }
    }
  }

  function forgetAll(): void {
    for (const each of listeners.values()) for (const listener of each) listener(null);
  }

  async function send(topic: string, keys: string[]): Promise<void> {
    const id = newId();
    const { promise: heard, resolve } = Promise.withResolvers<void>();
    echoes.set(id, resolve);
    try {
      await notify(id, topic, keys);
      await Promise.race([heard, wait(ECHO_TIMEOUT_MS, undefined, { ref: false })]);
    } finally {
      echoes.delete(id);
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
      hinting ??= setTimeout(() => void sendHints().catch((err) => log.warn({ err }, "hints were not sent")), HINT_DELAY_MS);
    },
    subscribe(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
    },
    async close() {
      closed = true;
      clearTimeout(hinting);
      await sendHints();
      await client.end();
    },
  };
}

async function inParts(keys: readonly string[], send: (part: string[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < keys.length; at += KEYS_PER_MESSAGE) await send(keys.slice(at, at + KEYS_PER_MESSAGE));
}
