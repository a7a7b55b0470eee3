/**
 * Chooses one process of several: the one whose session holds an advisory lock. PostgreSQL gives the lock to
 * another when that session ends, in whatever way.
 */
import pg from "pg";
import type { Log } from "../log.ts";

export interface Leadership {
  /** Tries to lead, or to go on leading, and returns whether this process leads. Throws nothing. */
  lead(): Promise<boolean>;
  /** Whether this process led when it was last known. */
  readonly leads: boolean;
  stop(): Promise<void>;
}

export interface LeadershipOptions {
  readonly url: string;
  /** Processes that ask for the same name compete. */
  readonly name: string;
  readonly log: Log;
}

const ANSWER_MS = 5_000;

export function leadership({ url, name, log }: LeadershipOptions): Leadership {
  let session: pg.Client | null = null;
  let leads = false;

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url,
      application_name: `jangteo ${name}`,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    // A session that broke holds no lock any more.
    client.on("error", () => drop(client));
    client.on("end", () => drop(client));
    await client.connect();
    return client;
  }

  function drop(client: pg.Client): void {
    if (session !== client) return;
    session = null;
    leads = false;
  }

  async function close(): Promise<void> {
    const client = session;
    session = null;
    leads = false;
    await client?.end();
  }

  return {
    get leads() {
      return leads;
    },
    async lead() {
      try {
        session ??= await open();
        // A session may take its own lock again: what it asks tells, too, whether it still has it.
        const text = "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS leads";
        const { rows } = await session.query<{ leads: boolean }>(text, [name]);
        leads = rows[0]?.leads === true;
      } catch (err) {
        // The database is away or busy. The next call tries again.
        log.warn({ err, name }, "it is not known which process leads");
        await close().catch(() => undefined);
      }
      return leads;
    },
    stop: close,
  };
}
