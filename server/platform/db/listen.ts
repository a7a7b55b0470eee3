/** A connection of its own that listens to channels. It is opened again when it breaks. */
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
  /** Called for each message. */
  hear(channel: string, payload: string): void;
  /** Called when messages may have been missed: the connection broke, or is back. */
  missed(): void;
}

export interface Link {
  close(): Promise<void>;
}

/** Resolves when it listens to the channels. Throws if the first connection fails; later ones are retried. */
export async function listen({ url, name, channels, log, hear, missed }: ChangeStream): Promise<Link> {
  let closed = false;
  let client = await open();

  async function open(): Promise<pg.Client> {
    const opened = new pg.Client({ connectionString: url, application_name: name, keepAlive: true });
    // An `end` event follows, or `connect` rejects with the same error.
    opened.on("error", () => {});
    opened.on("notification", ({ channel, payload = "" }) => hear(channel, payload));
    await opened.connect();
    try {
      await opened.query(channels.map((channel) => `LISTEN ${channel}`).join("; "));
    } catch (error) {
      await opened.end();
      throw error;
    }
    // Only from here on: when `connect` fails the client ends too, and the caller has got its error.
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
        log.warn({ err }, "the connection that listens for changes is down");
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
