/**
 * The sessions that ended lately, in this or any other process: a token of theirs is refused without a query although
 * it is not over yet. Fed by LISTEN/NOTIFY; after a gap the database is asked. Keyed by session, never by token: a
 * signature can be written in more than one way.
 */
import type { Clock } from "../../../platform/clock.ts";
import type { Changes } from "../../../platform/db/changes.ts";
import type { Db } from "../../../platform/db/db.ts";
import type { Log } from "../../../platform/log.ts";
import { findRevokedSessions } from "./queries.ts";
import { ACCESS_SECONDS } from "./tokens.ts";

const TOPIC = "members.revoked";
/** Longer than any token of an ended session lives, clock differences included. */
const KEEP_MS = (ACCESS_SECONDS + 60) * 1000;

export interface Revocations {
  has(sessionId: string): boolean;
  /** Tells every process; resolves when all know it. */
  add(sessionIds: readonly string[]): Promise<void>;
}

export async function watchRevocations(
  db: Db,
  clock: Clock,
  changes: Changes,
  log: Log,
): Promise<Revocations> {
  /** Session id → when it can be forgotten, in the order of their ending. */
  const ended = new Map<string, number>();

  function remember(sessionIds: readonly string[]): void {
    const now = clock.now().getTime();
    for (const id of sessionIds) ended.set(id, now + KEEP_MS);
    for (const [id, until] of ended) {
      if (until > now) break;
      ended.delete(id);
    }
  }

  async function reload(): Promise<void> {
    const since = new Date(clock.now().getTime() - KEEP_MS);
    remember((await db.rows(findRevokedSessions, { since })).map(({ id }) => id));
  }

  changes.subscribe(TOPIC, (ids) => {
    if (ids) remember(ids);
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
