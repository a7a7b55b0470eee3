/**
 * The sessions that ended recently, in any process. Their tokens are refused without a query although they
 * have not expired yet. The list is fed by LISTEN/NOTIFY, and reloaded from the database after a gap. It is
 * keyed by session, never by token, because a signature can be written in more than one way.
 */
import type { Clock } from "../../../platform/clock.ts";
import type { Changes } from "../../../platform/db/changes.ts";
import type { Db } from "../../../platform/db/db.ts";
import type { Log } from "../../../platform/log.ts";
import { findRevokedSessions } from "./queries.ts";
import { ACCESS_SECONDS } from "./tokens.ts";

const TOPIC = "members.revoked";
/** Longer than the life of any token of an ended session, clock differences included. */
const KEEP_MS = (ACCESS_SECONDS + 60) * 1000;

export interface Revocations {
  has(sessionId: string): boolean;
  /** Notifies every process; resolves when all have received it, or after a second. */
  add(sessionIds: readonly string[]): Promise<void>;
}

export async function watchRevocations(
  db: Db,
  clock: Clock,
  changes: Changes,
  log: Log,
): Promise<Revocations> {
  /** Session id → time of its removal from this map, in the order in which sessions ended. */
  const ended = new Map<string, number>();

  function insert(sessionIds: readonly string[]): void {
    const now = clock.now().getTime();
    for (const id of sessionIds) ended.set(id, now + KEEP_MS);
    for (const [id, until] of ended) {
      if (until > now) break;
      ended.delete(id);
    }
  }

  async function reload(): Promise<void> {
    const since = new Date(clock.now().getTime() - KEEP_MS);
    insert((await db.rows(findRevokedSessions, { since })).map(({ id }) => id));
  }

  changes.subscribe(TOPIC, (ids) => {
    if (ids) insert(ids);
    else reload().catch((err: unknown) => log.error({ err }, "ended sessions could not be read again"));
  });
  await reload();
  return {
    has: (sessionId) => ended.has(sessionId),
    async add(sessionIds) {
      if (sessionIds.length > 0) await changes.publish(TOPIC, sessionIds);
    },
  };
}
