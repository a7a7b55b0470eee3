/** A connection of its own that listens to channels, and is opened again when it breaks. */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../log.ts";

export interface ChangeStream {
  readonly url: string;
  /** Seen in pg_stat_activity. */
  readonly name: string;
  /** Small letters, digits and underscores. */
  readonly channels: readonly string[];
  readonly log: Log;
  hear(channel: string, payload: string): void;
  /** Messages may have been missed: the connection broke, or is back. */
  missed(): void;
}

export interface Link {
  close(): Promise<void>;
}

export async function listen({ url, name, channels, log, hear, missed }: ChangeStream): Promise<Link> {
  let closed = false;
  let client = await open();

  async function open(): Promise<pg.Client> {
    const opened = new pg.Client({ connectionString: url, application_name: name, keepAlive: true });
    // An `end` follows, or the rejection of `connect` has said the same.
    opened.on("error", () => {});
    opened.on("notification", ({ channel, payload = "" }) => hear(channel, payload));
    await opened.connect();
    try {
      await opened.query(channels.map((channel) => `LISTEN ${channel}`).join("; "));
    } catch (error) {
      await opened.end();
      throw error;
    }
    // Not before: a link that never came to life ends too, and its opener already knows.
    opened.once("end", () => void reopen());
    return opened;
  }

  async function reopen(): Promise<void> {
    for (let pauseMs = 50; !closed; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      missed();
      try {
        client = await open();
        missed();
        if (closed) await client.end();
        return;
      } catch (err) {
        log.warn({ err }, "the link for changes is down");
        await wait(pauseMs, undefined, { ref: false });
      }
    }
  }

  return {
    async close() {
      closed = true;
      await client.end();
    },
  };
}
