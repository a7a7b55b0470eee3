import { setTimeout as wait } from "node:timers/promises";
import type { Db } from "./db.ts";
import { ping } from "./ping.ts";

const PATIENCE_MS = 2_000;
/** Databases that have not answered yet: a database that hangs is asked by one ping at a time. */
const asked = new WeakMap<Db, Promise<boolean>>();

/** Returns whether the database answers within two seconds. */
export async function reachable(db: Db): Promise<boolean> {
  const answer = asked.get(db) ?? ask(db);
  asked.set(db, answer);
  const timer = new AbortController();
  const late = wait(PATIENCE_MS, false, { signal: timer.signal }).catch(() => false);
  return Promise.race([answer, late]).finally(() => timer.abort());
}

async function ask(db: Db): Promise<boolean> {
  const [answer] = await Promise.allSettled([db.first(ping, {})]);
  asked.delete(db);
  return answer.status === "fulfilled";
}
