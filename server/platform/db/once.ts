/**
 * Work that a database needs once in its life. A crash in the middle leads to a second run, so the work must
 * be safe to repeat.
 */
import { sql } from "kysely";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

const findDone = prepared<{ name: string }, { name: string }>(
  (p) => sql`SELECT name FROM platform.done_once WHERE name = ${p.name}`,
);
const insertDone = prepared<{ name: string }, never>(
  (p) => sql`INSERT INTO platform.done_once (name) VALUES (${p.name}) ON CONFLICT DO NOTHING`,
);

/** Runs `work` unless it was finished before. Returns whether it ran now. */
export async function once(db: Db, name: string, work: () => Promise<void>): Promise<boolean> {
  if (await db.first(findDone, { name })) return false;
  await work();
  await db.rows(insertDone, { name });
  return true;
}
